// The only SQL that writes openings.
import type { Opening } from '#contract/waitlist-opening';
import type { OpeningStatus } from '#contract/waitlist-workflows';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface OpeningRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  visit_type_id: string;
  starts_at: string;
  ends_at: string;
  cause: Opening['cause'];
  appointment_id: string | null;
  /** With its version and the start the dedupe key. */
  freed_by: string;
  freed_version: number;
  status: OpeningStatus;
  passed_over_because: Opening['passedOverBecause'];
  offers_leave_at: string;
  raised_at: string;
  ended_at: string | null;
  filled_by_appointment_id: string | null;
  days_gained: number | null;
  fitting: number;
  wave: number;
  next_wave_at: string | null;
  version: number;
}

const table = 'waitlist_opening';
export const liveOpening = ['open', 'offered'] as const;

/** Locked until the transaction ends. Everything about an opening and its offers is decided under this lock. */
export function lockOpening(ctx: Ctx, id: string): Promise<OpeningRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<OpeningRow | undefined>('*');
}

/** Live openings of a provider in any clinic that lie in the stretch or touch it; locked. */
export function lockOpeningsNear(
  ctx: Ctx,
  near: { providerId: string; startsAt: string; endsAt: string },
): Promise<OpeningRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, provider_id: near.providerId })
    .whereIn('status', liveOpening)
    .where('starts_at', '<', near.endsAt)
    .where('ends_at', '>', near.startsAt)
    .orderBy('id')
    .forUpdate()
    .select<OpeningRow[]>('*');
}

/** A live opening of the same freed time of which nobody has counted who fits. */
export function lockUncounted(
  ctx: Ctx,
  of: Pick<OpeningRow, 'freed_by' | 'freed_version' | 'starts_at'>,
): Promise<OpeningRow | undefined> {
  return ctx
    .db(table)
    .where({
      organization_id: ctx.organizationId,
      freed_by: of.freed_by,
      freed_version: of.freed_version,
      starts_at: of.starts_at,
      fitting: 0,
    })
    .whereIn('status', liveOpening)
    .forUpdate()
    .first<OpeningRow | undefined>('*');
}

export function lockOpeningsOfVisit(ctx: Ctx, appointmentId: string): Promise<OpeningRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .whereIn('status', liveOpening)
    .orderBy('id')
    .forUpdate()
    .select<OpeningRow[]>('*');
}

/**
 * Live openings that start too soon for another offer and wait for no answer, or have started. Rows that
 * another server works on are skipped.
 */
export function lockLapsedOpenings(
  ctx: Ctx,
  rule: { name: string; stopMinutes: number },
): Promise<OpeningRow[]> {
  return ctx
    .db(`${table} as w`)
    .leftJoin('dated_rule as r', (on) =>
      on
        .on('r.organization_id', 'w.organization_id')
        .andOn('r.clinic_id', 'w.clinic_id')
        .andOnVal('r.rule', rule.name)
        .andOnNull('r.effective_to'),
    )
    .where('w.organization_id', ctx.organizationId)
    .whereIn('w.status', liveOpening)
    .where((either) => {
      void either.where('w.starts_at', '<=', ctx.now).orWhereRaw(
        `w.starts_at < cast(? as timestamptz) + make_interval(mins => coalesce(
             cast(r.value #>> array['byVisitType', cast(w.visit_type_id as text), 'stopMinutes'] as integer),
             cast(r.value ->> 'stopMinutes' as integer), ?))
           and not exists (
             select from waitlist_offer o
             where o.organization_id = w.organization_id and o.opening_id = w.id
               and o.status in ('sent', 'wanted'))`,
        [ctx.now, rule.stopMinutes],
      );
    })
    .orderBy('w.starts_at')
    .limit(100)
    .forUpdate('w')
    .skipLocked()
    .select<OpeningRow[]>('w.*');
}

/** Live openings whose next wave is due; those that another server works on are skipped. */
export function lockDueWaves(ctx: Ctx): Promise<OpeningRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereIn('status', liveOpening)
    .where('next_wave_at', '<=', ctx.now)
    .orderBy(['next_wave_at', 'id'])
    .limit(100)
    .forUpdate()
    .skipLocked()
    .select<OpeningRow[]>('*');
}

/** `null` when this freed time raised its opening before. */
export async function insertOpening(
  ctx: Ctx,
  act: 'raised' | 'passed-over',
  opening: OpeningRow,
): Promise<OpeningRow | null> {
  const [row] = (await ctx
    .db(table)
    .insert(opening)
    .onConflict(['organization_id', 'freed_by', 'freed_version', 'starts_at'])
    .ignore()
    .returning('*')) as OpeningRow[];
  if (!row) return null;
  await recordVersion(ctx, table, act, row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateOpening(
  ctx: Ctx,
  opening: OpeningRow,
  act: string,
  change: Partial<
    Pick<
      OpeningRow,
      | 'status'
      | 'ended_at'
      | 'filled_by_appointment_id'
      | 'days_gained'
      | 'fitting'
      | 'wave'
      | 'next_wave_at'
    >
  >,
): Promise<OpeningRow> {
  const [row] = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: opening.id, version: opening.version })
    .update({ ...change, version: opening.version + 1 })
    .returning('*')) as OpeningRow[];
  if (!row) throw new Error('A locked opening changed under its lock.');
  await recordVersion(ctx, table, act, row);
  return row;
}
