/** How far a key leads from the row in hand; `null` when it leads nowhere. */
export function stepOf(key: string, rowsInView: number): number | null {
  const page = Math.max(1, rowsInView - 1);
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? null;
}
