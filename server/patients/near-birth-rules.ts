// Birth dates that are one slip of the hand away from what was said. Pure.

/** One digit wrong, two beside each other swapped, day and month swapped; real dates until `today`, without itself. */
export function nearBirthDates(birthOn: string, today: string): string[] {
  const digits = birthOn.replaceAll('-', '');
  const places = Array.from(digits);
  const wrong = places.flatMap((_, at) =>
    Array.from('0123456789', (digit) => digits.slice(0, at) + digit + digits.slice(at + 1)),
  );
  const swapped = places
    .slice(1)
    .map((second, at) => digits.slice(0, at) + second + (digits[at] ?? '') + digits.slice(at + 2));
  const dayFirst = digits.slice(0, 4) + digits.slice(6) + digits.slice(4, 6);
  return [...new Set([...wrong, ...swapped, dayFirst])]
    .map((text) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
    .filter((date) => date !== birthOn && date >= '1800-01-01' && date <= today && isDate(date));
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
