// Who looks at what: passed on, never stored. It reaches the rooms whose people may read that kind of thing where
// the sender may, and carries ids and a colleague's name only.
import * as z from 'zod/mini';
import type { Presence } from '#contract/realtime';
import { clinicsWith } from '#contract/permission';
import { feedOf } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import type { Feed } from '../slice.ts';
import type { ConsoleSocket } from './console-server.ts';
import { feedRoom } from './room-names.ts';

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
  { organizationId, grants }: SignedIn,
  entity: string,
): string[] {
  const noun = entity.slice(0, entity.indexOf(':'));
  return feeds
    .filter((feed) => nounOf(feed) === noun || feed.capability === noun)
    .flatMap(({ capability, scope, permission }) => {
      const clinicIds = clinicsWith(grants, permission);
      if (scope === 'clinic') return clinicIds.map((clinicId) => feedOf(capability, clinicId));
      return clinicIds.length > 0 ? [feedOf(capability, null)] : [];
    })
    .map((feed) => feedRoom(organizationId, feed));
}

function nounOf(feed: Feed): string {
  return feed.permission.slice(0, feed.permission.indexOf(':'));
}

export function passOnPresence(
  socket: ConsoleSocket,
  message: Presence,
  rooms: readonly string[],
): void {
  if (rooms.length > 0) socket.to([...rooms]).emit('presence', message);
}
