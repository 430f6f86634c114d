// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyManaging(holds: Holds, clinicId: string): string | null {
  return holds('availability:manage', clinicId)
    ? null
    : 'Visit types and templates of this clinic are set by its managers; nothing was changed.';
}

/** Whose free times may be looked for beside those of the clinic on show. */
export function denySearching(holds: Holds, clinicId: string): string | null {
  return holds('availability:read', clinicId)
    ? null
    : 'Your role does not look for times in this clinic.';
}

/** Who may leave booked visits outside of every hour. */
export function denyOrphaning(holds: Holds, clinicId: string): string | null {
  return holds('appointment:overbook', clinicId)
    ? null
    : 'Your role does not leave booked visits outside the hours; nothing was changed.';
}
