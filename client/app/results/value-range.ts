// Where a value lies against its range, for the bar beside it. What cannot be read as numbers has no bar.
import type { ResultValue } from '#contract/result-content';

export interface ValueRange {
  low: number | null;
  high: number | null;
}

/** All of them in percent of the bar. */
export interface RangeBar {
  from: number;
  until: number;
  at: number;
  /** It lies beyond the end of the bar. */
  beyond: 'below' | 'above' | null;
}

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const between = new RegExp(String.raw`^${number}\s*(?:-|–|to)\s*${number}$`);
const below = new RegExp(`^(?:<|<=|≤)\\s*${number}$`);
const above = new RegExp(`^(?:>|>=|≥)\\s*${number}$`);

/** `3.5-5.1`, `< 5`, `>= 60`; `null` = it says something else. */
export function rangeOf(text: string | null): ValueRange | null {
  const said = (text ?? '').trim();
  const both = between.exec(said);
  if (both) {
    const [low, high] = [Number(both[1]), Number(both[2])];
    return low < high ? { low, high } : null;
  }
  const [most, least] = [below.exec(said), above.exec(said)];
  if (most) return { low: null, high: Number(most[1]) };
  return least ? { low: Number(least[1]), high: null } : null;
}

/** The range takes the middle half of the bar; of one without a beginning or an end, the half on its side. */
export function rangeBar({
  number: value,
  range,
}: Pick<ResultValue, 'number' | 'range'>): RangeBar | null {
  const known = rangeOf(range);
  if (value === null || known === null) return null;
  const { low, high } = known;
  if (low !== null && high !== null) {
    const margin = (high - low) / 2;
    return placed(value, { start: low - margin, end: high + margin }, { from: 25, until: 75 });
  }
  const edge = high ?? low ?? 0;
  if (edge <= 0) return null;
  const half = high === null ? { from: 50, until: 100 } : { from: 0, until: 50 };
  return placed(value, { start: 0, end: edge * 2 }, half);
}

function placed(
  value: number,
  { start, end }: { start: number; end: number },
  range: { from: number; until: number },
): RangeBar {
  const at = ((value - start) / (end - start)) * 100;
  const beyond = at < 0 ? 'below' : at > 100 ? 'above' : null;
  return { ...range, at: Math.round(Math.min(100, Math.max(0, at)) * 10) / 10, beyond };
}
