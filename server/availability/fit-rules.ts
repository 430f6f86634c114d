// How well a visit would sit in what is free of a day: pure. Instants are epoch milliseconds.
import type { FreePlace } from './availability-rules.ts';

const minute = 60_000;
/** What is left beside a visit and is shorter than this is of no use to most others. */
const usable = 20 * minute;

type Place = Pick<FreePlace, 'start' | 'gap' | 'occupied'> & { providerId: string };

/** Best first: with those preferred, with the least time wasted, beside another visit or the edge, soonest. */
export function byFit(preferred: ReadonlySet<string>): (a: Place, b: Place) => number {
  const rank = (place: Place): number[] => [
    preferred.has(place.providerId) ? 0 : 1,
    wasted(place),
    sitsWallToWall(place) ? 0 : 1,
    place.start,
  ];
  return (a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const at = one.findIndex((value, n) => value !== other[n]);
    return at < 0 ? a.providerId.localeCompare(b.providerId) : (one[at] ?? 0) - (other[at] ?? 0);
  };
}

/** Free time that nobody could use any more: the short remainders before the visit and behind it. */
export function wasted({ gap, occupied }: Pick<Place, 'gap' | 'occupied'>): number {
  return remainder(occupied.from - gap.from) + remainder(gap.until - occupied.until);
}

function remainder(length: number): number {
  return length < usable ? length : 0;
}

function sitsWallToWall({ gap, occupied }: Place): boolean {
  return gap.from === occupied.from || gap.until === occupied.until;
}
