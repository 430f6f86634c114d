// The rows of work items: locked, inserted, changed with their version.
import type { Knex } from 'knex';
import type { Ctx } from '../context.ts';
import { recordVersion, recordVersions } from '../db/record-version.ts';

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
  sort_at: string;
  level: number;
  amount_cents: number | null;
  comments: number;
  attachments: number;
  opened_at: string;
  closed_at: string | null;
  version: number;
}

const table = 'work_item';

/** Nobody works on it and nobody is about to. */
export const noLease = { lease_holder_id: null, lease_until: null } as const;

export function lockWorkRow(ctx: Ctx, queue: string, id: string): Promise<WorkRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id, queue })
    .forUpdate()
    .first<WorkRow | undefined>('*');
}

/** The most urgent item that is free for the one who acts, locked; what others lock is passed over. */
export function lockNextRow(
  ctx: Ctx,
  queue: string,
  clinicId: string,
): Promise<WorkRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, queue })
    .whereNull('closed_at')
    .whereNull('snoozed_until')
    .where((free) => {
      void free.whereNull('lease_until').orWhere('lease_until', '<=', ctx.now);
    })
    .where((mine) => {
      void mine.whereNull('owner_id').orWhere('owner_id', ctx.actorId);
    })
    .orderBy(['sort_at', 'priority', 'id'])
    .forUpdate()
    .skipLocked()
    .first<WorkRow | undefined>('*');
}

export async function insertWorkRow(ctx: Ctx, row: WorkRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'opened', row);
}

/** Of a row that this transaction holds locked. */
export async function updateWorkRow(
  ctx: Ctx,
  row: WorkRow,
  act: string,
  change: Partial<WorkRow>,
): Promise<WorkRow> {
  const [after] = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id, version: row.version })
    .update({ ...change, version: row.version + 1 })
    .returning('*')) as WorkRow[];
  if (!after) throw new Error('A locked work item changed under its lock.');
  await recordVersion(ctx, table, act, after);
  return after;
}

/** One change to many rows that this transaction holds locked. */
export async function updateWorkRows(
  ctx: Ctx,
  rows: readonly WorkRow[],
  act: string,
  change: Partial<WorkRow>,
): Promise<WorkRow[]> {
  const after = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [rows.map(({ id }) => id)])
    .update({ ...change, version: ctx.db.raw('version + 1') })
    .returning('*')) as WorkRow[];
  await recordVersions(ctx, table, act, after);
  return after;
}

/** Those of a clinic's queue; what is elsewhere is left out. */
export function listWorkRows(
  ctx: Ctx,
  queue: string,
  clinicId: string,
  ids: string[],
): Promise<WorkRow[]> {
  return rowsOf(ctx, { queue, clinicId, ids });
}

/** The same, locked in the order of their ids, so that two such locks never wait for each other in a circle. */
export function lockWorkRows(
  ctx: Ctx,
  queue: string,
  clinicId: string,
  ids: string[],
): Promise<WorkRow[]> {
  return rowsOf(ctx, { queue, clinicId, ids }).orderBy('id').forUpdate();
}

function rowsOf(
  ctx: Ctx,
  { queue, clinicId, ids }: { queue: string; clinicId: string; ids: string[] },
): Knex.QueryBuilder<WorkRow, WorkRow[]> {
  return ctx
    .db<WorkRow>(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, queue })
    .whereRaw('id = any(?)', [ids])
    .select('*');
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
