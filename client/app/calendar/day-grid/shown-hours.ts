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
  const hulls = columns.map((column) => hullOf(column, zone));
  const first = Math.min(...hulls.map((one) => one.first));
  const last = Math.max(...hulls.map((one) => one.last));
  const isAny = first < Infinity;
  const from = isAny ? Math.floor(first / hour) - 1 : 7;
  const until = isAny ? Math.ceil(last / hour) + 1 : 18;
  const shownOn = new Map<ProviderColumn['day'], Span>();
  return columns.map((column) => {
    const shown = shownOn.get(column.day) ?? shownOf(column, { from, until }, zone);
    shownOn.set(column.day, shown);
    return shownColumn(column, shown);
  });
}

interface Hull {
  zone: string;
  /** Minutes of the clock; of nothing the first is `Infinity`. */
  first: number;
  last: number;
}

// A change concerns one column or two: what was worked out of the others stands.
const hulls = new WeakMap<ProviderColumn, Hull>();
const shownColumns = new WeakMap<ProviderColumn, ShownColumn>();

function hullOf(column: ProviderColumn, zone: string): Hull {
  const known = hulls.get(column);
  if (known?.zone === zone) return known;
  const spans = [
    ...column.windows,
    ...column.visits.map(({ appointment }) => appointment),
    ...column.arriving,
  ];
  const hull = {
    zone,
    first: Math.min(...spans.map(({ startsAt }) => wallMinutes(startsAt, column, zone))),
    last: Math.max(...spans.map(({ endsAt }) => wallMinutes(endsAt, column, zone))),
  };
  hulls.set(column, hull);
  return hull;
}

function shownColumn(column: ProviderColumn, shown: Span): ShownColumn {
  const known = shownColumns.get(column);
  if (known?.shown.startsAt === shown.startsAt && known.shown.endsAt === shown.endsAt) return known;
  const next = { ...column, shown };
  shownColumns.set(column, next);
  return next;
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
