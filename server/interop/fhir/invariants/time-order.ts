/** Of two instants, or two dates of the same precision; what cannot be told is not before. */
export function isBefore(first: string, second: string): boolean {
  const timed = first.includes('T');
  if (timed !== second.includes('T')) return false;
  if (timed) return Date.parse(first) < Date.parse(second);
  const precision = Math.min(first.length, second.length);
  return first.slice(0, precision) < second.slice(0, precision);
}
