// What the screen says of service accounts.
import { permissionTitle } from '#contract/permission-title';
import type { KeyLife, ServiceAccount } from '#contract/service-account';
import type { Tone } from '../ui/status-chip/status-chip';

/** Before a key expires its chip warns for so long. */
const warnedDays = 14;

export function keyChip(
  { endedAt, keyExpiresAt }: Pick<ServiceAccount, 'endedAt' | 'keyExpiresAt'>,
  now: string,
): { word: string; tone: Tone } {
  if (endedAt !== null) return { word: 'ended', tone: 'neutral' };
  if (keyExpiresAt <= now) return { word: 'key expired', tone: 'late' };
  const days = (Date.parse(keyExpiresAt) - Date.parse(now)) / 86_400_000;
  return days < warnedDays
    ? { word: 'key expires soon', tone: 'soon' }
    : { word: 'active', tone: 'ok' };
}

export const keyLifeTitle: Record<KeyLife, string> = {
  30: '30 days',
  90: '90 days',
  365: 'A year',
};

/** The first of what it may there, and how much more there is. */
export function permissionWords(account: ServiceAccount, clinicId: string): string {
  const acts = account.permissions
    .filter((held) => held.clinicId === clinicId)
    .map(({ permission }) => permissionTitle[permission].act);
  const [first, second, ...more] = acts;
  const shown = [first, second].filter((act) => act !== undefined).join(', ');
  return more.length > 0 ? `${shown} and ${String(more.length)} more` : shown;
}
