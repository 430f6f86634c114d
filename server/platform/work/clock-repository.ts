// The rows of clocks and of their pauses.
import { newId } from '../ids.ts';
import type { ClockPause } from './resume-clock.ts';
import type { Ctx } from '../context.ts';
import type { ClockRule } from './clock-rule.ts';

/** A row of the table. */
export interface StoredClock {
  organization_id: string;
  id: string;
  clinic_id: string;
  work_item_id: string;
  rule: string;
  rule_version: number;
  /** The rule as it was: what a pause moves is computed by it. */
  rule_value: ClockRule;
  title: string;
  started_at: string;
  start_evidence: string;
  target_at: string | null;
  deadline_at: string;
  warn_at: string | null;
  level: number;
  state: 'running' | 'paused' | 'stopped';
  next_at: string | null;
  stopped_at: string | null;
}

export interface ClockRow extends StoredClock {
  /** Of the pause that is open. */
  paused_because: string | null;
}

const table = 'work_clock';

/** Clocks by item, the earliest deadline first. */
export async function listClocks(
  ctx: Ctx,
  itemIds: readonly string[],
): Promise<Map<string, ClockRow[]>> {
  const rows = await ctx
    .db(`${table} as c`)
    .leftJoin('work_clock_pause as p', (on) => {
      on.on('p.organization_id', 'c.organization_id')
        .andOn('p.clock_id', 'c.id')
        .andOnNull('p.until_at');
    })
    .where('c.organization_id', ctx.organizationId)
    .whereRaw('c.work_item_id = any(?)', [[...new Set(itemIds)]])
    .orderBy(['c.deadline_at', 'c.id'])
    .select<ClockRow[]>('c.*', 'p.reason as paused_because');
  return Map.groupBy(rows, (row) => row.work_item_id);
}

export async function insertClocks(ctx: Ctx, clocks: readonly StoredClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await ctx
    .db(table)
    .insert(clocks.map((clock) => ({ ...clock, rule_value: JSON.stringify(clock.rule_value) })));
}

export async function updateClock(
  ctx: Ctx,
  id: string,
  change: Partial<StoredClock>,
): Promise<void> {
  await ctx.db(table).where({ organization_id: ctx.organizationId, id }).update(change);
}

/** Items with a clock that turns now, at most so many; the item's own lock comes before its clocks are touched. */
export async function listTurningItems(ctx: Ctx, queue: string, limit: number): Promise<string[]> {
  const rows = await ctx
    .db(`${table} as c`)
    .join('work_item as i', (on) => {
      on.on('i.organization_id', 'c.organization_id').andOn('i.id', 'c.work_item_id');
    })
    .where({ 'c.organization_id': ctx.organizationId, 'i.queue': queue })
    .where('c.next_at', '<=', ctx.now)
    .orderBy('c.next_at')
    .limit(limit)
    .select<{ id: string }[]>('i.id');
  return [...new Set(rows.map(({ id }) => id))];
}

export async function openPause(ctx: Ctx, clock: ClockRow, reason: string): Promise<void> {
  await ctx.db('work_clock_pause').insert({
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clock.clinic_id,
    clock_id: clock.id,
    from_at: ctx.now,
    reason,
  });
}

/** Ends the pause that is open and answers it. */
export async function closePause(ctx: Ctx, clockId: string): Promise<ClockPause> {
  const [closed] = await ctx
    .db('work_clock_pause')
    .where({ organization_id: ctx.organizationId, clock_id: clockId })
    .whereNull('until_at')
    .update({ until_at: ctx.db.raw('greatest(from_at, cast(? as timestamptz))', [ctx.now]) })
    .returning<{ from_at: string; until_at: string }[]>(['from_at', 'until_at']);
  if (!closed) throw new Error('A paused clock has no open pause.');
  return { from: closed.from_at, until: closed.until_at };
}
