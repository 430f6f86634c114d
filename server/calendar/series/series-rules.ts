// When the visits of a series are, and where they go when they are moved together: pure.
import type { SeriesRhythm, SeriesUnit } from '#contract/visit-series';
import { mostOfSeries } from '#contract/visit-series';
import { instantText } from '../../platform/clock/instants.ts';
import { Temporal } from '../../platform/clock/temporal.ts';

/** What a visit knows of its series. */
export interface InSeries {
  series_id: string | null;
  series_place: number | null;
  /** Where the rhythm has it. */
  series_starts_at: string | null;
  series_provider_id: string | null;
}

export const notInSeries = {
  series_id: null,
  series_place: null,
  series_starts_at: null,
  series_provider_id: null,
} as const;

export interface Planned {
  startsAt: string;
  /** The clocks skip the time of the series on that day: it stands for it as much later as they skip. */
  isSkipped: boolean;
}

/** The last one may come before `until` ends; more than 52 are too many, and the one above tells that. */
export function plannedVisits(
  first: string,
  { unit, every, ends }: SeriesRhythm,
  zone: string,
): Planned[] {
  const start = Temporal.Instant.from(first).toZonedDateTimeISO(zone);
  const wall = start.toPlainTime();
  const dates = datesFrom(start.toPlainDate(), { unit, every }, (date, count) =>
    'count' in ends ? count < ends.count : date.toString() <= ends.until,
  );
  return dates.map((date, at) =>
    at === 0 ? { startsAt: first, isSkipped: false } : onTheWall(date.toPlainDateTime(wall), zone),
  );
}

function datesFrom(
  first: Temporal.PlainDate,
  { unit, every }: Pick<SeriesRhythm, 'unit' | 'every'>,
  isIn: (date: Temporal.PlainDate, count: number) => boolean,
): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  for (let count = 0; count <= mostOfSeries; count++) {
    const date = steps[unit](first, every * count);
    if (!isIn(date, count)) break;
    dates.push(date);
  }
  return dates;
}

/** Always counted from the first one, so that a short month does not pull those after it forward. */
const steps: Readonly<
  Record<SeriesUnit, (first: Temporal.PlainDate, count: number) => Temporal.PlainDate>
> = {
  day: (first, days) => first.add({ days }),
  week: (first, weeks) => first.add({ weeks }),
  month: (first, months) => first.add({ months }),
  'month-weekday': (first, months) => {
    const month = first.with({ day: 1 }).add({ months });
    const ahead = (first.dayOfWeek - month.dayOfWeek + 7) % 7;
    const nth = Math.floor((first.day - 1) / 7);
    const day = 1 + ahead + nth * 7;
    return month.with({ day: day > month.daysInMonth ? day - 7 : day });
  },
};

function onTheWall(wall: Temporal.PlainDateTime, zone: string): Planned {
  const at = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const isSkipped = !at.toPlainDateTime().equals(wall);
  return { startsAt: instantText(at.toInstant()), isSkipped };
}

/** What the clocks on the wall say of a move. */
export interface WallChange {
  days: number;
  minutes: number;
}

export function wallChange(from: string, to: string, zone: string): WallChange {
  const [before, after] = [from, to].map((at) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime(),
  ) as [Temporal.PlainDateTime, Temporal.PlainDateTime];
  const { days } = before.toPlainDate().until(after.toPlainDate());
  return { days, minutes: minuteOf(after) - minuteOf(before) };
}

function minuteOf({ hour, minute }: Temporal.PlainDateTime): number {
  return hour * 60 + minute;
}

export function movedBy(at: string, change: WallChange, zone: string): Planned {
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return onTheWall(wall.add(change), zone);
}
