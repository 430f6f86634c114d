// Which hours of each column's day are drawn: the same ones by the clinic's clocks in all of them.
import { instantsAt, minutesBetween, wallTimeOf } from '../../platform/wall-time';
import type { ProviderColumn, Span } from '../day-columns';

const hour = 60;
const wholeDay = 24 * hour;

/** A column with the hours of its day that are on show. */
export interface ShownColumn extends ProviderColumn {
  shown: Span;
}

/** All that is worked or booked in any of the columns and an hour around it, never beyond the day. */
export function withShownHours(columns: readonly ProviderColumn[], zone: string): ShownColumn[] {
  const minutes = columns.flatMap((column) =>
    [
      ...column.windows,
      ...column.visits.map(({ appointment }) => appointment),
      ...column.arriving,
    ].map(({ startsAt, endsAt }) => ({
      first: wallMinutes(startsAt, column, zone),
      last: wallMinutes(endsAt, column, zone),
    })),
  );
  const first = Math.min(...minutes.map((one) => one.first));
  const last = Math.max(...minutes.map((one) => one.last));
  const from = minutes.length > 0 ? Math.floor(first / hour) - 1 : 7;
  const until = minutes.length > 0 ? Math.ceil(last / hour) + 1 : 18;
  return columns.map((column) => ({ ...column, shown: shownOf(column, { from, until }, zone) }));
}

/** By the clocks on the wall; what lies on another day is at the edge of this one. */
function wallMinutes(iso: string, { day }: ProviderColumn, zone: string): number {
  if (iso <= day.startsAt) return 0;
  if (iso >= day.endsAt) return wholeDay;
  // Asked of the zone's rules only where the clocks change: it is done for every visit on show.
  if (minutesBetween(day.startsAt, day.endsAt) === wholeDay)
    return minutesBetween(day.startsAt, iso);
  const [hours = 0, minutes = 0] = wallTimeOf(iso, zone).split(':').map(Number);
  return hours * hour + minutes;
}

function shownOf(
  { day }: ProviderColumn,
  { from, until }: { from: number; until: number },
  zone: string,
): Span {
  return {
    startsAt: from <= 0 ? day.startsAt : (atHour(day.date, from, zone)[0] ?? day.startsAt),
    endsAt: until >= 24 ? day.endsAt : (atHour(day.date, until, zone).at(-1) ?? day.endsAt),
  };
}

/** Where the clocks skip the hour, the next one is the same moment. */
function atHour(date: string, hours: number, zone: string): string[] {
  const wall = (of: number): string => `${String(of).padStart(2, '0')}:00`;
  const instants = instantsAt(date, wall(hours), zone);
  return instants.length > 0 ? instants : instantsAt(date, wall(hours + 1), zone);
}
