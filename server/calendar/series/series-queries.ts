// Read models of series.
import type { SeriesView } from '#contract/visit-series';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { staffNames } from '../../staff/staff-queries.ts';
import { maySee } from '../calendar-policy.ts';
import { appointmentViews } from '../calendar-queries.ts';
import type { AppointmentRow } from '../calendar-repository.ts';
import type { LeftOutRow, SeriesRow } from './series-repository.ts';

export async function findSeries(ctx: Ctx, id: string): Promise<SeriesRow> {
  const row = await ctx
    .db('appointment_series')
    .where({ organization_id: ctx.organizationId, id })
    .first<SeriesRow | undefined>('*');
  if (!row || !maySee((...asked) => mayAct(ctx, ...asked), row)) throw notFound('series');
  return row;
}

/** By place. */
export function listVisitsOfSeries(ctx: Ctx, seriesId: string): Promise<AppointmentRow[]> {
  return ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, series_id: seriesId })
    .orderBy('series_place')
    .select<AppointmentRow[]>('*');
}

export async function getSeries(ctx: Ctx, id: string): Promise<SeriesView> {
  return viewOfSeries(ctx, await findSeries(ctx, id));
}

export async function viewOfSeries(ctx: Ctx, row: SeriesRow): Promise<SeriesView> {
  const visits = await appointmentViews(ctx, await listVisitsOfSeries(ctx, row.id));
  const leftOut = await ctx
    .db('appointment_series_left_out')
    .where({ organization_id: ctx.organizationId, series_id: row.id })
    .orderBy('place')
    .select<LeftOutRow[]>('*');
  const names = await staffNames(
    ctx,
    leftOut.flatMap(({ left_out_by }) => left_out_by ?? []),
  );
  return {
    series: {
      id: row.id,
      clinicId: row.clinic_id,
      patientId: row.patient_id,
      providerId: row.provider_id,
      visitTypeId: row.visit_type_id,
      unit: row.unit,
      every: row.every,
      count: row.places,
      bookedAt: row.booked_at,
    },
    visits,
    leftOut: leftOut.map((one) => ({
      place: one.place,
      plannedAt: one.planned_at,
      because: one.because,
      by: one.left_out_by === null ? null : (names.get(one.left_out_by) ?? null),
      at: one.left_out_at,
    })),
  };
}
