// The ways in which the calendar is shown, and by what each of them goes on and back.
import { addDays, addMonths, mondayOf } from '../../platform/wall-time';

/** The day by the clock, one provider's week by the clock, the day by where each patient is, or as a list. */
export const dayViews = ['grid', 'week', 'board', 'agenda'] as const;
export type DayView = (typeof dayViews)[number];
/** The month is a page of its own. */
export type CalendarView = DayView | 'month';

/** What the arrows and `today` go by. */
interface Unit {
  title: string;
  now: string;
  /** The date that stands for it. */
  first: (date: string) => string;
  on: (date: string, count: number) => string;
}

const day: Unit = { title: 'Day', now: 'today', first: (date) => date, on: addDays };
export const unitOf: Record<CalendarView, Unit> = {
  grid: day,
  board: day,
  agenda: day,
  week: {
    title: 'Week',
    now: 'this week',
    first: mondayOf,
    on: (date, count) => addDays(date, 7 * count),
  },
  month: {
    title: 'Month',
    now: 'this month',
    first: (date) => addMonths(date, 0),
    on: addMonths,
  },
};
