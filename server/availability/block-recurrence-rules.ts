// The weeks in which a block counts: one day is asked about at a time, so that they are counted, not listed.
import { weeksApart, type BlockRecurrence } from '#contract/block-recurrence';
import { Temporal } from '../platform/clock/temporal.ts';

/** Does a block count on this day, which is one of its weekday? */
export function countsOn(recurrence: BlockRecurrence | null, date: string): boolean {
  if (recurrence === null) return true;
  if (recurrence.kind === 'every-n-weeks')
    return weeksApart(recurrence.countedFrom, date) % recurrence.weeks === 0;
  const { day, daysInMonth } = Temporal.PlainDate.from(date);
  return recurrence.nths.some((nth) =>
    nth === -1 ? day + 7 > daysInMonth : Math.ceil(day / 7) === nth,
  );
}
