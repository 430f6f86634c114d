// Amounts in words, and as people type them.
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$25`, `$25.50`. */
export function moneyWords(cents: number): string {
  return dollars.format(cents / 100).replace(/\.00$/, '');
}

/** Always with its cents, for what is counted and printed: `$25.00`. */
export function exactMoney(cents: number): string {
  return dollars.format(cents / 100);
}

/** Integer cents of `25`, `25.5`, `$1,250.00`; `null` for nothing, `undefined` for what is no amount. */
export function typedCents(text: string): number | null | undefined {
  const plain = text.replace(/[$,\s]/g, '');
  if (plain === '') return null;
  const parts = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!parts) return undefined;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/** As a field shows it: `25`, `25.50`, nothing where it is not known. */
export function typedDollars(cents: number | null): string {
  return cents === null ? '' : (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2);
}
