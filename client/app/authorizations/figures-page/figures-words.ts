// How payers answer, in words.
import type { PayerFigures } from '#contract/authorization-figures';

const hour = 60;
const day = 24 * hour;

/** `40 min`, `18 h`, `3.5 days`; `–` while none was answered. */
export function turnaroundWords(minutes: number | null): string {
  if (minutes === null) return '–';
  if (minutes < hour) return `${minutes} min`;
  if (minutes < 2 * day) return `${Math.round(minutes / hour)} h`;
  const days = Math.round((minutes / day) * 10) / 10;
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** `75 %`; `–` of none. */
export function rateWords(part: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * part) / of)} %`;
}

export function approvedWords({ approved, answered, lessened }: PayerFigures): string {
  const rate = rateWords(approved, answered);
  return lessened === 0 ? rate : `${rate}, ${lessened} less than asked`;
}
