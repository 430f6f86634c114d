// Who may: answers a reason to refuse, or `null`. Each thing that a rescue does is guarded by its own policy besides.
import type { Permission } from '#contract/permission';

type Holds = (permission: Permission, clinicId: string) => boolean;

export function maySeeRescue(holds: Holds, rescue: { clinic_id: string }): boolean {
  return holds('appointment:read', rescue.clinic_id);
}

export function denyRescuing(holds: Holds, clinicId: string): string | null {
  return holds('rescue:run', clinicId)
    ? null
    : 'Your role does not find other places for the visits of who is out; nothing was changed.';
}
