import type { Clinic, Preferences, Provider, SessionView } from '#contract/staff';
import type { ClinicRow, PreferencesRow, ProviderRow, SessionRow } from './staff-queries.ts';

export function clinicView(row: ClinicRow): Clinic {
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    zone: row.zone,
    hourCycle: row.hour_cycle,
    phone: row.phone,
    address: row.address,
    videoLink: row.video_link,
  };
}

export function providerView(row: ProviderRow): Provider {
  return {
    id: row.id,
    family: row.family,
    given: row.given,
    credentials: row.credentials,
    specialty: row.specialty,
    languages: row.languages,
    gender: row.gender,
    clinicIds: row.clinic_ids,
    version: row.version,
  };
}

export const standardPreferences: Preferences = {
  theme: 'system',
  navigationOpen: false,
  clinicId: null,
  shortcuts: true,
  shortcutKeys: {},
  queueLooks: {},
  providerGroups: [],
};

export function preferencesView(row: PreferencesRow | undefined): Preferences {
  if (!row) return standardPreferences;
  return {
    theme: row.theme,
    navigationOpen: row.navigation_open,
    clinicId: row.clinic_id,
    shortcuts: row.shortcuts,
    shortcutKeys: row.shortcut_keys,
    queueLooks: row.queue_looks,
    providerGroups: row.provider_groups,
  };
}

export function sessionView(row: SessionRow, currentId: string): SessionView {
  return {
    id: row.public_id,
    device: deviceName(row.device),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    current: row.public_id === currentId,
  };
}

const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Windows', 'Windows'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/** `Chrome on Windows`, from what the browser says of itself. */
export function deviceName(userAgent: string): string {
  const nameIn = (list: readonly (readonly [string, string])[]): string | undefined =>
    list.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = nameIn(browsers);
  const system = nameIn(systems);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Another program';
}
