// Who may: answers a reason to refuse, or `null`. The log is one for all clinics of the organization.
import type { Permission } from '#contract/permission';

type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyReading(holds: Holds, clinicIds: readonly string[]): string | null {
  return clinicIds.every((clinicId) => holds('audit:read', clinicId))
    ? null
    : 'This is for who answers for the privacy of all clinics; nothing was changed.';
}
