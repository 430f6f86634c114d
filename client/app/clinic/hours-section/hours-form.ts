// Hours as they are typed: each row by itself, so that one can be taken out while another is still half typed.
import type { ClosedHours } from '#contract/business-calendar';
import type { ClinicHours } from '#contract/clinic-settings';
import type { FoundClosings } from '#contract/closings-file';

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

type Opening = ClinicHours['openings'][number];

export function withSpan(hours: ClinicHours, weekday: number): ClinicHours {
  const last = hours.hours.filter((one) => one.weekday === weekday).at(-1);
  // After a break of an hour, where there is an afternoon left.
  const from = last ? later(last.until, 60) : '08:00';
  const until = last ? later(from, 240) : '17:00';
  return { ...hours, hours: [...hours.hours, { weekday, from, until }] };
}

export function withClosure(hours: ClinicHours, date: string): ClinicHours {
  return { ...hours, closures: [...hours.closures, { date, reason: '' }] };
}

export function withClosedHours(hours: ClinicHours, date: string): ClinicHours {
  const closed = { date, from: '12:00', until: '17:00', reason: '' };
  return { ...hours, closedHours: [...hours.closedHours, closed] };
}

/** What a file names is not typed twice. */
export function withFound(
  hours: ClinicHours,
  { closures, closedHours }: FoundClosings,
): ClinicHours {
  const dates = new Set([...hours.closures, ...hours.openings].map(({ date }) => date));
  const isTyped = (found: ClosedHours): boolean =>
    hours.closedHours.some(
      ({ date, from, until }) => date === found.date && from < found.until && found.from < until,
    );
  return {
    ...hours,
    closures: [...hours.closures, ...closures.filter(({ date }) => !dates.has(date))],
    closedHours: [...hours.closedHours, ...closedHours.filter((found) => !isTyped(found))],
  };
}

export function withOpening(hours: ClinicHours, date: string): ClinicHours {
  const opening: Opening = { date, reason: '', hours: [{ from: '09:00', until: '13:00' }] };
  return { ...hours, openings: [...hours.openings, opening] };
}

/** The row at that place with something else in it; `null` takes it out. */
export function replaced<T extends object>(
  rows: readonly T[],
  at: number,
  change: Partial<T> | null,
): T[] {
  return rows.flatMap((row, index) => {
    if (index !== at) return [row];
    return change === null ? [] : [{ ...row, ...change }];
  });
}

/** In the order of the week and of the dates, as the clinic reads it. */
export function inOrder(hours: ClinicHours): ClinicHours {
  return {
    ...hours,
    hours: [...hours.hours].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from)),
    closures: [...hours.closures].sort((a, b) => a.date.localeCompare(b.date)),
    closedHours: [...hours.closedHours].sort(
      (a, b) => a.date.localeCompare(b.date) || a.from.localeCompare(b.from),
    ),
    openings: [...hours.openings].sort((a, b) => a.date.localeCompare(b.date)),
  };
}

function later(wall: string, minutes: number): string {
  const [hour = 0, minute = 0] = wall.split(':').map(Number);
  const total = Math.min(hour * 60 + minute + minutes, 24 * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
