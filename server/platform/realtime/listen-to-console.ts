// What a console may say. Nothing that it sends is trusted: what is not understood is answered with nothing.
import type { Logger } from 'pino';
import { resumeRequest, type ResumeAnswer } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import { errorCode } from '../error-code.ts';
import type { Feed } from '../slice.ts';
import type { CatchUp } from './catch-up.ts';
import type { ConsoleSocket } from './console-server.ts';
import { passOnPresence, readPresence, roomsForPresence } from './presence.ts';

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

  async function passOn(presence: NonNullable<ReturnType<typeof readPresence>>): Promise<void> {
    await socket.data.admitted;
    const { signedIn } = socket.data;
    try {
      name ??= options.nameOf(signedIn);
      const message = { staffId: signedIn.staffId, name: await name, ...presence };
      passOnPresence(socket, message, roomsForPresence(feeds, signedIn, presence.entity));
    } catch (error) {
      name = undefined;
      log.error({ code: errorCode(error) }, 'a presence was not passed on');
    }
  }
}
