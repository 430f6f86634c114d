// What the text of a field means: pure, and never a guess. `null` = it cannot be read.
import type { Patient } from '#contract/patients';
import { Temporal } from '../platform/clock/temporal.ts';
import { instantText, normalInstant } from '../platform/clock/instants.ts';

/** `2026-11-23`, `11/23/2026`, `11-23-2026`, `20261123`; months come first, as these clinics write. */
export function readDay(text: string): string | null {
  const parts =
    /^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})$/.exec(text)?.groups ??
    /^(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4})$/.exec(text)?.groups;
  if (parts === undefined) return null;
  const { year = '', month = '', day = '' } = parts;
  try {
    const date = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString();
  } catch {
    // A RangeError says that no calendar has the day.
    return null;
  }
}

/** `14:05`, `2:05 PM`, `2 pm`, `1405`, seconds only when they are none. */
export function readTime(text: string): string | null {
  const parts = /^(?<hour>\d{1,2})(?::?(?<minute>\d{2})(?::00)?)?\s*(?<half>[ap]\.?m\.?)?$/i.exec(
    text,
  )?.groups;
  if (parts === undefined) return null;
  const { hour = '', minute, half } = parts;
  if (minute === undefined && half === undefined) return null;
  const hours = hoursOf(Number(hour), half);
  const minutes = Number(minute ?? '0');
  if (hours === null || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function hoursOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** On a whole minute, with its offset. */
export function readInstant(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    return null;
  try {
    return normalInstant(text);
  } catch {
    // A RangeError says that there is no such day or time.
    return null;
  }
}

/** The instant of a wall time in a zone, or what the clocks do there. */
export function instantOf(
  { date, time }: { date: string; time: string },
  zone: string,
): { instant: string } | { fault: 'time-in-gap' | 'time-twice' } {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wanted.toZonedDateTime(zone, { disambiguation }),
  );
  if (!earlier || !later)
    throw new Error('A wall time has two readings at most, and one at least.');
  if (earlier.toInstant().equals(later.toInstant()))
    return { instant: instantText(earlier.toInstant()) };
  return { fault: earlier.toPlainDateTime().equals(wanted) ? 'time-twice' : 'time-in-gap' };
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** `Mon`, `Monday`, `Mon, Wed; Fri`; numbers are read by nobody, because weeks begin differently. ISO weekdays. */
export function readWeekdays(text: string): number[] | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;/|]+/)
    .filter((word) => word !== '');
  const found = words.map((word) =>
    word.length < 2 ? 0 : weekdays.findIndex((name) => name.startsWith(word)) + 1,
  );
  return found.length === 0 || found.includes(0) ? null : [...new Set(found)];
}

const sexes: Readonly<Record<string, Patient['sex']>> = {
  f: 'female',
  female: 'female',
  woman: 'female',
  m: 'male',
  male: 'male',
  man: 'male',
  o: 'other',
  other: 'other',
  x: 'other',
  u: 'unknown',
  unknown: 'unknown',
};

export function readSex(text: string): Patient['sex'] | null {
  const word = text.toLowerCase();
  return Object.hasOwn(sexes, word) ? (sexes[word] ?? null) : null;
}

/** A whole number within its bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number | null {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    return number >= least && number <= most ? number : null;
  };
}

/** One of the words, whatever its case, blanks and hyphens. */
export function oneOf<W extends string>(words: readonly W[]): (text: string) => W | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]+/g, '');
  return (text) => words.find((word) => plain(word) === plain(text)) ?? null;
}

export function readYesOrNo(text: string): boolean | null {
  const word = text.toLowerCase();
  if (['yes', 'y', 'true', 't', '1', 'x'].includes(word)) return true;
  return ['no', 'n', 'false', 'f', '0'].includes(word) ? false : null;
}
