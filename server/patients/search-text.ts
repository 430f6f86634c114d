// What a person typed into the search box, told apart: a birth date, a record number, phone digits, and names.
export interface PatientSearch {
  /** Names, as typed; the database folds case, accents and hyphens. */
  names: string;
  /** Dates that the text can mean; more than one where the century is left out. */
  birthDates: string[];
  /** Beginning of a record number, upper case. */
  mrnStart: string | null;
  /** A record number without its letters, or the end of a phone number. */
  digits: string | null;
}

/** Nobody was born before; and a year 0 is one that the database does not know. */
const earliest = '1800-01-01';
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

type Match = Record<string, string | undefined>;
const spellings: readonly RegExp[] = [
  /(?<!\d)(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?!\d)/,
  /(?<!\d)(?<first>\d{1,2})[-/.](?<second>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/,
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-]*(?<name>${monthName}),?[\\s-]*(?<year>\\d{4})(?!\\d)`,
    'i',
  ),
  new RegExp(
    `\\b(?<name>${monthName})\\s*(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)`,
    'i',
  ),
];

export function parseSearchText(text: string, today: string): PatientSearch {
  const { birthDates, rest } = takeDate(text.normalize('NFC'), today);
  const tokens = rest
    .replace(/\b(?:mrn|dob|born|tel|phone)\b\s*[:#]?/gi, ' ')
    .split(/\s+/)
    .filter((token) => token !== '');
  const numbers = tokens.filter((token) => /^[+\d().-]*\d[\d().-]*$/.test(token));
  const mrn = tokens.find((token) => /^[a-z]{1,8}-?\d+$/i.test(token));
  const names = tokens.filter((token) => !numbers.includes(token) && token !== mrn);
  return {
    names: names.join(' '),
    birthDates,
    mrnStart: mrn?.toUpperCase() ?? null,
    digits: numbers.join('').replace(/\D/g, '') || null,
  };
}

function takeDate(text: string, today: string): { birthDates: string[]; rest: string } {
  for (const spelling of spellings) {
    const match = spelling.exec(text);
    const birthDates = match?.groups ? datesOf(match.groups, today) : [];
    if (match && birthDates.length > 0) {
      return { birthDates, rest: text.replace(match[0], ' ') };
    }
  }
  return { birthDates: [], rest: text };
}

function datesOf(match: Match, today: string): string[] {
  const { month, day } = monthAndDay(match);
  return yearsOf(match['year'] ?? '')
    .map((year) => [year, pad(month), pad(day)].join('-'))
    .filter((date) => isDate(date) && date >= earliest && date <= today);
}

/** Month first, as in the United States, unless that cannot be. */
function monthAndDay(match: Match): { month: number; day: number } {
  if (match['name'] !== undefined) {
    const month = months.indexOf(match['name'].slice(0, 3).toLowerCase()) + 1;
    return { month, day: Number(match['day']) };
  }
  if (match['month'] !== undefined)
    return { month: Number(match['month']), day: Number(match['day']) };
  const [first, second] = [Number(match['first']), Number(match['second'])];
  return first > 12 ? { month: second, day: first } : { month: first, day: second };
}

function yearsOf(year: string): string[] {
  return year.length === 4 ? [year] : [`20${year}`, `19${year}`];
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
