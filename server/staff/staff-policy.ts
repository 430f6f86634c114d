// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyManaging(holds: Holds, clinicId: string): string | null {
  return holds('staff:manage', clinicId)
    ? null
    : 'Your role in this clinic does not manage its staff; nothing was changed.';
}
