// Once a day: day partitions ahead, old change log away, answers of commands, sessions and counted sign-ins that
// ended long ago.
import { localDateOf, plusMinutes } from '../clock/instants.ts';
import { Temporal } from '../clock/temporal.ts';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import type { JobHandler } from './start-jobs.ts';

const changeLogDaysKept = 14;
const changeLogDaysAhead = 16;
const idempotencyMinutes = 24 * 60;

export function housekeeping(database: Database): JobHandler {
  return {
    queue: 'platform.housekeeping',
    cron: '17 8 * * *',
    run: () => keepHouse(database),
  };
}

export async function keepHouse(database: Database): Promise<void> {
  await database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const today = Temporal.PlainDate.from(localDateOf(ctx.now, 'UTC'));
    await ctx.db.raw('select ensure_change_log_days(?, ?)', [
      today.subtract({ days: 1 }).toString(),
      changeLogDaysAhead,
    ]);
    await ctx.db.raw('select trim_change_log(?)', [
      today.subtract({ days: changeLogDaysKept }).toString(),
    ]);
    await ctx.db('session').where('expire', '<', ctx.now).delete();
    await ctx.db('sign_in_failure').where('expire', '<', Date.parse(ctx.now)).delete();
  });
  for (const organizationId of await listOrganizations(database)) {
    const scope = { kind: 'system', organizationId, reason: 'housekeeping' } as const;
    await database.inTransaction(scope, async (ctx) => {
      await ctx
        .db('idempotency_key')
        .where({ organization_id: organizationId })
        .where('at', '<', plusMinutes(ctx.now, -idempotencyMinutes))
        .delete();
    });
  }
}
