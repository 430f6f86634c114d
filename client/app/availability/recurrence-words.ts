// How it is told in which weeks a block of hours counts.
import type { BlockRecurrence, NthOfMonth } from '#contract/block-recurrence';

export const nthWords: Record<NthOfMonth, string> = {
  1: '1st',
  2: '2nd',
  3: '3rd',
  4: '4th',
  5: '5th',
  [-1]: 'last',
};

export function everyWords(weeks: number): string {
  return weeks === 1 ? 'Every week' : weeks === 2 ? 'Every other week' : `Every ${weeks} weeks`;
}

/** E.g. `Every other week from Dec 1, 2026` or `1st and last of the month`. */
export function recurrenceWords(
  recurrence: BlockRecurrence | null,
  dateWords: (localDate: string) => string,
): string {
  if (recurrence === null) return everyWords(1);
  if (recurrence.kind === 'every-n-weeks')
    return `${everyWords(recurrence.weeks)} from ${dateWords(recurrence.countedFrom)}`;
  const nths = recurrence.nths.map((nth) => nthWords[nth]);
  const last = nths.at(-1) ?? '';
  const all = nths.length > 1 ? `${nths.slice(0, -1).join(', ')} and ${last}` : last;
  return `${all} of the month`;
}
