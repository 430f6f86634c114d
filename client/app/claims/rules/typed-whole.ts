/** A whole number between two, as somebody types it, or `undefined`. */
export function typedWhole(text: string, least: number, most: number): number | undefined {
  const plain = text.trim();
  if (!/^\d{1,4}$/.test(plain)) return undefined;
  const number = Number(plain);
  return number >= least && number <= most ? number : undefined;
}
