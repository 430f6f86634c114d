import { fromKnex, PgBoss } from 'pg-boss';
import type { Ctx } from '../context.ts';
import type { JobQueue } from './queues.ts';

/** Puts a job in a queue in the caller's transaction: it is there when that has committed, and else never was. */
export async function addJob(
  ctx: Ctx,
  queue: JobQueue,
  /** Ids only: what is kept of a job is nobody's record. */
  data: Readonly<Record<string, string>>,
  notBefore: string,
): Promise<void> {
  // Never started: it only writes the row.
  const boss = new PgBoss({
    ...{ db: fromKnex(ctx.db), schema: 'pgboss' },
    ...{ migrate: false, createSchema: false, supervise: false, schedule: false },
  });
  await boss.send(queue, data, { startAfter: notBefore });
}
