import { seriesUnits, type SeriesUnit } from '#contract/visit-series';

/** `every week`, `every 2 weeks`, `every month on the same weekday`. */
export function rhythmWords({ unit, every }: { unit: SeriesUnit; every: number }): string {
  if (every === 1) return `every ${seriesUnits[unit]}`;
  const [first = '', ...rest] = seriesUnits[unit].split(' ');
  return ['every', String(every), `${first}s`, ...rest].join(' ');
}

/** `1 visit`, `7 visits`. */
export function visitsWords(count: number): string {
  return `${String(count)} visit${count === 1 ? '' : 's'}`;
}
