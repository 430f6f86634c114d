// Who may: answers a reason to refuse, or `null`. Steps of a message are guarded by its workflow.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyReading(holds: Holds, clinicId: string): string | null {
  return holds('message:read', clinicId) ? null : 'Messages of this clinic are not yours to see.';
}

export function denyStopping(holds: Holds, clinicId: string): string | null {
  return holds('outreach:stop', clinicId)
    ? null
    : 'Messages of this clinic are not yours to stop; nothing was changed.';
}

export function denyConfiguring(holds: Holds, clinicId: string): string | null {
  return holds('outreach:configure', clinicId)
    ? null
    : 'What leaves to patients is decided by the managers of the clinic; nothing was changed.';
}
