// Days and times as a person says them on the phone.

const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** 1 = Monday … 7 = Sunday. */
export function weekdayName(weekday: number): string {
  return weekdays[weekday - 1] ?? '';
}

/** `HH:MM` as the clinic shows times. */
export function wallTimeText(wallTime: string, hourCycle: 12 | 24): string {
  if (wallTime === '24:00') return 'midnight';
  if (hourCycle === 24) return wallTime;
  const hour = Number(wallTime.slice(0, 2));
  return `${((hour + 11) % 12) + 1}:${wallTime.slice(3, 5)} ${hour < 12 ? 'AM' : 'PM'}`;
}

export function dayAndTime(instant: string, zone: string, hourCycle: 12 | 24): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: hourCycle === 12 ? 'h12' : 'h23',
  }).format(new Date(instant));
}

export function timeOfDay(instant: string, zone: string, hourCycle: 12 | 24): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: hourCycle === 12 ? 'h12' : 'h23',
  }).format(new Date(instant));
}

/** A local date, e.g. `Dec 1, 2026`. */
export function dateText(date: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));
}
