// Who may: answers a reason to refuse, or `null`. Steps of a workflow are guarded by the workflow itself.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyReading(holds: Holds, clinicId: string): string | null {
  return holds('waitlist:read', clinicId) ? null : 'This waitlist is not yours to see.';
}

export function denyAdding(holds: Holds, clinicId: string): string | null {
  return holds('waitlist:edit', clinicId)
    ? null
    : 'You may not put patients on the waitlist of this clinic; nobody was added.';
}

export function denyShowingLink(holds: Holds, clinicId: string): string | null {
  return holds('offer:send', clinicId) ? null : 'Links of this clinic are not yours to see.';
}

export function denyConfiguring(holds: Holds, clinicId: string): string | null {
  return holds('waitlist:configure', clinicId)
    ? null
    : 'The waitlist rules of this clinic are set by its managers; nothing was changed.';
}
