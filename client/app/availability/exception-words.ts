// The times of time off and extra hours, in words and as a person types them.
import type { ScheduleException } from '#contract/schedule-exception';
import { addDays, instantsAt, localDateOf, wallTimeOf } from '../platform/wall-time';

export interface TypedTimes {
  wholeDays: boolean;
  fromDate: string;
  fromTime: string;
  untilDate: string;
  untilTime: string;
}

export type Span = Pick<ScheduleException, 'startsAt' | 'endsAt'>;

/** By the clinic's clocks: whole days from the first midnight to the one after the last day. */
export function spanOf(typed: TypedTimes, zone: string): Partial<Span> {
  const { fromDate, untilDate } = typed;
  const times = typed.wholeDays
    ? { startsAt: dayStart(fromDate, zone), endsAt: dayStart(addDays(untilDate, 1), zone) }
    : {
        startsAt: instantsAt(fromDate, typed.fromTime, zone)[0],
        endsAt: instantsAt(untilDate, typed.untilTime, zone).at(-1),
      };
  return {
    ...(times.startsAt ? { startsAt: times.startsAt } : {}),
    ...(times.endsAt ? { endsAt: times.endsAt } : {}),
  };
}

export function typedOf({ startsAt, endsAt }: Span, zone: string): TypedTimes {
  const untilDate = localDateOf(endsAt, zone);
  const wholeDays = isDayStart(startsAt, zone) && isDayStart(endsAt, zone);
  return {
    wholeDays,
    fromDate: localDateOf(startsAt, zone),
    fromTime: wallTimeOf(startsAt, zone),
    untilDate: wholeDays ? addDays(untilDate, -1) : untilDate,
    untilTime: wallTimeOf(endsAt, zone),
  };
}

/** Where the clocks skip midnight the day begins with the change. */
function dayStart(date: string, zone: string): string | undefined {
  return ['00:00', '00:30', '01:00'].flatMap((time) => instantsAt(date, time, zone))[0];
}

function isDayStart(iso: string, zone: string): boolean {
  return dayStart(localDateOf(iso, zone), zone) === iso;
}

/** `Tue, Nov 24`, `Tue, Nov 24 – Fri, Nov 27`, `Tue, Nov 24, 9:00 am – 12:00 pm`. */
export function spanWords(
  span: Span,
  zone: string,
  format: { time(iso: string): string; date(localDate: string): string },
): string {
  const { wholeDays, fromDate, untilDate } = typedOf(span, zone);
  const from = format.date(fromDate);
  const until = fromDate === untilDate ? '' : format.date(untilDate);
  if (wholeDays) return until ? `${from} – ${until}` : from;
  const end = format.time(span.endsAt);
  return `${from}, ${format.time(span.startsAt)} – ${until ? `${until}, ${end}` : end}`;
}
