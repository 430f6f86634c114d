// Lists of refill requests beside the queue's own, and what presses before the clinic opens next.
import type { Refill } from '#contract/refill-request';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { workItems } from '../platform/work/work-queries.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { neededBefore, opensNextOn, unknownBand } from './order-rules.ts';
import { refills } from './refills-queue.ts';

const mostOfPatient = 50;

/** Newest first, open or closed, in the clinics whose requests the reader may read. */
export async function listRefillsOf(ctx: Ctx, patientId: string): Promise<Refill[]> {
  const rows = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, queue: refills.name })
    .orderBy('id', 'desc')
    .limit(mostOfPatient)
    .select<{ id: string; clinic_id: string }[]>('id', 'clinic_id');
  const readable = rows.filter((row) => mayAct(ctx, refills.permissions.read, row.clinic_id));
  return workItems(ctx, refills, readable);
}

/** Open requests of a patient in one clinic, the most pressing first. */
export async function listOpenTogether(
  ctx: Ctx,
  { clinicId, patientId }: { clinicId: string; patientId: string },
): Promise<string[]> {
  const rows = await ctx
    .db('work_item')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: clinicId,
      patient_id: patientId,
      queue: refills.name,
    })
    .whereNull('closed_at')
    .orderBy(['sort_at', 'priority', 'id'])
    .limit(mostOfPatient)
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}

const mostCoSigns = 100;

export async function listCoSigns(ctx: Ctx, clinicId: string): Promise<Refill[]> {
  const rows = await ctx
    .db('refill_decision')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, co_sign: 'wanted' })
    .whereNull('taken_back_at')
    .orderBy(['at', 'id'])
    .limit(mostCoSigns)
    .select<{ id: string }[]>('request_id as id');
  return workItems(ctx, refills, rows);
}

/** A count beyond this is shown as "10,000+", and costs no more. */
const mostCounted = 10_000;

export async function getOutlook(
  ctx: Ctx,
  clinicId: string,
): Promise<{ opensOn: string; before: string; pressing: number; unknown: number; errors: number }> {
  const { zone, isWorked } = await clinicRules(ctx, clinicId);
  const opensOn = opensNextOn(localDateOf(ctx.now, zone), isWorked);
  const before = neededBefore(opensOn, zone);
  const { rows } = await ctx.db.raw<{
    rows: { pressing: number; unknown: number; errors: number }[];
  }>(counted, [ctx.organizationId, clinicId, before, mostCounted, ...Object.values(unknownBand)]);
  const [counts = { pressing: 0, unknown: 0, errors: 0 }] = rows;
  return { opensOn, before, ...counts };
}

const counted = `
  with pressing as (
    select sort_at, status from work_item
    where organization_id = ? and clinic_id = ? and queue = 'refills' and closed_at is null
      and snoozed_until is null and sort_at < ?
    order by sort_at
    limit ?
  )
  select cast(count(*) as integer) as pressing,
    cast(count(*) filter (where sort_at >= ? and sort_at < ?) as integer) as unknown,
    cast(count(*) filter (where status = 'error') as integer) as errors
  from pressing`;
