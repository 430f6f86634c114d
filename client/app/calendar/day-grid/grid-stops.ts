// Where the arrow keys stop on the day grid: every visit, and every row that is free.
import { isStanding, overlap, type ProviderColumn, type Span } from '../day-columns';
import { addMinutes } from '../../platform/wall-time';
import { minutesPerRow } from './day-layout';

export interface Stop {
  providerId: string;
  /** The visit; `null` for a free row. */
  appointmentId: string | null;
  startsAt: string;
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** The stops of a column from top to bottom. */
export function stopsOf(column: ProviderColumn, shown: Span): Stop[] {
  const providerId = column.provider.id;
  const visits = column.visits.map(({ appointment }) => appointment);
  const booked = visits.filter(({ status }) => isStanding(status));
  const stops: Stop[] = visits.map(({ id, startsAt }) => ({
    providerId,
    appointmentId: id,
    startsAt,
  }));
  for (
    let startsAt = shown.startsAt;
    startsAt < shown.endsAt;
    startsAt = addMinutes(startsAt, minutesPerRow)
  ) {
    const row = { startsAt, endsAt: addMinutes(startsAt, minutesPerRow) };
    if (!booked.some((visit) => overlap(visit, row))) {
      stops.push({ providerId, appointmentId: null, startsAt });
    }
  }
  return stops.sort(
    (a, b) =>
      a.startsAt.localeCompare(b.startsAt) ||
      Number(a.appointmentId === null) - Number(b.appointmentId === null),
  );
}

export function stopKey({ providerId, appointmentId, startsAt }: Stop): string {
  return appointmentId ?? `${providerId} ${startsAt}`;
}

/** The stop on today's grid that stands for one remembered: itself, or what has taken its place. */
export function standIn(stop: Stop, columns: readonly ProviderColumn[], shown: Span): Stop | null {
  const column = columns.find(({ provider }) => provider.id === stop.providerId) ?? columns[0];
  if (!column) return null;
  const stops = stopsOf(column, shown);
  return (
    stops.find((held) => stopKey(held) === stopKey(stop)) ??
    stops.findLast(({ startsAt }) => startsAt <= stop.startsAt) ??
    stops[0] ??
    null
  );
}

/** Where a step leads; the stop itself at the edge of the grid. */
export function nextStop(
  stop: Stop,
  step: Step,
  columns: readonly ProviderColumn[],
  shown: Span,
): Stop {
  const at = columns.findIndex(({ provider }) => provider.id === stop.providerId);
  const aside = step === 'left' ? -1 : step === 'right' ? 1 : 0;
  const column = columns[at + aside];
  if (!column) return stop;
  const stops = stopsOf(column, shown);
  if (aside !== 0) {
    return stops.findLast(({ startsAt }) => startsAt <= stop.startsAt) ?? stops[0] ?? stop;
  }
  const here = stops.findIndex((held) => stopKey(held) === stopKey(stop));
  return stops[here + (step === 'up' ? -1 : 1)] ?? stop;
}
