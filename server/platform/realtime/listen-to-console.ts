// What a console may say. Nothing that it sends is trusted: what is not understood is answered with nothing.
import type { Logger } from 'pino';
import {
  resumeRequest,
  type Presence,
  type PresenceSign,
  type ResumeAnswer,
} from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import { errorCode } from '../error-code.ts';
import type { Feed } from '../slice.ts';
import type { CatchUp } from './catch-up.ts';
import type { ConsoleSocket } from './console-server.ts';
import { passOnPresence, readPresence, roomsForPresence } from './presence.ts';

/** A person has one thing in hand. */
const mostMoving = 10;
/** More feeds than a person has clinics and capabilities. */
const mostFeeds = 500;

export interface ListenOptions {
  feeds: readonly Feed[];
  replay: CatchUp;
  nameOf(signedIn: SignedIn): Promise<string>;
  log: Logger;
}

export function listenToConsole(socket: ConsoleSocket, options: ListenOptions): void {
  const { feeds, replay, log } = options;
  let name: Promise<string> | undefined;
  const moving = new Map<string, { message: Presence; rooms: readonly string[] }>();

  socket.on('resume', (request: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return;
    const reply = answer as (answer: ResumeAnswer) => void;
    resume(request).then(reply, (error: unknown) => {
      log.error({ code: errorCode(error) }, 'a console could not catch up');
      socket.conn.close();
    });
  });

  async function resume(request: unknown): Promise<ResumeAnswer> {
    const read = resumeRequest.safeParse(request);
    if (!read.success || Object.keys(read.data).length > mostFeeds) return {};
    // In its rooms first: what is committed after the replay is read comes as a frame.
    await socket.data.admitted;
    const { readable, signedIn } = socket.data;
    return replay.resume(signedIn.organizationId, read.data, readable ?? new Set());
  }

  socket.on('presence', (message: unknown) => {
    const presence = readPresence(message);
    if (presence) void passOn(presence);
  });

  // What it was moving stays where it is: nobody waits for a drop that does not come.
  socket.on('disconnect', () => {
    for (const { message, rooms } of moving.values())
      passOnPresence(socket, { ...withoutPlace(message), mode: 'gone' }, rooms);
  });

  async function passOn(presence: PresenceSign): Promise<void> {
    await socket.data.admitted;
    const { signedIn } = socket.data;
    try {
      name ??= options.nameOf(signedIn);
      const message = { staffId: signedIn.staffId, name: await name, ...presence };
      const rooms = roomsForPresence(feeds, signedIn, presence.entity);
      if (presence.mode !== 'moving') moving.delete(presence.entity);
      else if (moving.size < mostMoving) moving.set(presence.entity, { message, rooms });
      passOnPresence(socket, message, rooms);
    } catch (error) {
      name = undefined;
      log.error({ code: errorCode(error) }, 'a presence was not passed on');
    }
  }
}

function withoutPlace({ staffId, name, entity }: Presence): Omit<Presence, 'mode' | 'to'> {
  return { staffId, name, entity };
}
