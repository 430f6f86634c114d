// Until when an item can be put off, in the clinic's own hours.
import { addDays, addMinutes, instantsAt, localDateOf } from '../wall-time';

export interface SnoozeTime {
  title: string;
  until: string;
}

const afternoon = '14:00';
const morning = '08:00';

/** Those that lie ahead, soonest first. */
export function snoozeTimes(now: string, zone: string): SnoozeTime[] {
  const today = localDateOf(now, zone);
  const tomorrow = addDays(today, 1);
  const monday = nextMonday(today);
  return [
    { title: 'In 1 hour', until: addMinutes(now, 60) },
    { title: 'This afternoon', until: wallInstant(today, afternoon, zone) },
    { title: 'Tomorrow morning', until: wallInstant(tomorrow, morning, zone) },
    ...(monday === tomorrow
      ? []
      : [{ title: 'Monday morning', until: wallInstant(monday, morning, zone) }]),
  ]
    .filter(({ until }) => until > now)
    .sort((a, b) => a.until.localeCompare(b.until));
}

/** What the clocks of the clinic show then; where they jump over it, the hour after. */
export function wallInstant(date: string, time: string, zone: string): string {
  const [first] = instantsAt(date, time, zone);
  if (first) return first;
  const [hour = '00', minute = '00'] = time.split(':');
  const later = `${String(Number(hour) + 1).padStart(2, '0')}:${minute}`;
  return instantsAt(date, later, zone)[0] ?? '';
}

function nextMonday(today: string): string {
  const weekday = new Date(`${today}T12:00:00.000Z`).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
}
