// What a waiting patient can do, in words; empty wishes are said too, because "any" is an answer.
import type { Provider } from '#contract/staff';
import type { ById } from '#contract/realtime';
import type { Entry } from '#contract/waitlist-entry';
import { languageWords } from '../platform/language-words';
import { weekdayNames } from '../platform/weekday-names';

/** Keeps a time, a date, or a number and its unit on one line. */
const unbroken = '\u00A0';
/** A line may break after the dot, not before it. */
const dot = `${unbroken}· `;

type Wishes = Pick<
  Entry,
  | 'providerIds'
  | 'providerLanguage'
  | 'providerGender'
  | 'weekdays'
  | 'earliestTime'
  | 'latestTime'
  | 'earliestOn'
  | 'latestOn'
  | 'notOn'
  | 'minNoticeHours'
>;

interface Clinic {
  providers: ById<Provider>;
  hourCycle: 12 | 24;
  /** `Nov 23`. */
  dateOf: (localDate: string) => string;
}

export function wishesInWords(wishes: Wishes, clinic: Clinic): string {
  const words = [
    providersOf(wishes, clinic),
    ...whoOf(wishes),
    weekdaysOf(wishes.weekdays),
    timesOf(wishes, clinic.hourCycle)?.replaceAll(' ', unbroken) ?? null,
    ...datesOf(wishes, clinic.dateOf).map((part) => part.replaceAll(' ', unbroken)),
  ].filter((part) => part !== null);
  const notice = noticeOf(wishes.minNoticeHours);
  return (words.length > 0 ? [...words, notice] : ['Any time', notice])
    .filter((part) => part !== null)
    .join(dot);
}

function providersOf({ providerIds }: Wishes, { providers }: Clinic): string | null {
  if (providerIds.length === 0) return null;
  const names = providerIds.map((id) => providers[id]?.family ?? 'another provider');
  return names.length > 3 ? `one of ${names.length} providers` : `with ${names.join(' or ')}`;
}

/** `Mon–Wed, Fri`; three or more days in a row are a range. */
export function weekdaysOf(weekdays: readonly number[]): string | null {
  if (weekdays.length === 0 || weekdays.length === 7) return null;
  const runs: number[][] = [];
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => run.map((day) => weekdayNames[day - 1] ?? ''))
    .map((names) =>
      names.length > 2 ? `${names[0] ?? ''}–${names.at(-1) ?? ''}` : names.join(', '),
    )
    .join(', ');
}

function timesOf({ earliestTime, latestTime }: Wishes, hourCycle: 12 | 24): string | null {
  if (earliestTime && latestTime) {
    return `${wallTimeInWords(earliestTime, hourCycle)}–${wallTimeInWords(latestTime, hourCycle)}`;
  }
  if (earliestTime) return `from ${wallTimeInWords(earliestTime, hourCycle)}`;
  return latestTime ? `until ${wallTimeInWords(latestTime, hourCycle)}` : null;
}

/** `1:30 pm` or `13:30`. */
export function wallTimeInWords(time: string, hourCycle: 12 | 24): string {
  if (hourCycle === 24) return time;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const half = hours % 24 < 12 ? 'am' : 'pm';
  return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')} ${half}`;
}

function whoOf({ providerLanguage, providerGender }: Wishes): string[] {
  return [
    ...(providerLanguage === null ? [] : [`speaks ${languageWords(providerLanguage)}`]),
    ...(providerGender === null ? [] : [providerGender === 'female' ? 'a woman' : 'a man']),
  ];
}

function datesOf({ earliestOn, latestOn, notOn }: Wishes, dateOf: Clinic['dateOf']): string[] {
  return [
    ...(earliestOn ? [`from ${dateOf(earliestOn)}`] : []),
    ...(latestOn ? [`until ${dateOf(latestOn)}`] : []),
    ...(notOn.length > 3
      ? [`not on ${notOn.length} days`]
      : notOn.map((day) => `not ${dateOf(day)}`)),
  ];
}

function noticeOf(hours: number): string | null {
  if (hours === 0) return null;
  const span = hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
  return `${span} notice`.replaceAll(' ', unbroken);
}
