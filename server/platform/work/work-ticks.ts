// What happens to items by the clock alone: leases end, snoozed items wake, clocks turn.
import type { Ctx } from '../context.ts';
import type { Tick } from '../slice.ts';
import { bulkStarted, runBulkStep } from './bulk-service.ts';
import { listTurningItems } from './clock-repository.ts';
import { dueChange, turnClocks } from './clock-service.ts';
import type { Queue } from './queue.ts';
import {
  lockDueRows,
  lockHeldBy,
  lockItemsOf,
  lockWorkRow,
  updateWorkRow,
  type WorkRow,
} from './work-repository.ts';
import { noLease } from './work-rules.ts';
import { announceWork } from './take-work.ts';
import { tellCovered, tellTurned } from './tell-colleagues.ts';

/** So many rows a run; the next run takes the rest. */
const mostAtOnce = 200;

export function workTicks(queue: Queue): Tick[] {
  return [
    {
      name: `${queue.name}.work`,
      everyMs: 1000,
      run: async (ctx) =>
        (await endLeases(ctx, queue)) +
        (await wakeSnoozed(ctx, queue)) +
        (await turnDue(ctx, queue)),
    },
    {
      name: `${queue.name}.cover`,
      everyMs: 10_000,
      wokenBy: somebodyLeft,
      run: async (ctx) => (await releaseLeft(ctx, queue)) + (await coverAway(ctx, queue)),
    },
  ];
}

/** What wakes the covering at once: nobody waits for somebody who is gone. */
export const somebodyLeft = 'somebody-left';

/** One for all queues: an action begins as soon as it is asked for. What no ring told of is found by the clock. */
export function bulkTick(queues: readonly Queue[]): Tick {
  return {
    name: 'work.bulk',
    everyMs: 3000,
    wokenBy: bulkStarted,
    run: (ctx) => runBulkStep(ctx, ...queues),
  };
}

async function endLeases(ctx: Ctx, queue: Queue): Promise<number> {
  const rows = await lockDueRows(ctx, queue.name, 'lease_until', mostAtOnce);
  for (const row of rows) await turn(ctx, queue, row, 'lease-expired', noLease);
  return rows.length;
}

async function wakeSnoozed(ctx: Ctx, queue: Queue): Promise<number> {
  const rows = await lockDueRows(ctx, queue.name, 'snoozed_until', mostAtOnce);
  for (const row of rows) await turn(ctx, queue, row, 'woken', { snoozed_until: null });
  return rows.length;
}

async function turnDue(ctx: Ctx, queue: Queue): Promise<number> {
  const itemIds = await listTurningItems(ctx, queue.name, mostAtOnce);
  for (const itemId of itemIds) {
    const row = await lockWorkRow(ctx, queue.name, itemId);
    const due = row && (await turnClocks(ctx, row.id));
    if (!row || !due) continue;
    tellTurned(ctx, row, due);
    await turn(ctx, queue, row, 'clock-turned', dueChange(queue, due));
  }
  return itemIds.length;
}

/** Nobody comes back for what somebody held who has left. */
async function releaseLeft(ctx: Ctx, queue: Queue): Promise<number> {
  const left = await queue.left(ctx);
  if (left.length === 0) return 0;
  const rows = await lockHeldBy(ctx, queue.name, left, mostAtOnce);
  for (const row of rows) await turn(ctx, queue, row, 'lease-expired', noLease);
  return rows.length;
}

/** What somebody who is away answers for goes to who covers, where they may work it, or back to the pool. */
async function coverAway(ctx: Ctx, queue: Queue): Promise<number> {
  const away = await queue.away(ctx);
  if (away.size === 0) return 0;
  const rows = await lockItemsOf(ctx, queue.name, [...away.keys()], mostAtOnce);
  for (const row of rows) {
    const cover = coverOf(away, row.owner_id ?? '');
    const may = cover !== null && (await queue.mayWork(ctx, cover, row.clinic_id));
    tellCovered(ctx, row, may ? cover : null);
    await turn(ctx, queue, row, 'covered', { owner_id: may ? cover : null });
  }
  return rows.length;
}

/** Who covers may be away as well: then who covers for them; nobody, where that leads in a circle. */
function coverOf(away: ReadonlyMap<string, string | null>, staffId: string): string | null {
  const asked = new Set<string>();
  let at: string | null = staffId;
  while (at !== null && away.has(at) && !asked.has(at)) {
    asked.add(at);
    at = away.get(at) ?? null;
  }
  return at !== null && away.has(at) ? null : at;
}

async function turn(
  ctx: Ctx,
  queue: Queue,
  row: WorkRow,
  act: string,
  change: Partial<WorkRow>,
): Promise<void> {
  const after = await updateWorkRow(ctx, row, act, change);
  await announceWork(ctx, queue, after, `${queue.name}.work-${act}`);
}
