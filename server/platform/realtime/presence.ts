// Who looks at what: passed on, never stored. It reaches the rooms whose people may read that kind of thing where
// the sender may, and carries ids and a colleague's name only.
import * as z from 'zod/mini';
import type { Presence, PresenceSign } from '#contract/realtime';
import { instant } from '#contract/time';
import type { SignedIn } from '../auth/signed-in.ts';
import type { Feed } from '../slice.ts';
import type { ConsoleSocket } from './console-server.ts';
import { feedRoom, readableFeeds } from './room-names.ts';

const presenceMessage = z.object({
  entity: z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*:[0-9a-f-]{36}$/)),
  mode: z.enum(['viewing', 'editing', 'moving', 'gone']),
  to: z.optional(z.object({ providerId: z.uuid(), startsAt: instant, endsAt: instant })),
});

/** `null` for what is none; who moves something says where to. */
export function readPresence(message: unknown): PresenceSign | null {
  const read = presenceMessage.safeParse(message);
  if (!read.success) return null;
  const { entity, mode, to } = read.data;
  if (mode !== 'moving') return { entity, mode };
  return to ? { entity, mode, to } : null;
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
