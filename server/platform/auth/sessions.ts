// Sessions: the cookie by express-session, the row in PostgreSQL, the owner's grants read afresh each time.
import { createHmac } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import { callbackify, promisify } from 'node:util';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Knex } from 'knex';
import type pg from 'pg';
import type { Grant } from '#contract/permission';
import { plusMinutes } from '../clock/instants.ts';
import type { Database } from '../db/database.ts';
import { readTogether } from '../db/read-together.ts';
import { newId } from '../ids.ts';
import type { SignedIn } from './signed-in.ts';

export interface SessionSettings {
  secretKey: string;
  cookie: { name: string; secure: boolean };
  idleMinutes: number;
  absoluteHours: number;
  /** So long a proof of who somebody is counts for acts that ask for one. */
  confirmMinutes: number;
  /** Tests inject a clock; production takes the database's time. */
  clock?: () => string;
}

export interface Expiry {
  idleExpiresAt: string;
  absoluteExpiresAt: string;
}

export interface Sessions {
  /** Reads the cookie into `request.session`. */
  readonly middleware: RequestHandler;
  /** Also of one whose owner has not signed in, or no more. */
  publicIdOf(request: Request): string | undefined;
  /** Whose session the middleware has read; `null` once it has ended. */
  signedInOf(request: Request): SignedIn | null;
  /** The same of one that is locked, by its owner or because nobody was there: it may be unlocked or ended, no more. */
  lockedOf(request: Request): SignedIn | null;
  /** The same for a socket's handshake. */
  sessionOf(request: IncomingMessage): Promise<SignedIn | null>;
  /** Reads session and grants again; `null` once the session has ended. */
  refresh(signedIn: SignedIn): Promise<SignedIn | null>;
  start(request: Request, owner: { organizationId: string; staffId: string }): Promise<SignedIn>;
  /** A person did something: the idle time starts anew. */
  extend(signedIn: SignedIn): Promise<Expiry>;
  expiryOf(signedIn: SignedIn): Promise<Expiry>;
  /** They have just proved who they are. */
  confirm(signedIn: SignedIn): Promise<void>;
  /** The same of a locked one, which answers again; false when it has ended meanwhile. */
  unlock(signedIn: SignedIn): Promise<boolean>;
  end(request: Request): Promise<void>;
}

interface OpenSessionRow {
  public_id: string;
  organization_id: string;
  staff_id: string;
  last_seen_at: string;
  absolute_expires_at: string;
  confirmed_at: string | null;
  /** The shortest of their roles; `null` = as configured. */
  idle_minutes: number | null;
  locked_at: string | null;
  grants: Grant[];
  at: string;
}

interface OpenSession {
  signedIn: SignedIn;
  expiry: Expiry;
}

export function createSessions(database: Database, settings: SessionSettings): Sessions {
  const { pool } = database;
  const { idleMinutes, absoluteHours, confirmMinutes, clock } = settings;
  const secret = createHmac('sha256', settings.secretKey).update('session cookie').digest('hex');
  const PgStore = connectPgSimple(session);
  const { store, openedBy } = readWithOwner(
    pool,
    // connect-pg-simple asks its pool for nothing but `query`.
    new PgStore({
      pool: { query: queryThrough(pool) } as unknown as pg.Pool,
      tableName: 'session',
      ttl: absoluteHours * 3600,
      disableTouch: true,
      pruneSessionInterval: false,
    }),
  );
  const middleware = session({
    name: settings.cookie.name,
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: settings.cookie.secure, path: '/' },
    store,
  });

  const readCookie = promisify(middleware);

  async function load(sid: string): Promise<OpenSession | null> {
    const { rows } = await pool.raw<{ rows: OpenSessionRow[] }>(
      'select o.*, s.locked_at from session s, open_session(s.sid) o where s.sid = ?',
      [sid],
    );
    return rows[0] ? stillOpen(rows[0]) : null;
  }

  function stillOpen(row: OpenSessionRow): OpenSession | null {
    const { open, isLocked } = read(row);
    return open && !isLocked ? open : null;
  }

  /** Nothing once its longest time is over; before that whoever is idle too long is only locked out. */
  function read(row: OpenSessionRow): { open: OpenSession | null; isLocked: boolean } {
    const expiry = {
      idleExpiresAt: plusMinutes(row.last_seen_at, row.idle_minutes ?? idleMinutes),
      absoluteExpiresAt: row.absolute_expires_at,
    };
    const expiresAt =
      expiry.idleExpiresAt < expiry.absoluteExpiresAt
        ? expiry.idleExpiresAt
        : expiry.absoluteExpiresAt;
    const now = clock?.() ?? row.at;
    if (expiry.absoluteExpiresAt <= now) return { open: null, isLocked: false };
    const open = {
      signedIn: {
        sessionId: row.public_id,
        organizationId: row.organization_id,
        staffId: row.staff_id,
        grants: row.grants,
        expiresAt,
        isConfirmed:
          row.confirmed_at !== null && plusMinutes(row.confirmed_at, confirmMinutes) > now,
        isService: false,
      },
      expiry,
    };
    return { open, isLocked: row.locked_at !== null || expiresAt <= now };
  }

  async function timeNow(): Promise<string> {
    if (clock) return clock();
    const { rows } = await pool.raw<{ rows: { at: string }[] }>(
      'select transaction_timestamp() as at',
    );
    return rows[0]?.at ?? '';
  }

  async function loadMany(publicIds: string[]): Promise<Map<string, OpenSession>> {
    const { rows } = await pool.raw<{ rows: OpenSessionRow[] }>(
      'select o.*, s.locked_at from session s, open_session(s.sid) o where s.public_id = any(?)',
      [publicIds],
    );
    return new Map(
      rows.flatMap((row) => {
        const open = stillOpen(row);
        return open ? [[row.public_id, open]] : [];
      }),
    );
  }

  // The sockets that come back after a restart all ask at once.
  const loadTogether = readTogether(loadMany);

  function signedInOf(request: Request): SignedIn | null {
    // A session without an owner is never stored, so an unknown cookie costs one read and no row.
    const row = openedBy(request);
    return row ? (stillOpen(row)?.signedIn ?? null) : null;
  }

  function lockedOf(request: Request): SignedIn | null {
    const row = openedBy(request);
    if (!row) return null;
    const { open, isLocked } = read(row);
    return isLocked ? (open?.signedIn ?? null) : null;
  }

  return {
    middleware,
    publicIdOf: (request) => (request.session as Request['session'] | undefined)?.publicId,
    signedInOf,
    lockedOf,
    async sessionOf(request) {
      const response = new ServerResponse(request) as unknown as Response;
      await readCookie(request as Request, response);
      return signedInOf(request as Request);
    },
    async refresh({ sessionId }) {
      return (await loadTogether(sessionId))?.signedIn ?? null;
    },
    async start(request, owner) {
      await promisify(request.session.regenerate.bind(request.session))();
      const publicId = newId();
      request.session.publicId = publicId;
      await promisify(request.session.save.bind(request.session))();
      const now = await timeNow();
      await pool('session')
        .where({ sid: request.sessionID })
        .update({
          public_id: publicId,
          organization_id: owner.organizationId,
          staff_id: owner.staffId,
          device: (request.get('user-agent') ?? '').slice(0, 200),
          created_at: now,
          last_seen_at: now,
          confirmed_at: now,
          absolute_expires_at: plusMinutes(now, absoluteHours * 60),
        });
      const loaded = await load(request.sessionID);
      if (!loaded) throw new Error('A session that was just stored is not there.');
      return loaded.signedIn;
    },
    async extend(signedIn) {
      await pool('session')
        .where({ public_id: signedIn.sessionId })
        .update({ last_seen_at: await timeNow() });
      return this.expiryOf(signedIn);
    },
    async expiryOf(signedIn) {
      const loaded = (await loadMany([signedIn.sessionId])).get(signedIn.sessionId);
      return (
        loaded?.expiry ?? {
          idleExpiresAt: signedIn.expiresAt,
          absoluteExpiresAt: signedIn.expiresAt,
        }
      );
    },
    async confirm({ sessionId }) {
      await pool('session')
        .where({ public_id: sessionId })
        .update({ confirmed_at: await timeNow() });
    },
    async unlock({ sessionId }) {
      const now = await timeNow();
      const unlocked = await pool('session')
        .where({ public_id: sessionId })
        .update({ locked_at: null, last_seen_at: now, confirmed_at: now });
      return unlocked === 1;
    },
    end: (request) => promisify(request.session.destroy.bind(request.session))(),
  };
}

function queryThrough(pool: Knex): (text: string, values: unknown[]) => Promise<pg.QueryResult> {
  const client = pool.client as {
    acquireConnection(): Promise<pg.Client>;
    releaseConnection(connection: pg.Client): Promise<void>;
  };
  return async (text, values) => {
    const connection = await client.acquireConnection();
    try {
      return await connection.query(text, values);
    } finally {
      await client.releaseConnection(connection);
    }
  };
}

/** Reads the session and, in the same statement, whose it is: both are needed in every request. */
function readWithOwner(
  pool: Knex,
  store: session.Store,
): { store: session.Store; openedBy(request: IncomingMessage): OpenSessionRow | undefined } {
  const opened = new WeakMap<object, OpenSessionRow>();
  const read = async (sid: string): Promise<session.SessionData | null> => {
    const { rows } = await pool.raw<{
      rows: ((OpenSessionRow | { staff_id: null }) & { sess: session.SessionData })[];
    }>(
      `select s.sess, s.locked_at, o.* from session s left join open_session(s.sid) o on true
       where s.sid = ? and s.expire >= transaction_timestamp()`,
      [sid],
    );
    const row = rows[0];
    if (!row) return null;
    if (row.staff_id !== null) opened.set(row.sess, row);
    return row.sess;
  };
  store.get = callbackify(read);
  const create = store.createSession.bind(store);
  store.createSession = (request, data) => {
    const row = opened.get(data);
    if (row) opened.set(request, row);
    return create(request, data);
  };
  return { store, openedBy: (request) => opened.get(request) };
}
