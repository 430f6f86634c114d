// What every change of several visits of a series begins with: all of them locked, and as the caller knows them.
import type { AppointmentTransition } from '#contract/appointment-workflow';
import { isWithinReach, type RefusedLines, type WiderReach } from '#contract/visit-series';
import type { Ctx } from '../../platform/context.ts';
import { notAllowed, notFound, ruleBroken } from '../../platform/problem.ts';
import { denyTransition } from '../calendar-policy.ts';
import { lockVisits, type AppointmentRow } from '../calendar-repository.ts';
import { holds } from '../visit-change.ts';
import { findSeries, listVisitsOfSeries } from './series-queries.ts';
import type { SeriesRow } from './series-repository.ts';

export interface KnownVisit {
  appointmentId: string;
  expectedVersion: number;
}

export interface SeriesVisits {
  series: SeriesRow;
  /** By place. */
  rows: AppointmentRow[];
}

export async function readSeries(
  ctx: Ctx,
  seriesId: string,
  transition: AppointmentTransition,
): Promise<SeriesVisits> {
  const series = await findSeries(ctx, seriesId);
  const refusal = denyTransition(holds(ctx), transition, series);
  if (refusal !== null) throw notAllowed(refusal);
  return { series, rows: await listVisitsOfSeries(ctx, seriesId) };
}

/** Nobody else changes a visit of the series until this transaction ends. */
export async function takeSeries(
  ctx: Ctx,
  seriesId: string,
  transition: AppointmentTransition,
): Promise<SeriesVisits> {
  const { series, rows } = await readSeries(ctx, seriesId, transition);
  await lockVisits(
    ctx,
    rows.map(({ id }) => id),
  );
  return { series, rows: await listVisitsOfSeries(ctx, seriesId) };
}

export interface Reached {
  from: AppointmentRow;
  /** By place; it is one of them. */
  rows: AppointmentRow[];
}

export function reachedFrom(
  ctx: Ctx,
  rows: readonly AppointmentRow[],
  { appointmentId, reach }: { appointmentId: string; reach: WiderReach },
): Reached {
  const from = rows.find(({ id }) => id === appointmentId);
  if (!from) throw notFound('visit');
  const asked = { place: placeIn(from), reach, now: ctx.now };
  const within = rows.filter((row) =>
    isWithinReach({ status: row.status, startsAt: row.starts_at, place: placeIn(row) }, asked),
  );
  if (!within.includes(from))
    throw ruleBroken('wrong-state', 'The visit has begun or is not booked; nothing was changed.');
  return { from, rows: within };
}

export function placeIn({ series_place }: AppointmentRow): number {
  return series_place ?? 0;
}

/** Refused in the name of those that are not as the caller knows them. */
export function requireAsKnown(
  rows: readonly AppointmentRow[],
  known: readonly KnownVisit[],
): void {
  const versions = new Map(known.map((one) => [one.appointmentId, one.expectedVersion]));
  const items: RefusedLines['items'] = rows
    .filter(({ id, version }) => versions.get(id) !== version)
    .map((row) => ({
      ...{ place: placeIn(row), rule: 'conflict' },
      message: 'Somebody has changed this visit.',
    }));
  const isSame = versions.size === known.length && known.length === rows.length;
  if (isSame && items.length === 0) return;
  const current: RefusedLines = { items };
  throw ruleBroken(
    'series-changed',
    'The series is not as it was when you looked at it; nothing was changed. Look at the list again.',
    current,
  );
}
