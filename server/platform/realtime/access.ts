// What a socket may hear: its rooms follow the grants and the session, from the handshake to its end.
import type { Logger } from 'pino';
import type { ChangeEnvelope, ServerToClient } from '#contract/realtime';
import { feedOf } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import { errorCode } from '../error-code.ts';
import type { Feed } from '../slice.ts';
import { socketsIn, type ConsoleServer, type ConsoleSocket } from './console-server.ts';
import type { Dispatcher } from './dispatcher.ts';
import { feedRoom, readableFeeds, sessionRoom, staffRoom } from './room-names.ts';

/** Every server follows it for every organization it has sockets of: it tells of ended sessions and new grants. */
export const staffFeed = feedOf('staff', null);

type EndReason = Parameters<ServerToClient['session-ended']>[0];

export interface AccessOptions {
  io: ConsoleServer;
  dispatcher: Dispatcher;
  feeds: readonly Feed[];
  refresh(signedIn: SignedIn): Promise<SignedIn | null>;
  clockNow: () => string;
  log: Logger;
}

export interface Access {
  /** Reads session and grants again, joins the rooms, then says welcome. */
  admit(socket: ConsoleSocket): Promise<void>;
  release(socket: ConsoleSocket): void;
  /** Reads session and grants again and hears more or less from now on, or nothing. */
  recheck(socket: ConsoleSocket, ifGone: EndReason): Promise<void>;
  /** Ended sessions and changed grants, as the staff feed tells them. */
  applyStaffChanges(changes: readonly ChangeEnvelope[]): void;
}

export function createAccess(options: AccessOptions): Access {
  const { io, dispatcher, feeds, refresh, clockNow, log } = options;

  async function admit(socket: ConsoleSocket): Promise<void> {
    const { organizationId, sessionId, staffId } = socket.data.signedIn;
    await dispatcher.follow(organizationId, [staffFeed]);
    if (isGone(socket)) {
      dispatcher.unfollow(organizationId, [staffFeed]);
      return;
    }
    socket.data.readable = new Set();
    void socket.join([sessionRoom(sessionId), staffRoom(staffId)]);
    // What the handshake read may be over by now; what changes from here on is heard.
    await check(socket, 'revoked', { isNew: true });
  }

  function welcome(socket: ConsoleSocket): void {
    const { signedIn, readable } = socket.data;
    const heads = [...(readable ?? [])].map((feed) => [
      feed,
      dispatcher.markOf(signedIn.organizationId, feed),
    ]);
    socket.emit('welcome', {
      sessionId: signedIn.sessionId,
      feeds: Object.fromEntries(heads) as Record<string, number>,
      serverTime: clockNow(),
    });
  }

  function release(socket: ConsoleSocket): void {
    const { readable, signedIn } = socket.data;
    if (readable) dispatcher.unfollow(signedIn.organizationId, [...readable, staffFeed]);
  }

  /** One after the other, so that two changes of access never mix up what is followed. */
  function recheck(socket: ConsoleSocket, ifGone: EndReason): Promise<void> {
    socket.data.admitted = socket.data.admitted.then(() => check(socket, ifGone, { isNew: false }));
    return socket.data.admitted;
  }

  async function check(
    socket: ConsoleSocket,
    ifGone: EndReason,
    { isNew }: { isNew: boolean },
  ): Promise<void> {
    if (isGone(socket)) return;
    try {
      const signedIn = await refresh(socket.data.signedIn);
      if (isGone(socket)) return;
      if (!signedIn) {
        endSession(socket, ifGone);
        return;
      }
      socket.data.signedIn = signedIn;
      await changeRooms(socket, readableFeeds(feeds, signedIn), { isNew });
    } catch (error) {
      log.error({ code: errorCode(error) }, 'a socket could not be checked');
      // What may not be proved is not heard: it comes back through the handshake.
      socket.conn.close();
    }
  }

  async function changeRooms(
    socket: ConsoleSocket,
    readable: ReadonlySet<string>,
    { isNew }: { isNew: boolean },
  ): Promise<void> {
    const before = socket.data.readable ?? new Set();
    const { organizationId } = socket.data.signedIn;
    const gone = [...before].filter((feed) => !readable.has(feed));
    const added = [...readable].filter((feed) => !before.has(feed));
    for (const feed of gone) void socket.leave(feedRoom(organizationId, feed));
    await dispatcher.follow(organizationId, added);
    if (isGone(socket)) {
      dispatcher.unfollow(organizationId, added);
      return;
    }
    dispatcher.unfollow(organizationId, gone);
    socket.data.readable = readable;
    // Rooms and heads in one go: whatever comes after these heads, this socket hears.
    void socket.join(added.map((feed) => feedRoom(organizationId, feed)));
    if (isNew || gone.length > 0 || added.length > 0) welcome(socket);
  }

  function endSession(socket: ConsoleSocket, reason: EndReason): void {
    socket.emit('session-ended', reason);
    socket.disconnect(true);
  }

  function applyStaffChanges(changes: readonly ChangeEnvelope[]): void {
    for (const { type, entityId, actorId } of changes) {
      if (type === 'staff.session-ended')
        for (const socket of socketsIn(io, sessionRoom(entityId)))
          endSession(socket, actorId === socket.data.signedIn.staffId ? 'signed-out' : 'revoked');
      if (type === 'staff.session-locked')
        for (const socket of socketsIn(io, sessionRoom(entityId))) endSession(socket, 'locked');
      if (type === 'staff.access-changed')
        for (const socket of socketsIn(io, staffRoom(entityId))) void recheck(socket, 'revoked');
    }
  }

  return { admit, release, recheck, applyStaffChanges };
}

/** A call, because the compiler takes a property for unchanged over an `await`. */
function isGone(socket: ConsoleSocket): boolean {
  return socket.disconnected;
}
