// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyManaging(holds: Holds, clinicId: string): string | null {
  return holds('availability:manage', clinicId)
    ? null
    : 'Visit types and templates of this clinic are set by its managers; nothing was changed.';
}
