// The Socket.IO server with our types on it.
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';

export interface ConsoleState {
  signedIn: SignedIn;
  /** Set once the socket is in its rooms; before that it hears nothing and may ask for nothing. */
  readable?: ReadonlySet<string>;
  /** Settles, never rejects, when the last change of its rooms is done. */
  admitted: Promise<void>;
}

export type ConsoleServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, ConsoleState>;
export type ConsoleSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, ConsoleState>;

export function socketsIn(io: ConsoleServer, room: string): ConsoleSocket[] {
  return [...(io.sockets.adapter.rooms.get(room) ?? [])].flatMap((id) => {
    const socket = io.sockets.sockets.get(id);
    return socket ? [socket] : [];
  });
}
