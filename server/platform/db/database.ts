// The only door to the database: a transaction with a scope, whose changes and audit entries commit with it.
import type { Knex } from 'knex';
import type { Doorbell } from '../change-log/doorbell.ts';
import { flushChanges } from '../change-log/flush-changes.ts';
import type { Ctx, Scope } from '../context.ts';
import { newId } from '../ids.ts';
import { flushNotifications } from '../notifications/flush-notifications.ts';
import { prepared } from './prepared.ts';
import { sendAhead } from './send-ahead.ts';

export interface TransactionOptions {
  commandId?: string | null;
  requestId?: string;
  /** Reads that only add a read entry: at most the last second of them may be lost in a crash. */
  lazyCommit?: boolean;
}

export interface Database {
  inTransaction<T>(
    scope: Scope,
    fn: (ctx: Ctx) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  readonly doorbell: Doorbell;
  /** For what stands outside tenancy (sessions, jobs) and for health checks. */
  readonly pool: Knex;
}

export interface DatabaseOptions {
  pool: Knex;
  doorbell: Doorbell;
  /** Tests inject a clock; production takes the database's time. */
  clock?: () => string;
  policiesOn?: boolean;
}

export function createDatabase({
  pool,
  doorbell,
  clock,
  policiesOn = true,
}: DatabaseOptions): Database {
  async function inTransaction<T>(
    scope: Scope,
    fn: (ctx: Ctx) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const { answer, rings, organizationId, written } = await pool.transaction(async (db) => {
      const time = await enterScope(db, scope);
      const ctx: Ctx = {
        db,
        scope,
        organizationId: scope.kind === 'lookup' ? '' : scope.organizationId,
        actorId: scope.kind === 'user' ? scope.staffId : null,
        now: clock?.() ?? time,
        commandId: options.commandId ?? null,
        requestId: options.requestId ?? newId(),
        policiesOn,
        changes: [],
        audits: [],
        notifications: [],
        wakes: [],
      };
      const answer = await fn(ctx);
      await flushNotifications(ctx);
      const { feeds, last } = await flushChanges(ctx);
      if (options.lazyCommit && feeds.length === 0)
        await sendAhead(db.raw('set local synchronous_commit = off'));
      const written = last && (await sendAhead(last));
      return {
        answer,
        rings: [...feeds, ...ctx.wakes],
        organizationId: ctx.organizationId,
        written,
      };
    });
    await written?.done;
    if (rings.length > 0) doorbell.ring(rings.map((feed) => ({ organizationId, feed })));
    return answer;
  }

  return { inTransaction, doorbell, pool };
}

async function enterScope(db: Knex.Transaction, scope: Scope): Promise<string> {
  const { rows } = await prepared<{ at: string }>(db, 'select enter_scope(?, ?, ?) as at', [
    scope.kind === 'lookup' ? null : scope.organizationId,
    scope.kind === 'user' ? [...new Set(scope.grants.map((grant) => grant.clinicId))] : null,
    scope.kind === 'user' ? scope.staffId : null,
  ]);
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('The database gave no time.');
  return at;
}
