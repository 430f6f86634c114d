// How rooms, devices and interpreters are told in words.
import type { Resource, ResourceHours } from '#contract/resources';
import { weekdays } from './availability-words';

/** `Always`, or `Mon, Tue 8:00 am – 12:00 pm · Wed 1:00 pm – 5:00 pm`. */
export function hoursWords(
  hours: readonly ResourceHours[],
  wallTime: (time: string) => string,
): string {
  if (hours.length === 0) return 'Always';
  const byTimes = Map.groupBy(
    hours.toSorted((a, b) => a.weekday - b.weekday || a.startsAt.localeCompare(b.startsAt)),
    ({ startsAt, endsAt }) => `${wallTime(startsAt)} – ${wallTime(endsAt)}`,
  );
  return [...byTimes]
    .map(([times, its]) => `${its.map(({ weekday }) => dayName(weekday)).join(', ')} ${times}`)
    .join(' · ');
}

function dayName(weekday: number): string {
  return weekdays[weekday - 1]?.name.slice(0, 3) ?? '';
}

/** The types that the organization writes already, by name, so that the next one writes them alike. */
export function knownTypes(resources: readonly Resource[]): string[] {
  return [...new Set(resources.filter(({ active }) => active).map(({ type }) => type))].sort();
}
