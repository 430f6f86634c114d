// FHIR's primitive types: what a JSON value has to be like to be one.

const year = String.raw`(?:[1-9]\d{3}|0\d{2}[1-9]|0\d[1-9]0|0[1-9]00)`;
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const offset = String.raw`(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)`;

const patterns: Record<string, RegExp> = {
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  code: /^\S+(?: \S+)*$/,
  uri: /^\S+$/,
  url: /^\S+$/,
  canonical: /^\S+$/,
  oid: /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/,
  uuid: /^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/,
  base64Binary: /^(?:\s*[0-9a-zA-Z+/=]){4,}\s*$/,
  time: new RegExp(`^${clock}$`),
  date: new RegExp(String.raw`^${year}(?:-\d{2}(?:-\d{2})?)?$`),
  dateTime: new RegExp(String.raw`^${year}(?:-\d{2}(?:-\d{2}(?:T${clock}${offset})?)?)?$`),
  instant: new RegExp(String.raw`^${year}-\d{2}-\d{2}T${clock}${offset}$`),
};
const dated = ['date', 'dateTime', 'instant'];

/** Why the value is none of the type; `null` when it is one. The reason never repeats the value. */
export function primitiveFault(type: string, value: unknown): string | null {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is neither true nor false';
    case 'decimal':
      return typeof value === 'number' ? null : 'is no number';
    case 'integer':
      return wholeFault(value, -2_147_483_648);
    case 'unsignedInt':
      return wholeFault(value, 0);
    case 'positiveInt':
      return wholeFault(value, 1);
    default:
      return textFault(type, value);
  }
}

function wholeFault(value: unknown, least: number): string | null {
  const whole = typeof value === 'number' && Number.isInteger(value);
  return whole && value >= least && value <= 2_147_483_647
    ? null
    : `is no whole number from ${least} on`;
}

function textFault(type: string, value: unknown): string | null {
  if (typeof value !== 'string') return 'is no text';
  if (value.trim() === '') return 'is empty';
  if (!value.isWellFormed() || /[^\P{Cc}\t\r\n]/u.test(value))
    return 'holds characters that no text may hold';
  const pattern = patterns[type];
  if (pattern !== undefined && !pattern.test(value)) return `is no ${type}`;
  return dated.includes(type) && !isOnCalendar(value) ? 'is a day that no calendar has' : null;
}

/** The day of a date that has one exists; 30 February does not. */
function isOnCalendar(text: string): boolean {
  const [date, month] = [text.slice(0, 10), text.slice(5, 7)];
  if (month !== '' && !(Number(month) >= 1 && Number(month) <= 12)) return false;
  if (date.length < 10) return true;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
