// Sessions: the cookie by express-session, the row in PostgreSQL, the owner's grants read afresh each time.
import { createHmac } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Knex } from 'knex';
import type pg from 'pg';
import type { Grant } from '#contract/permission';
import { plusMinutes } from '../clock/instants.ts';
import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import type { SignedIn } from './signed-in.ts';

export interface SessionSettings {
  secretKey: string;
  cookie: { name: string; secure: boolean };
  idleMinutes: number;
  absoluteHours: number;
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
  signedInOf(request: Request): Promise<SignedIn | null>;
  /** The same for a socket's handshake. */
  sessionOf(request: IncomingMessage): Promise<SignedIn | null>;
  /** Reads session and grants again; `null` once the session has ended. */
  refresh(signedIn: SignedIn): Promise<SignedIn | null>;
  start(request: Request, owner: { organizationId: string; staffId: string }): Promise<SignedIn>;
  /** A person did something: the idle time starts anew. */
  extend(signedIn: SignedIn): Promise<Expiry>;
  expiryOf(signedIn: SignedIn): Promise<Expiry>;
  end(request: Request): Promise<void>;
}

interface OpenSessionRow {
  public_id: string;
  organization_id: string;
  staff_id: string;
  last_seen_at: string;
  absolute_expires_at: string;
  grants: Grant[];
  at: string;
}

export function createSessions(database: Database, settings: SessionSettings): Sessions {
  const { pool } = database;
  const { idleMinutes, absoluteHours, clock } = settings;
  const secret = createHmac('sha256', settings.secretKey).update('session cookie').digest('hex');
  const PgStore = connectPgSimple(session);
  const middleware = session({
    name: settings.cookie.name,
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: settings.cookie.secure, path: '/' },
    // connect-pg-simple asks its pool for nothing but `query`.
    store: new PgStore({
      pool: { query: queryThrough(pool) } as unknown as pg.Pool,
      tableName: 'session',
      ttl: absoluteHours * 3600,
      disableTouch: true,
      pruneSessionInterval: false,
    }),
  });

  const readCookie = promisify(middleware);

  async function load(sid: string): Promise<{ signedIn: SignedIn; expiry: Expiry } | null> {
    const { rows } = await pool.raw<{ rows: OpenSessionRow[] }>('select * from open_session(?)', [
      sid,
    ]);
    const row = rows[0];
    if (!row) return null;
    const expiry = {
      idleExpiresAt: plusMinutes(row.last_seen_at, idleMinutes),
      absoluteExpiresAt: row.absolute_expires_at,
    };
    const expiresAt =
      expiry.idleExpiresAt < expiry.absoluteExpiresAt
        ? expiry.idleExpiresAt
        : expiry.absoluteExpiresAt;
    if (expiresAt <= (clock?.() ?? row.at)) return null;
    return {
      signedIn: {
        sessionId: row.public_id,
        organizationId: row.organization_id,
        staffId: row.staff_id,
        grants: row.grants,
        expiresAt,
      },
      expiry,
    };
  }

  async function sidOf(publicId: string): Promise<string | null> {
    const row = await pool('session')
      .where({ public_id: publicId })
      .first<{ sid: string } | undefined>('sid');
    return row?.sid ?? null;
  }

  async function timeNow(): Promise<string> {
    if (clock) return clock();
    const { rows } = await pool.raw<{ rows: { at: string }[] }>(
      'select transaction_timestamp() as at',
    );
    return rows[0]?.at ?? '';
  }

  async function loadByPublicId(publicId: string): ReturnType<typeof load> {
    const sid = await sidOf(publicId);
    return sid === null ? null : load(sid);
  }

  async function signedInOf(request: Request): Promise<SignedIn | null> {
    // A session without an owner is never stored, so an unknown cookie costs one read and no row.
    return request.session.publicId === undefined
      ? null
      : ((await load(request.sessionID))?.signedIn ?? null);
  }

  return {
    middleware,
    signedInOf,
    async sessionOf(request) {
      const response = new ServerResponse(request) as unknown as Response;
      await readCookie(request as Request, response);
      return signedInOf(request as Request);
    },
    async refresh({ sessionId }) {
      return (await loadByPublicId(sessionId))?.signedIn ?? null;
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
      const loaded = await loadByPublicId(signedIn.sessionId);
      return (
        loaded?.expiry ?? {
          idleExpiresAt: signedIn.expiresAt,
          absoluteExpiresAt: signedIn.expiresAt,
        }
      );
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
