// The consoles' live connection: who may open one, what it hears, and how it ends. `docs/realtime.md` tells the
// protocol in full.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { ChangeFrame, ServerStatus } from '#contract/realtime';
import type { SignedIn } from '../auth/signed-in.ts';
import type { Database } from '../db/database.ts';
import { errorCode } from '../error-code.ts';
import type { Feed } from '../slice.ts';
import { createAccess, staffFeed } from './access.ts';
import { comesFromOurPages, type AllowedOrigin } from './allow-request.ts';
import { catchUp } from './catch-up.ts';
import type { ConsoleServer, ConsoleSocket } from './console-server.ts';
import { startDispatcher } from './dispatcher.ts';
import { feedRoom } from './room-names.ts';
import { listenToConsole } from './listen-to-console.ts';
import { limitPackets } from './packet-limit.ts';
import { endWithSession } from './session-timer.ts';
import { dropSlowConsoles } from './slow-consoles.ts';

export interface RealtimeOptions {
  httpServer: HttpServer;
  database: Database;
  feeds: readonly Feed[];
  sessionOf(request: IncomingMessage): Promise<SignedIn | null>;
  /** Reads session and grants again, without extending the session; `null` once it ended. */
  refresh(signedIn: SignedIn): Promise<SignedIn | null>;
  /** How colleagues call this person, for presence. */
  nameOf(signedIn: SignedIn): Promise<string>;
  allowedOrigin: AllowedOrigin;
  clockNow: () => string;
  log: Logger;
}

export interface Realtime {
  /** Told to every console when it changes, and to each that connects. */
  setStatus(status: ServerStatus): void;
  /** Consoles reconnect to another server; the HTTP server is left to its owner. */
  stop(): Promise<void>;
}

export function createRealtime(options: RealtimeOptions): Realtime {
  const { httpServer, database, feeds, refresh, clockNow, log } = options;
  let status: ServerStatus = { mode: 'normal' };
  let stopping = false;

  const io: ConsoleServer = new Server(httpServer, {
    path: '/socket.io',
    serveClient: false,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 100_000,
    connectTimeout: 10_000,
    allowRequest(request, answer) {
      answer(null, !stopping && comesFromOurPages(request, options.allowedOrigin));
    },
  });
  const dispatcher = startDispatcher({ database, deliver, log });
  const access = createAccess({ io, dispatcher, feeds, refresh, clockNow, log });
  const replay = catchUp(database);

  function deliver(organizationId: string, frame: ChangeFrame): void {
    const room = feedRoom(organizationId, frame.feed);
    io.local.to(room).emit('changes', frame);
    dropSlowConsoles(io, room);
    if (frame.feed === staffFeed) access.applyStaffChanges(frame.changes);
  }

  io.use((socket, next) => {
    options.sessionOf(socket.request).then(
      (signedIn) => {
        if (!signedIn) {
          next(new Error('not-signed-in'));
          return;
        }
        socket.data.signedIn = signedIn;
        next();
      },
      (error: unknown) => {
        log.error({ code: errorCode(error) }, 'a socket was not admitted');
        // Without a word, so that the console tries again by itself: the database is away, not the session.
        socket.conn.close();
      },
    );
  });

  io.on('connection', (socket) => {
    limitPackets(socket);
    listenToConsole(socket, { feeds, replay, nameOf: options.nameOf, log });
    const timer = endWithSession(socket, { clockNow, recheck: access.recheck });
    socket.on('disconnect', () => {
      timer.stop();
      access.release(socket);
    });
    socket.data.admitted = admit(socket);
  });

  async function admit(socket: ConsoleSocket): Promise<void> {
    try {
      await access.admit(socket);
      socket.emit('status', status);
    } catch (error) {
      log.error({ code: errorCode(error) }, 'a socket was not admitted');
      socket.conn.close();
    }
  }

  return {
    setStatus(fresh) {
      if (fresh.mode === status.mode) return;
      status = fresh;
      io.local.emit('status', status);
    },
    async stop() {
      stopping = true;
      await dispatcher.stop();
      io.engine.close();
    },
  };
}
