// The only SQL that reads and writes follow-ups, their courses and our own decisions about money.
import type { Knex } from 'knex';
import type { Ctx } from '../platform/context.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import type { CourseRow, DecisionRow, FollowUpRow } from './claim-rows.ts';

const table = 'claim_follow_up';

/** Its item was inserted before it. */
export async function insertFollowUp(ctx: Ctx, row: FollowUpRow): Promise<void> {
  const { chance, write_off: writeOff } = row;
  await ctx.db(table).insert({
    ...row,
    chance: JSON.stringify(chance),
    write_off: writeOff === null ? null : JSON.stringify(writeOff),
  });
}

export type FollowUpColumns = Partial<Omit<FollowUpRow, 'organization_id' | 'id' | 'clinic_id'>>;

export async function updateFollowUp(
  ctx: Ctx,
  row: FollowUpRow,
  change: FollowUpColumns,
): Promise<FollowUpRow> {
  const { chance, write_off: writeOff, ...rest } = change;
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update({
      ...rest,
      ...(chance === undefined ? {} : { chance: JSON.stringify(chance) }),
      ...(writeOff === undefined
        ? {}
        : { write_off: writeOff === null ? null : JSON.stringify(writeOff) }),
    });
  return { ...row, ...change };
}

export function findFollowUp(ctx: Ctx, id: string): Promise<FollowUpRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<FollowUpRow | undefined>('*');
}

/** The item's own row must be locked: it guards this one. */
export async function getFollowUp(ctx: Ctx, id: string): Promise<FollowUpRow> {
  const row = await findFollowUp(ctx, id);
  if (!row) throw new Error('A work item of claims has no follow-up.');
  return row;
}

export interface LockedFollowUp {
  item: WorkRow;
  followUp: FollowUpRow;
}

/** All of these claims, ended ones too; their claims are locked, and the items in the order of their ids. */
export function lockFollowUpsOf(
  ctx: Ctx,
  claimIds: readonly string[],
): Promise<Map<string, LockedFollowUp[]>> {
  return followUpsOf(ctx, claimIds, (items) => items.forUpdate());
}

/** The same as they are, for who only looks. */
export function listFollowUpsOf(
  ctx: Ctx,
  claimIds: readonly string[],
): Promise<Map<string, LockedFollowUp[]>> {
  return followUpsOf(ctx, claimIds, (items) => items);
}

type Items = Knex.QueryBuilder<WorkRow, WorkRow[]>;

async function followUpsOf(
  ctx: Ctx,
  claimIds: readonly string[],
  taken: (items: Items) => Items,
): Promise<Map<string, LockedFollowUp[]>> {
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('claim_id = any(?)', [[...claimIds]])
    .orderBy('id')
    .select<FollowUpRow[]>('*');
  if (rows.length === 0) return new Map();
  const items = await taken(
    ctx
      .db<WorkRow>('work_item')
      .where({ organization_id: ctx.organizationId })
      .whereRaw('id = any(?)', [rows.map(({ id }) => id)])
      .orderBy('id')
      .select('*'),
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const locked = rows.flatMap((followUp) => {
    const item = byId.get(followUp.id);
    return item ? [{ followUp, item }] : [];
  });
  return Map.groupBy(locked, ({ followUp }) => followUp.claim_id ?? '');
}

export async function insertCourse(ctx: Ctx, row: CourseRow): Promise<void> {
  await ctx.db('claim_course').insert(row);
}

/** Whatever runs of the item is over. */
export async function endCourses(
  ctx: Ctx,
  itemId: string,
  outcome: NonNullable<CourseRow['outcome']>,
): Promise<void> {
  await ctx
    .db('claim_course')
    .where({ organization_id: ctx.organizationId, item_id: itemId })
    .whereNull('ended_at')
    .update({ ended_at: ctx.now, outcome });
}

export async function insertDecisions(ctx: Ctx, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length > 0) await ctx.db('claim_decision').insert([...rows]);
}

/** Taken back: the amount is open again. */
export async function endDecisions(ctx: Ctx, itemId: string): Promise<void> {
  await ctx
    .db('claim_decision')
    .where({ organization_id: ctx.organizationId, item_id: itemId })
    .whereNull('ended_at')
    .update({ ended_at: ctx.now });
}

/** Our own write-offs of these lines. */
export async function endWriteOffs(
  ctx: Ctx,
  claimId: string,
  lines: readonly number[],
): Promise<number> {
  if (lines.length === 0) return 0;
  return ctx
    .db('claim_decision')
    .where({ organization_id: ctx.organizationId, claim_id: claimId, becomes: 'written-off' })
    .whereNull('ended_at')
    .whereRaw('line = any(?)', [[...lines]])
    .update({ ended_at: ctx.now });
}

/** `payer kind cause`. */
export function historyKey(of: Pick<FollowUpRow, 'payer_id' | 'kind' | 'cause'>): string {
  return `${of.payer_id ?? ''} ${of.kind} ${of.cause}`;
}
