// The only SQL that writes drawn accesses, how far they are drawn, and reviews.
import type { AccessFlag, AccessWay } from '#contract/privacy';
import type { Ctx } from '../platform/context.ts';

export interface DrawnAccess {
  entry_id: string;
  patient_id: string;
  staff_id: string;
  at: string;
  act: string;
  way: AccessWay;
  request_id: string;
  flags: AccessFlag[];
}

/** Held until commit; `null` while another server draws. */
export async function lockMark(ctx: Ctx): Promise<number | null> {
  await ctx
    .db('access_mark')
    .insert({ organization_id: ctx.organizationId, seq: 0 })
    .onConflict('organization_id')
    .ignore();
  const row = await ctx
    .db('access_mark')
    .where({ organization_id: ctx.organizationId })
    .forUpdate()
    .skipLocked()
    .first<{ seq: number } | undefined>('seq');
  return row?.seq ?? null;
}

export async function moveMark(ctx: Ctx, seq: number): Promise<void> {
  await ctx.db('access_mark').where({ organization_id: ctx.organizationId }).update({ seq });
}

export async function insertAccesses(ctx: Ctx, drawn: readonly DrawnAccess[]): Promise<void> {
  if (drawn.length === 0) return;
  await ctx.db.raw(
    `insert into patient_access
       (organization_id, entry_id, patient_id, staff_id, at, act, way, request_id, flags, is_flagged)
     select ?, entry_id, patient_id, staff_id, at, act, way, request_id, flags, cardinality(flags) > 0
     from jsonb_to_recordset(cast(? as jsonb)) as drawn
       (entry_id uuid, patient_id uuid, staff_id uuid, at timestamptz, act text, way text, request_id text, flags text[])
     on conflict do nothing`,
    [ctx.organizationId, JSON.stringify(drawn)],
  );
}

export interface Pair {
  staffId: string;
  patientId: string;
}

export interface PairRow {
  staff_id: string;
  patient_id: string;
  flags: AccessFlag[];
  count: number;
  opened: number;
  first_at: string;
  last_at: string;
}

/** Nobody else reviews them until commit; what another has reviewed meanwhile is left out. */
export async function lockUnreviewed(ctx: Ctx, { staffId, patientId }: Pair): Promise<string[]> {
  return ctx
    .db('patient_access')
    .where({ organization_id: ctx.organizationId, staff_id: staffId, patient_id: patientId })
    .where('is_flagged', true)
    .whereNull('review_id')
    .orderBy('entry_id')
    .forUpdate()
    .pluck<string[]>('entry_id');
}

export interface ReviewRow {
  organization_id: string;
  id: string;
  staff_id: string;
  patient_id: string;
  flags: AccessFlag[];
  count: number;
  first_at: string;
  last_at: string;
  note: string;
  reviewed_at: string;
  reviewed_by: string;
}

export async function insertReview(
  ctx: Ctx,
  review: ReviewRow,
  entryIds: readonly string[],
): Promise<void> {
  await ctx.db('access_review').insert(review);
  await ctx
    .db('patient_access')
    .where({ organization_id: ctx.organizationId, patient_id: review.patient_id })
    .whereRaw('entry_id = any(?)', [[...entryIds]])
    .update({ review_id: review.id });
}
