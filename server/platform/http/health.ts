// For machines: /livez (the process answers), /readyz (it can serve), /health (how it is doing, without patients).
import { Router } from 'express';
import type { ServerStatus } from '#contract/realtime';
import type { Database } from '../db/database.ts';
import type { MllpHealth } from '../hl7-inbox/start-mllp.ts';

export interface Health {
  database: Database;
  mode(): ServerStatus['mode'];
  isStopping(): boolean;
  /** Reactions that gave up on a feed, by name. */
  parkedReactions(): Promise<string[]>;
  /** What keeps files from being taken from drop folders, or put into them. */
  dropFolderFaults(): string[];
  /** `null` while it is not started. */
  mllp(): MllpHealth | null;
  version: string;
}

export function healthRoutes(health: Health): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', (_request, response, next) => {
    isReady(health)
      .then((ready) => response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'wait' }))
      .catch(next);
  });
  router.get('/health', (_request, response, next) => {
    report(health)
      .then((body) => response.status(body.status === 'down' ? 503 : 200).json(body))
      .catch(next);
  });
  return router;
}

async function isReady(health: Health): Promise<boolean> {
  return !health.isStopping() && (await databaseAnswers(health.database));
}

async function databaseAnswers(database: Database): Promise<boolean> {
  try {
    await database.pool.raw('select 1');
    return true;
  } catch {
    // Whatever the reason, a database that does not answer is not there.
    return false;
  }
}

async function report(health: Health): Promise<{ status: string } & Record<string, unknown>> {
  const answers = await databaseAnswers(health.database);
  const parked = answers ? await health.parkedReactions() : [];
  const faults = health.dropFolderFaults();
  const mllp = health.mllp();
  const status = !answers
    ? 'down'
    : parked.length > 0 || faults.length > 0 || health.mode() !== 'normal'
      ? 'warn'
      : mllp?.listener === 'down'
        ? 'warn'
        : 'ok';
  return {
    status,
    version: health.version,
    mode: answers ? health.mode() : 'no-database',
    parkedReactions: parked,
    dropFolders: faults,
    mllp,
    secondWall: answers ? await secondWall(health.database) : 'unknown',
  };
}

/** The pool acts as `daysheet_app`; a login that owns the schema could step out of that role. */
async function secondWall({ pool }: Database): Promise<string> {
  const { rows } = await pool.raw<{ rows: { owns: boolean }[] }>(
    `select pg_has_role(session_user, c.relowner, 'member') as owns from pg_class c where c.oid = 'appointment'::regclass`,
  );
  return rows[0]?.owns ? 'weaker: the login owns the schema' : 'full';
}
