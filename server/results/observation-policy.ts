// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

type Holds = (permission: Permission, clinicId: string) => boolean;

export function maySeeObservation(holds: Holds, { clinic_id }: { clinic_id: string }): boolean {
  return holds('result:read', clinic_id);
}

export function denyRecording(holds: Holds, clinicId: string): string | null {
  return holds('result:record', clinicId)
    ? null
    : 'Your role does not record laboratory values in this clinic; nothing was changed.';
}
