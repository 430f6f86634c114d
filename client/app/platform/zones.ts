/** Time zones to choose from, and the one that is held, which this browser may not know. */
export function zonesWith(held: string | null): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), ...(held === null ? [] : [held])])];
}
