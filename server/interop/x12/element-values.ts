// Values inside elements: money as integer cents, counts as decimal text, dates as ISO text; `null` for what is not one.

const [zero, nine, plus, minus, point] = [48, 57, 43, 45, 46];

/** An X12 decimal with at most two places that matter, as integer cents; never by way of a float. */
export function readCents(text: string): number | null {
  return centsIn(codesOf(text), 0, text.length);
}

/** The same of the characters between two places: a file of millions of amounts is read without cutting it up. */
export function centsIn(codes: Uint16Array, start: number, end: number): number | null {
  const first = codes[start] ?? 0;
  let at = first === plus || first === minus ? start + 1 : start;
  let cents = 0;
  let digits = 0;
  let places = -1;
  for (; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code === point && places < 0) places = 0;
    else if (code < zero || code > nine || (places >= 2 && code !== zero)) return null;
    else {
      digits += 1;
      if (places < 2) cents = cents * 10 + (code - zero);
      if (places >= 0) places += 1;
    }
  }
  if (digits === 0) return null;
  for (let place = Math.max(places, 0); place < 2; place += 1) cents *= 10;
  if (!Number.isSafeInteger(cents)) return null;
  return first === minus && cents !== 0 ? -cents : cents;
}

/** The UTF-16 codes of a text. */
export function codesOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  return codes;
}

/** As X12 wants it: no leading zeros, no trailing fraction of zero. */
export function writeCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}${fraction && `.${fraction}`}`;
}

/** A count that is not negative, as decimal text without needless zeros: `.50` is `0.5`; never by way of a float. */
export function readCount(text: string): string | null {
  const parts = /^(?<whole>\d*)(?:\.(?<fraction>\d*))?$/.exec(text)?.groups;
  if (parts === undefined) return null;
  const { whole = '', fraction = '' } = parts;
  const digits = whole.length + fraction.length;
  if (digits === 0 || digits > 15) return null;
  const kept = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${kept && `.${kept}`}`;
}

/** HHMM, with seconds and their fractions or without, to `14:05:00`. */
export function readTime(text: string): string | null {
  const parts = /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d)\d{0,2})?$/.exec(text);
  if (parts === null) return null;
  const [, hour = '', minute = '', second = '00'] = parts;
  return `${hour}:${minute}:${second}`;
}

/** `D8`: CCYYMMDD to `2026-11-23`. */
export function readDate(text: string): string | null {
  const day = dayIn(codesOf(text), 0, text.length);
  return day === null ? null : isoDay(day);
}

/** The number CCYYMMDD between two places, where there is such a day. */
export function dayIn(codes: Uint16Array, start: number, end: number): number | null {
  if (end - start !== 8) return null;
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code < zero || code > nine) return null;
    number = number * 10 + (code - zero);
  }
  const [month, day] = [Math.floor(number / 100) % 100, number % 100];
  const isDay = day >= 1 && day <= daysOf(Math.floor(number / 10_000), month);
  return isDay ? number : null;
}

/** 20261123 to `2026-11-23`. */
export function isoDay(day: number): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (days[month - 1] ?? 0);
}

export function writeDate(date: string): string {
  return date.replaceAll('-', '');
}

/** The first and the last day, both included; one day is both. */
export interface DateRange {
  from: string;
  to: string;
}

/** Its format and its text: one day as `D8`, two as `RD8`. */
export function writeRange({ from, to }: DateRange): [format: string, text: string] {
  return from === to ? ['D8', writeDate(from)] : ['RD8', `${writeDate(from)}-${writeDate(to)}`];
}

/** An element with its format: `D8` a day, `RD8` two with a hyphen between; some write one day as a range, too. */
export function readRange(format: string, text: string): DateRange | null {
  if (format !== 'D8' && format !== 'RD8') return null;
  const [from, to] = text.split('-').map(readDate);
  if (from === null || from === undefined || to === null) return null;
  return { from, to: to ?? from };
}
