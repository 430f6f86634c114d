// The door for messages of other systems: loopback, or TLS with certificates on both sides.
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Logger } from 'pino';
import type { MllpPlace } from '../config/config.ts';
import { errorCode } from '../error-code.ts';
import { StartRefused } from '../start-refused.ts';
import { MllpConnection, type TakeFrames } from './mllp-connection.ts';

export interface MllpListenerOptions {
  place: MllpPlace;
  take: TakeFrames;
  mostFrameBytes: number;
  log: Logger;
  /** Tests are less patient. */
  stalledMs?: number;
  idleMs?: number;
  mostConnections?: number;
}

export interface MllpListener {
  /** The port: the one asked for, or a free one for 0. */
  port: number;
  connections(): number;
  isListening(): boolean;
  stop(): Promise<void>;
}

const standardPatience = { stalledMs: 60_000, idleMs: 3_600_000, mostConnections: 64 };
const lastMomentMs = 8_000;

/** @throws StartRefused where the place cannot be listened on, or its certificates cannot be read */
export async function listenForMllp(options: MllpListenerOptions): Promise<MllpListener> {
  const { place, take, mostFrameBytes, log } = options;
  const { stalledMs, idleMs, mostConnections } = { ...standardPatience, ...options };
  const open = new Map<Socket, MllpConnection>();
  const server = createServer(place, (socket) => {
    open.set(
      socket,
      new MllpConnection({
        ...{ socket, take, mostFrameBytes, stalledMs, idleMs },
        failed: (error) => log.error({ code: errorCode(error) }, 'messages could not be kept'),
      }),
    );
    socket.on('close', () => open.delete(socket));
  });
  server.maxConnections = mostConnections;
  const port = await listen(server, place);
  return {
    port,
    connections: () => open.size,
    isListening: () => server.listening,
    async stop() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const last = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, lastMomentMs);
      await Promise.all([...open.values()].map((connection) => connection.stop()));
      await closed;
      clearTimeout(last);
    },
  };
}

function createServer({ tls }: MllpPlace, connected: (socket: Socket) => void): Server {
  // Half open: an answer still reaches a sender that has said all it had to say.
  if (tls === null) return createPlainServer({ allowHalfOpen: true }, connected);
  const server = createTlsServer(
    {
      ...{ cert: readPem(tls.cert), key: readPem(tls.key), ca: readPem(tls.ca) },
      ...{ requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' as const },
      allowHalfOpen: true,
    },
    connected,
  );
  // A stranger at the door is no fault of ours.
  server.on('tlsClientError', () => undefined);
  return server;
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new StartRefused(`The certificate file ${file} of the MLLP listener cannot be read.`);
  }
}

function listen(server: Server, { host, port }: MllpPlace): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const reason = errorCode(error);
      reject(new StartRefused(`MLLP_PORT ${port} on ${host} cannot be listened on: ${reason}.`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
