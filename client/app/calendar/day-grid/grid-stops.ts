// Where the arrow keys stop on the day grid: every visit, and every row that is free.
import { isStanding, overlap } from '../day-columns';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { minutesPerRow } from './day-layout';
import type { ShownColumn } from './shown-hours';

export interface Stop {
  /** The key of its column. */
  column: string;
  /** The visit; `null` for a free row. */
  appointmentId: string | null;
  startsAt: string;
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** The stops of a column from top to bottom. */
export function stopsOf({ key, shown, ...column }: ShownColumn): Stop[] {
  const visits = column.visits.map(({ appointment }) => appointment);
  const booked = visits.filter(({ status }) => isStanding(status));
  const stops: Stop[] = visits.map(({ id, startsAt }) => ({
    column: key,
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
      stops.push({ column: key, appointmentId: null, startsAt });
    }
  }
  return stops.sort(
    (a, b) =>
      a.startsAt.localeCompare(b.startsAt) ||
      Number(a.appointmentId === null) - Number(b.appointmentId === null),
  );
}

export function stopKey({ column, appointmentId, startsAt }: Stop): string {
  return appointmentId ?? `${column} ${startsAt}`;
}

/** The stop on the grid that stands for one remembered: itself, or what has taken its place. */
export function standIn(stop: Stop, columns: readonly ShownColumn[]): Stop | null {
  const column = columns.find(({ key }) => key === stop.column) ?? columns[0];
  if (!column) return null;
  const stops = stopsOf(column);
  return (
    stops.find((held) => stopKey(held) === stopKey(stop)) ??
    stops.findLast(({ startsAt }) => startsAt <= stop.startsAt) ??
    stops[0] ??
    null
  );
}

/** Where a step leads; the stop itself at the edge of the grid. */
export function nextStop(stop: Stop, step: Step, columns: readonly ShownColumn[]): Stop {
  const at = columns.findIndex(({ key }) => key === stop.column);
  const here = columns[at];
  if (step === 'left' || step === 'right') {
    const beside = columns[at + (step === 'left' ? -1 : 1)];
    return here && beside ? stopBeside(stop, here, beside) : stop;
  }
  const stops = here ? stopsOf(here) : [];
  const place = stops.findIndex((held) => stopKey(held) === stopKey(stop));
  return stops[place + (step === 'up' ? -1 : 1)] ?? stop;
}

/** At the same height, or what reaches down to it. */
function stopBeside(stop: Stop, here: ShownColumn, beside: ShownColumn): Stop {
  const stops = stopsOf(beside);
  const height = minutesBetween(here.shown.startsAt, stop.startsAt);
  const then = addMinutes(beside.shown.startsAt, height);
  return stops.findLast(({ startsAt }) => startsAt <= then) ?? stops[0] ?? stop;
}
