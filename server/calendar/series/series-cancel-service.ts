// The use cases of cancelling several visits of a series at once, and of undoing that.
import type { CancelReason } from '#contract/appointment-workflow';
import type { SeriesView, WiderReach } from '#contract/visit-series';
import { getVisitType } from '../../availability/availability-queries.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Ctx } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { occupiedSpan } from '../calendar-rules.ts';
import { cancelAppointment, reinstateAppointment } from '../calendar-service.ts';
import { placeOf, waitForTurn } from '../place-visit.ts';
import { resourcesOfVisits } from '../take-resources.ts';
import { placeLines } from './place-lines.ts';
import { viewOfSeries } from './series-queries.ts';
import {
  placeIn,
  reachedFrom,
  requireAsKnown,
  takeSeries,
  type KnownVisit,
} from './take-series.ts';

export interface CancelSeries {
  seriesId: string;
  appointmentId: string;
  reach: WiderReach;
  lines: readonly KnownVisit[];
  reason: CancelReason;
  note?: string | undefined;
}

export async function cancelSeries(ctx: Ctx, input: CancelSeries): Promise<SeriesView> {
  const { series, rows } = await takeSeries(ctx, input.seriesId, 'cancel');
  const within = reachedFrom(ctx, rows, input).rows;
  requireAsKnown(within, input.lines);
  const { reason, note, reach } = input;
  for (const { id: appointmentId, version: expectedVersion } of within)
    await cancelAppointment(ctx, { appointmentId, expectedVersion, reason, note });
  recordAudit(ctx, {
    act: 'series.cancel',
    clinicId: series.clinic_id,
    entityId: series.id,
    detail: { reach, places: within.map(placeIn), reason },
  });
  return viewOfSeries(ctx, series);
}

/** Each as a single one is reinstated; of all of them or of none. */
export async function reinstateSeries(
  ctx: Ctx,
  input: { seriesId: string; lines: readonly KnownVisit[] },
): Promise<SeriesView> {
  const { series, rows } = await takeSeries(ctx, input.seriesId, 'reinstate');
  const asked = new Set(input.lines.map(({ appointmentId }) => appointmentId));
  const back = rows.filter(({ id }) => asked.has(id));
  if (back.length < asked.size) throw notFound('visit');
  requireAsKnown(back, input.lines);
  const visitType = await getVisitType(ctx, series.visit_type_id);
  const resourceIds = await resourcesOfVisits(
    ctx,
    back.map(({ id }) => id),
  );
  await waitForTurn(
    ctx,
    back.map((row) => ({
      ...{ providerId: row.provider_id, resourceIds },
      span: occupiedSpan(placeOf(row), visitType),
    })),
  );
  const lines = back.map((row) => ({ row, place: placeIn(row), at: row.starts_at }));
  await placeLines(lines, async ({ row: { id: appointmentId, version: expectedVersion } }) => {
    await reinstateAppointment(ctx, { appointmentId, expectedVersion });
  });
  recordAudit(ctx, {
    act: 'series.reinstate',
    clinicId: series.clinic_id,
    entityId: series.id,
    detail: { places: back.map(placeIn) },
  });
  return viewOfSeries(ctx, series);
}
