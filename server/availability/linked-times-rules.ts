// Puts the free places of several visits together so that the visits follow or stand beside each other: pure.
// Instants are epoch milliseconds.
import type { LinkedMode } from '#contract/linked-times';
import type { Span } from './availability-rules.ts';

export interface PartPlace {
  providerId: string;
  start: number;
  end: number;
  /** With its buffers. */
  occupied: Span;
}

export interface Linking {
  mode: LinkedMode;
  /** The longest wait between two, in milliseconds. */
  gap: number;
  /** No more than these are answered. */
  limit: number;
}

/** Whatever is asked for, no more places than these are tried: what is left then lies far ahead or fits nowhere. */
const mostTries = 20_000;

/**
 * One chain for each start of the first part at which there is one, soonest first: of all that begin there, the one
 * whose next visit is soonest, and so on. The places of each part are in order of their starts.
 */
export function chainsOf(
  parts: readonly (readonly PartPlace[])[],
  linking: Linking,
): PartPlace[][] {
  const chains: PartPlace[][] = [];
  let tries = 0;
  const goOn = (chain: readonly PartPlace[]): PartPlace[] | null => {
    const places = parts[chain.length];
    if (!places) return [...chain];
    for (const place of placesAfter(places, chain, linking)) {
      if (++tries > mostTries) return null;
      if (chain.some((one) => areInTheWay(one, place))) continue;
      const whole = goOn([...chain, place]);
      if (whole) return whole;
    }
    return null;
  };
  for (const first of parts[0] ?? []) {
    if (chains.length === linking.limit || tries > mostTries) break;
    if (chains.at(-1)?.[0]?.start === first.start) continue;
    const chain = goOn([first]);
    if (chain) chains.push(chain);
  }
  return chains;
}

/** Those that may come next; with the same provider the one before may still be in the way. */
function* placesAfter(
  places: readonly PartPlace[],
  chain: readonly PartPlace[],
  { mode, gap }: Linking,
): Generator<PartPlace> {
  const last = chain.at(-1);
  if (!last) return;
  const from = mode === 'side-by-side' ? last.start : last.end;
  const until = mode === 'side-by-side' ? last.start : last.end + gap;
  for (let at = firstFrom(places, from); at < places.length; at++) {
    const place = places[at];
    if (!place || place.start > until) return;
    yield place;
  }
}

/** No visit stands in the buffer of another with the same provider. */
function areInTheWay(one: PartPlace, other: PartPlace): boolean {
  return (
    one.providerId === other.providerId &&
    one.occupied.from < other.occupied.until &&
    other.occupied.from < one.occupied.until
  );
}

/** Where the places begin that start then or later. */
function firstFrom(places: readonly PartPlace[], start: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
