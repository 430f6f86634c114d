// 5 U.S.C. 6103(a), with the shift of its (b) for Saturdays and of Executive Order 11582 for Sundays. Inauguration
// Day is a holiday only for federal employees around Washington (6103(c)) and so is not one of them.
import type { HolidayRule } from './holiday.ts';

export const federalHolidays = [
  {
    code: 'new-years-day',
    title: 'New Year’s Day',
    kind: 'date',
    month: 1,
    day: 1,
    observed: 'nearest-weekday',
  },
  {
    code: 'martin-luther-king-day',
    title: 'Birthday of Martin Luther King, Jr.',
    kind: 'weekday',
    month: 1,
    weekday: 1,
    nth: 3,
  },
  {
    code: 'washingtons-birthday',
    title: 'Washington’s Birthday',
    kind: 'weekday',
    month: 2,
    weekday: 1,
    nth: 3,
  },
  {
    code: 'memorial-day',
    title: 'Memorial Day',
    kind: 'weekday',
    month: 5,
    weekday: 1,
    nth: 'last',
  },
  {
    code: 'juneteenth',
    title: 'Juneteenth National Independence Day',
    kind: 'date',
    month: 6,
    day: 19,
    observed: 'nearest-weekday',
  },
  {
    code: 'independence-day',
    title: 'Independence Day',
    kind: 'date',
    month: 7,
    day: 4,
    observed: 'nearest-weekday',
  },
  {
    code: 'labor-day',
    title: 'Labor Day',
    kind: 'weekday',
    month: 9,
    weekday: 1,
    nth: 1,
  },
  {
    code: 'columbus-day',
    title: 'Columbus Day',
    kind: 'weekday',
    month: 10,
    weekday: 1,
    nth: 2,
  },
  {
    code: 'veterans-day',
    title: 'Veterans Day',
    kind: 'date',
    month: 11,
    day: 11,
    observed: 'nearest-weekday',
  },
  {
    code: 'thanksgiving-day',
    title: 'Thanksgiving Day',
    kind: 'weekday',
    month: 11,
    weekday: 4,
    nth: 4,
  },
  {
    code: 'christmas-day',
    title: 'Christmas Day',
    kind: 'date',
    month: 12,
    day: 25,
    observed: 'nearest-weekday',
  },
] as const satisfies readonly HolidayRule[];

export type FederalHoliday = (typeof federalHolidays)[number]['code'];
