// The rows of work items: locked, inserted, changed with their version.
import type { Knex } from 'knex';
import type { WorkItem } from '#contract/work';
import type { Ctx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { itemSql, perQueue, rowSql } from './item-sql.ts';
import type { Queue } from './queue.ts';

export interface WorkRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  queue: string;
  patient_id: string | null;
  status: string;
  priority: number;
  owner_id: string | null;
  lease_holder_id: string | null;
  lease_token: number;
  lease_until: string | null;
  snoozed_until: string | null;
  reason: string | null;
  tags: string[];
  /** What open lists are ordered by. */
  sort_at: string;
  /** The earliest target or deadline that runs, or far away. */
  due_at: string;
  level: number;
  amount_cents: number | null;
  comments: number;
  attachments: number;
  opened_at: string;
  closed_at: string | null;
  version: number;
}

const table = 'work_item';

const changing = [
  'patient_id',
  'status',
  'priority',
  'owner_id',
  'lease_holder_id',
  'lease_token',
  'lease_until',
  'snoozed_until',
  'reason',
  'tags',
  'sort_at',
  'due_at',
  'level',
  'amount_cents',
  'comments',
  'attachments',
  'closed_at',
  'version',
] as const satisfies (keyof WorkRow)[];
const columns = ['organization_id', 'id', 'clinic_id', 'queue', 'opened_at', ...changing];

export type WorkChange = Partial<Pick<WorkRow, Exclude<(typeof changing)[number], 'version'>>>;

export function lockWorkRow(ctx: Ctx, queue: string, id: string): Promise<WorkRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id, queue })
    .forUpdate()
    .first<WorkRow | undefined>('*');
}

const next = `
  select ${columns.join(', ')} from work_item
  where organization_id = ? and clinic_id = ? and queue = ? and closed_at is null and snoozed_until is null
    and (lease_until is null or lease_until <= ?) and (owner_id is null or owner_id = ?)
  order by sort_at, priority, id
  limit 1
  for update skip locked`;

/** The most urgent item that is free for the one who acts, locked; what others lock is passed over. */
export async function lockNextRow(
  ctx: Ctx,
  queue: string,
  clinicId: string,
): Promise<WorkRow | undefined> {
  const place = [ctx.organizationId, clinicId, queue];
  const { rows } = await prepared<WorkRow>(ctx.db, next, [...place, ctx.now, ctx.actorId]);
  return rows[0];
}

export async function insertWorkRow(ctx: Ctx, row: WorkRow): Promise<void> {
  const inserted = ctx.db(table).insert(row).returning('*');
  await ctx.db.raw(writeAlone, [inserted, ...versionOf(ctx, 'opened')]);
}

/** Of a row that this transaction holds locked. */
export async function updateWorkRow(
  ctx: Ctx,
  row: WorkRow,
  act: string,
  change: WorkChange,
): Promise<WorkRow> {
  const after = { ...row, ...change, version: row.version + 1 };
  requireOne(await prepared<{ id: string }>(ctx.db, updateAlone, updateOf(ctx, act, after)));
  return after;
}

/** The same, with the item's view as it is then: for a change that no row of the queue's own belongs to. */
export async function updateWorkItem<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  { act, change }: { act: string; change: WorkChange },
): Promise<{ row: WorkRow; item: I }> {
  const after = { ...row, ...change, version: row.version + 1 };
  const update = prepared<{ item: I }>(ctx.db, updateWithView(queue), updateOf(ctx, act, after));
  return { row: after, item: requireOne(await update).item };
}

function requireOne<T>({ rows: [row] }: { rows: T[] }): T {
  if (!row) throw new Error('A locked work item changed under its lock.');
  return row;
}

/** All that changes is written each time, so that the statement is always the same and planned once. */
function updateOf(ctx: Ctx, act: string, after: WorkRow): Knex.RawBinding[] {
  const values = changing.map((column) => after[column]);
  const key = [ctx.organizationId, after.id, after.version - 1];
  return [...values, ...key, ...versionOf(ctx, act)];
}

function versionOf(ctx: Ctx, act: string): Knex.RawBinding[] {
  return [ctx.now, act, ctx.actorId, ctx.now];
}

/**
 * One statement for rows and versions: `i` is what was written. A transaction that began earlier may get a row's lock
 * later: its version then begins where the other did, never before it.
 */
const versions = `
  ended as (
    update work_item_version v set valid_to = greatest(v.valid_from, cast(? as timestamptz))
    from i
    where v.organization_id = i.organization_id and v.id = i.id and v.version = i.version - 1
    returning v.id, v.valid_to
  ),
  kept as (
    insert into work_item_version (organization_id, clinic_id, id, version, act, row, actor_id, valid_from)
    select i.organization_id, i.clinic_id, i.id, i.version, ?, ${rowSql}, ?,
      coalesce(ended.valid_to, cast(? as timestamptz))
    from i left join ended on ended.id = i.id
  )`;
const writeAlone = `with i as (?), ${versions} select from i`;
const updated = `
  with i as (
    update work_item set ${changing.map((column) => `${column} = ?`).join(', ')}
    where organization_id = ? and id = ? and version = ?
    returning *
  ), ${versions}`;
const updateAlone = `${updated} select i.id from i`;
const updateWithView = perQueue((queue) => `${updated} select ${itemSql(queue)} as item from i`);

/** One change to many rows that this transaction holds locked. */
export async function updateWorkRows(
  ctx: Ctx,
  rows: readonly { id: string }[],
  act: string,
  change: WorkChange,
): Promise<void> {
  const updated = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [rows.map(({ id }) => id)])
    .update({ ...change, version: ctx.db.raw('version + 1') })
    .returning('*');
  await ctx.db.raw(writeAlone, [updated, ...versionOf(ctx, act)]);
}

const judged = [
  'id',
  'clinic_id',
  'queue',
  'version',
  'status',
  'patient_id',
  'owner_id',
  'lease_holder_id',
  'lease_until',
  'snoozed_until',
  'tags',
  'closed_at',
] as const;
/** What an action on many items is judged by. */
export type JudgedRow = Pick<WorkRow, (typeof judged)[number]>;

/** Those of a clinic's queue; what is elsewhere is left out. */
export function listJudgedRows(
  ctx: Ctx,
  queue: string,
  clinicId: string,
  ids: string[],
): Knex.QueryBuilder<WorkRow, JudgedRow[]> {
  return ctx
    .db<WorkRow>(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, queue })
    .whereRaw('id = any(?)', [ids])
    .select(...judged);
}

/** The same, locked in the order of their ids, so that two such locks never wait for each other in a circle. */
export function lockJudgedRows(
  ctx: Ctx,
  queue: string,
  clinicId: string,
  ids: string[],
): Promise<JudgedRow[]> {
  return listJudgedRows(ctx, queue, clinicId, ids).orderBy('id').forUpdate();
}

/** A heartbeat is no change: who holds the item stays the same, only the lease lives longer. */
export async function extendLease(ctx: Ctx, row: WorkRow, until: string): Promise<void> {
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update({ lease_until: until });
}

/** Rows whose lease has ended or whose snooze is over, locked; other servers' rows are passed over. */
export function lockDueRows(
  ctx: Ctx,
  queue: string,
  column: 'lease_until' | 'snoozed_until',
  limit: number,
): Promise<WorkRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, queue })
    .where(column, '<=', ctx.now)
    .orderBy(column)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select<WorkRow[]>('*');
}

/** What people hold, locked; other servers' rows are passed over. */
export function lockHeldBy(
  ctx: Ctx,
  queue: string,
  holderIds: string[],
  limit: number,
): Promise<WorkRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, queue })
    .whereNotNull('lease_until')
    .whereRaw('lease_holder_id = any(?)', [holderIds])
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select<WorkRow[]>('*');
}

/** Open items of people, locked; other servers' rows are passed over. */
export function lockItemsOf(
  ctx: Ctx,
  queue: string,
  ownerIds: string[],
  limit: number,
): Promise<WorkRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, queue })
    .whereNull('closed_at')
    .whereRaw('owner_id = any(?)', [ownerIds])
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select<WorkRow[]>('*');
}

export async function insertComment(
  ctx: Ctx,
  row: WorkRow,
  comment: { id: string; author_id: string; text: string; mentions: string[] },
): Promise<void> {
  await ctx.db('work_comment').insert({
    ...comment,
    organization_id: ctx.organizationId,
    clinic_id: row.clinic_id,
    work_item_id: row.id,
    at: ctx.now,
  });
}
