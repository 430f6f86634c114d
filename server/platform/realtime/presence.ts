// Who looks at what: passed on, never stored. It reaches the rooms whose people may read that kind of thing where
// the sender may, and carries ids and a colleague's name only.
import * as z from 'zod/mini';
import type { Presence } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import type { Feed } from '../slice.ts';
import type { ConsoleSocket } from './console-server.ts';
import { feedRoom, readableFeeds } from './room-names.ts';

const presenceMessage = z.object({
  entity: z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*:[0-9a-f-]{36}$/)),
  mode: z.enum(['viewing', 'editing']),
});

export function readPresence(message: unknown): Pick<Presence, 'entity' | 'mode'> | null {
  const read = presenceMessage.safeParse(message);
  return read.success ? read.data : null;
}

/** `appointment:<id>` goes to the rooms of the feeds that need `appointment:read`. */
export function roomsForPresence(
  feeds: readonly Feed[],
  signedIn: SignedIn,
  entity: string,
): string[] {
  const noun = entity.slice(0, entity.indexOf(':'));
  // Nobody else is in a person's own room.
  const told = feeds.filter(
    (feed) => feed.scope !== 'person' && (nounOf(feed) === noun || feed.capability === noun),
  );
  return [...readableFeeds(told, signedIn)].map((feed) => feedRoom(signedIn.organizationId, feed));
}

function nounOf({ permission }: Extract<Feed, { permission: unknown }>): string {
  return permission.slice(0, permission.indexOf(':'));
}

export function passOnPresence(
  socket: ConsoleSocket,
  message: Presence,
  rooms: readonly string[],
): void {
  if (rooms.length > 0) socket.to([...rooms]).emit('presence', message);
}
