// Tries of somebody who is not proved to be anybody: failed sign-ins, refusals of calls from other sites. They are
// noted in memory and written a little later, so that a refusal takes the same time whoever was meant; equal ones are
// counted in one entry, and there are never more than a few entries at a time, so that nobody fills the disk.
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import { recordAudit } from './record-audit.ts';

export interface FailedTry {
  act: string;
  /** The problem's or rule's code. */
  code: string;
  requestId: string;
  /** Whose session it was, or whose login was used: the text only finds the person and is never written. */
  whose: { organizationId: string; staffId: string } | { login: string } | null;
}

export interface FailedTries {
  note(failed: FailedTry): void;
  /** Writes what was noted. */
  flush(): Promise<void>;
}

/** What is kept of one and the same try between two writings. */
interface Counted extends FailedTry {
  tries: number;
}

interface Attributed {
  organizationId: string;
  staffId: string | null;
  act: string;
  code: string;
  requestId: string;
  tries: number;
}

const mostHeld = 200;
/** Of one organization at one writing; what is beyond is summed up without the persons. */
const mostEntries = 10;

export function createFailedTries(database: Database): FailedTries {
  const held = new Map<string, Counted>();

  function note(failed: FailedTry): void {
    const kept = held.size < mostHeld || held.has(keyOf(failed)) ? failed : unknown(failed);
    const key = keyOf(kept);
    held.set(key, { ...kept, tries: (held.get(key)?.tries ?? 0) + 1 });
  }

  async function flush(): Promise<void> {
    const noted = [...held.values()];
    held.clear();
    if (noted.length === 0) return;
    const only = await onlyOrganization(database);
    const attributed: Attributed[] = [];
    for (const { whose, ...failed } of noted) {
      const found = whose && 'login' in whose ? await findOwner(database, whose.login) : whose;
      const organizationId = found?.organizationId ?? only;
      // Of several organizations nobody can say whose an unknown login was meant to be.
      if (organizationId !== null)
        attributed.push({ ...failed, organizationId, staffId: found?.staffId ?? null });
    }
    for (const entry of bounded(attributed)) await write(database, entry);
  }

  return { note, flush };
}

/** Writes what was noted every few seconds, and at the end. */
export function startFailedTries(options: { tries: FailedTries; log: Logger }): {
  stop(): Promise<void>;
} {
  const { tries, log } = options;
  let stopped = false;
  let running = Promise.resolve();
  let timer = setTimeout(start, everyMs);

  function start(): void {
    running = flush().then(() => {
      if (!stopped) timer = setTimeout(start, everyMs);
    });
  }

  async function flush(): Promise<void> {
    try {
      await tries.flush();
    } catch (error) {
      log.error({ code: errorCode(error) }, 'failed tries could not be written');
    }
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await flush();
    },
  };
}

const everyMs = 5000;

function unknown(failed: FailedTry): FailedTry {
  return { ...failed, whose: null };
}

function keyOf({ act, code, whose }: FailedTry): string {
  const person = whose && ('login' in whose ? whose.login.toLowerCase() : whose.staffId);
  return JSON.stringify([act, code, person]);
}

/** Two spellings of one login are one person's; many persons are summed up. */
function bounded(tries: readonly Attributed[]): Attributed[] {
  const ofOrganizations = Map.groupBy(tries, ({ organizationId }) => organizationId);
  return [...ofOrganizations.values()].flatMap((all) => {
    const entries = summed(all).toSorted((a, b) => b.tries - a.tries);
    const beyond = entries.slice(mostEntries).map((entry) => ({ ...entry, staffId: null }));
    return [...entries.slice(0, mostEntries), ...summed(beyond)];
  });
}

function summed(tries: readonly Attributed[]): Attributed[] {
  const alike = Map.groupBy(tries, ({ act, code, staffId }) =>
    JSON.stringify([act, code, staffId]),
  );
  return [...alike.values()].flatMap((same) => {
    const last = same.at(-1);
    return last ? [{ ...last, tries: same.reduce((sum, each) => sum + each.tries, 0) }] : [];
  });
}

function write(database: Database, entry: Attributed): Promise<void> {
  const { organizationId, staffId, act, code, tries, requestId } = entry;
  return database.inTransaction(
    { kind: 'system', organizationId, reason: 'failed tries' },
    (ctx) => {
      const detail = { code, tries };
      recordAudit(ctx, { kind: 'denied', act, clinicId: null, entityId: staffId, detail });
      return Promise.resolve();
    },
    { requestId },
  );
}

function findOwner(
  database: Database,
  login: string,
): Promise<{ organizationId: string; staffId: string } | null> {
  return database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const { rows } = await ctx.db.raw<{ rows: { organization_id: string; staff_id: string }[] }>(
      'select organization_id, staff_id from find_login(?)',
      [login],
    );
    const [row] = rows;
    return row ? { organizationId: row.organization_id, staffId: row.staff_id } : null;
  });
}

async function onlyOrganization(database: Database): Promise<string | null> {
  const [only, ...others] = await listOrganizations(database);
  return others.length === 0 ? (only ?? null) : null;
}
