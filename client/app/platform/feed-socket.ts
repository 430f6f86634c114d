// The socket as the realtime feed uses it; socket.io stays behind this door and out of the first bundle.
import { InjectionToken } from '@angular/core';
import type { Socket } from 'socket.io-client';
import type {
  ClientToServer,
  ResumeAnswer,
  ResumeRequest,
  ServerToClient,
} from '#contract/realtime';

export interface FeedListeners extends Pick<
  ServerToClient,
  'welcome' | 'changes' | 'status' | 'presence' | 'session-ended'
> {
  /** The connection is gone; the socket tries again by itself. */
  dropped: () => void;
  /** The server refused the handshake or closed the socket: the session may be over. */
  refused: () => void;
}

export interface FeedSocket {
  resume: (request: ResumeRequest) => Promise<ResumeAnswer>;
  /** Says what this person looks at; nothing is said while the connection is away. */
  presence: ClientToServer['presence'];
  /** Try again now. */
  reconnect: () => void;
  close: () => void;
}

export type OpenSocket = (listeners: FeedListeners) => Promise<FeedSocket>;

const resumePatienceMs = 10_000;

export const OPEN_SOCKET = new InjectionToken<OpenSocket>('open socket', {
  factory: () => openSocket,
});

async function openSocket(listeners: FeedListeners): Promise<FeedSocket> {
  const { io } = await import('socket.io-client');
  const socket: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  });
  socket.on('welcome', listeners.welcome);
  socket.on('changes', listeners.changes);
  socket.on('status', listeners.status);
  socket.on('presence', listeners.presence);
  socket.on('session-ended', listeners['session-ended']);
  // An active socket tries again by itself; one that the server refused or closed does not.
  const broken = (): void => {
    if (socket.active) listeners.dropped();
    else listeners.refused();
  };
  socket.on('disconnect', broken);
  socket.on('connect_error', broken);
  return {
    resume: (request) => socket.timeout(resumePatienceMs).emitWithAck('resume', request),
    // What was true when the connection went would be told when it is long past.
    presence: (presence) => {
      if (socket.connected) socket.emit('presence', presence);
    },
    reconnect: () => void socket.connect(),
    close: () => void socket.off().disconnect(),
  };
}
