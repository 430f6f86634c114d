// Who may: answers a reason to refuse, or `null`. Steps of the workflow are guarded by the workflow itself.
import type { Holds } from '../calendar-policy.ts';

export function maySeeRecall(holds: Holds, recall: { clinic_id: string }): boolean {
  return holds('recall:read', recall.clinic_id);
}

export function denyRecalling(holds: Holds, clinicId: string): string | null {
  return holds('recall:edit', clinicId)
    ? null
    : 'Your role does not say who is to come back to this clinic; nothing was changed.';
}
