// What a file may say and the database cannot hold: an amount beyond its integers, a character or a day that it does not know.

const mostCents = 2_147_483_647;

/** Why not, without a word of the content; `null` = all of it can be kept. */
export function unkeepable(value: unknown): string | null {
  if (typeof value === 'number')
    return Math.abs(value) > mostCents ? 'holds an amount that is larger than can be kept' : null;
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return 'holds a character that cannot be kept';
    return /^0000-\d\d-\d\d$/.test(value) ? 'holds a day of no year' : null;
  }
  if (value === null || typeof value !== 'object') return null;
  for (const inner of Object.values(value)) {
    const found = unkeepable(inner);
    if (found !== null) return found;
  }
  return null;
}
