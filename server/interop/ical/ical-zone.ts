// Which zone a TZID means. Calendars name zones in many ways; one that is not recognized has no time.
import type { IcalComponent } from './read-ical-lines.ts';
import { windowsZones } from './windows-zones.ts';

export type ZoneFinder = (tzid: string) => string | null;

/** By the zone's own name, with a path before it, as Windows has it, or as the calendar says beside its description. */
export function zoneFinder(calendar: IcalComponent): ZoneFinder {
  const described = new Map(
    calendar.parts
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((zone): [string, string] => [valueOf(zone, 'TZID'), valueOf(zone, 'X-LIC-LOCATION')]),
  );
  const known = new Map<string, string | null>();
  return (tzid) => {
    const before = known.get(tzid);
    if (before !== undefined) return before;
    const zone = namedZone(tzid) ?? namedZone(described.get(tzid) ?? '');
    known.set(tzid, zone);
    return zone;
  };
}

function namedZone(name: string): string | null {
  const parts = name.split('/').filter((part) => part !== '');
  const ways = [name, ...[3, 2].map((length) => parts.slice(-length).join('/'))];
  const zone = ways.find(isZone) ?? windowsZones[name.replace(/^\((?:UTC|GMT)[^)]*\)\s*/, '')];
  return zone ?? null;
}

function isZone(name: string): boolean {
  if (name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // RangeError: no such zone.
    return false;
  }
}

function valueOf({ lines }: IcalComponent, wanted: string): string {
  return lines.find(({ name }) => name === wanted)?.value.trim() ?? '';
}
