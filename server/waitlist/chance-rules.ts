// How likely somebody who is asked says yes: as the clinic's own offers show, or as others published.
import { published } from '#contract/waitlist-figures';
import type { ReplayRange } from '#contract/waitlist-replay';

/** Fewer offers tell less than what others found. */
const enoughOffers = 100;
/** Of the normal distribution: nineteen in twenty. */
const z = 1.96;

export function chanceOf({ sent, accepted }: { sent: number; accepted: number }): {
  chance: ReplayRange;
  source: 'own' | 'published';
} {
  if (sent < enoughOffers) {
    const { acceptedFrom, acceptedTo } = published;
    return { chance: { low: acceptedFrom / 100, high: acceptedTo / 100 }, source: 'published' };
  }
  return { chance: wilson(accepted, sent), source: 'own' };
}

/** Wilson's interval of a proportion: it holds for few and for rare ones too. */
function wilson(part: number, whole: number): ReplayRange {
  const share = part / whole;
  const scale = 1 + z ** 2 / whole;
  const middle = share + z ** 2 / (2 * whole);
  const reach = z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  return { low: (middle - reach) / scale, high: (middle + reach) / scale };
}
