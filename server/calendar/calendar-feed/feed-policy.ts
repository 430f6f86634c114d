// Who may: answers a reason to refuse, or `null`.
import type { Holds } from '../calendar-policy.ts';

/** Providers give their own calendar away, and who manages the hours of a clinic that of each provider there. */
export function denyFeedOf(
  holds: Holds,
  {
    actorId,
    clinicId,
    providerId,
  }: Record<'clinicId' | 'providerId', string> & {
    actorId: string | null;
  },
): string | null {
  return holds('appointment:read', clinicId) &&
    (actorId === providerId || holds('availability:manage', clinicId))
    ? null
    : 'Links to calendars are made and revoked by the provider or by who manages the hours; nothing was changed.';
}
