// A live connection over a real HTTP server, with sessions out of a map, for specs of the protocol.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, Welcome } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import { plusMinutes } from '../clock/instants.ts';
import type { TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import type { Feed } from '../slice.ts';
import { createRealtime, type Realtime } from './socket-server.ts';

export const testFeeds: readonly Feed[] = [
  { capability: 'calendar', scope: 'clinic', permission: 'appointment:read' },
  { capability: 'waitlist', scope: 'clinic', permission: 'waitlist:read' },
  { capability: 'staff', scope: 'organization', permission: 'staff:read' },
  { capability: 'notifications', scope: 'person' },
];

export type TestSocket = Socket<ServerToClient, ClientToServer>;

export interface GivenRealtime {
  readonly realtime: Realtime;
  readonly url: string;
  /** Sessions by their public id; delete or replace one to change what the server reads of it. */
  readonly sessions: Map<string, SignedIn>;
  signIn(
    staff: Pick<SignedIn, 'organizationId' | 'staffId' | 'grants'>,
    expiresAt?: string,
  ): SignedIn;
  /** A console that says it is of this session, from this origin. */
  open(sessionId: string | null, options?: { origin?: string; transport?: string }): TestSocket;
  stop(): Promise<void>;
}

export async function givenRealtime(t: TestDatabase): Promise<GivenRealtime> {
  const sessions = new Map<string, SignedIn>();
  const httpServer = createServer();
  const realtime = createRealtime({
    httpServer,
    database: t.database,
    feeds: testFeeds,
    sessionOf: (request) => Promise.resolve(sessions.get(sessionIdOf(request)) ?? null),
    refresh: ({ sessionId }) => Promise.resolve(sessions.get(sessionId) ?? null),
    nameOf: ({ staffId }) => Promise.resolve(`Name of ${staffId}`),
    allowedOrigin: (origin, host) => origin === `http://${host}`,
    clockNow: () => t.clock.now,
    log: pino({ level: 'silent' }),
  });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const opened: TestSocket[] = [];
  return {
    realtime,
    url,
    sessions,
    signIn(staff, expiresAt = plusMinutes(t.clock.now, 60)) {
      const signedIn = {
        ...staff,
        isConfirmed: true,
        isService: false,
        sessionId: newId(),
        expiresAt,
      };
      sessions.set(signedIn.sessionId, signedIn);
      return signedIn;
    },
    open(sessionId, { origin = url, transport = 'websocket' } = {}) {
      const socket: TestSocket = io(url, {
        forceNew: true,
        reconnection: false,
        transports: [transport],
        extraHeaders: {
          ...(origin === '' ? {} : { origin }),
          ...(sessionId === null ? {} : { cookie: `session=${sessionId}` }),
        },
      });
      opened.push(socket);
      return socket;
    },
    async stop() {
      for (const socket of opened) socket.disconnect();
      await realtime.stop();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}

function sessionIdOf(request: IncomingMessage): string {
  return /session=([0-9a-f-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}

/** The next message of that name. */
export function next<E extends keyof ServerToClient>(
  socket: TestSocket,
  event: E,
): Promise<Parameters<ServerToClient[E]>[0]> {
  return new Promise((resolve) => {
    socket.once(event, ((message: Parameters<ServerToClient[E]>[0]) => resolve(message)) as never);
  });
}

/** The welcome, or an error with the message of the refusal. */
export function welcomed(socket: TestSocket): Promise<Welcome> {
  return new Promise((resolve, reject) => {
    socket.once('welcome', resolve);
    socket.once('connect_error', reject);
  });
}

interface Transport {
  ws: { _socket: NetSocket; send(frame: string | Uint8Array): void };
}

function transportOf(socket: TestSocket): Transport {
  return (socket.io.engine as unknown as { transport: Transport }).transport;
}

/** The TCP connection beneath, to stop reading from it. */
export function wireOf(socket: TestSocket): NetSocket {
  return transportOf(socket).ws._socket;
}

/** A frame as it stands, past every encoder. */
export function sendRaw(socket: TestSocket, frame: string | Uint8Array): void {
  transportOf(socket).ws.send(frame);
}
