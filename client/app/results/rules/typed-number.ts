// A number as somebody types it; `null` = nothing is typed, `undefined` = it is none.
export function typedNumber(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** A whole number between two, or `undefined`. */
export function typedWhole(text: string, least: number, most: number): number | undefined {
  const plain = text.trim();
  if (!/^\d{1,4}$/.test(plain)) return undefined;
  const number = Number(plain);
  return number >= least && number <= most ? number : undefined;
}
