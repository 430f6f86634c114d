// Values inside elements: money as integer cents, counts as decimal text, dates as ISO text; `null` for what is not one.

/** An X12 decimal with at most two places that matter, as integer cents; never by way of a float. */
export function readCents(text: string): number | null {
  const parts = /^(?<sign>[-+]?)(?<whole>\d*)(?:\.(?<fraction>\d*))?$/.exec(text)?.groups;
  if (parts === undefined) return null;
  const { sign = '', whole = '', fraction = '' } = parts;
  if (whole + fraction === '' || !/^\d{0,2}0*$/.test(fraction)) return null;
  const cents = Number(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`);
  if (!Number.isSafeInteger(cents)) return null;
  return sign === '-' && cents !== 0 ? -cents : cents;
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
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return null;
  const date = parts.slice(1).join('-');
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : date;
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
