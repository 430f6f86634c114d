// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyLinking(holds: Holds, clinicId: string): string | null {
  return holds('patient:register', clinicId)
    ? null
    : 'Your role in this clinic does not link charts; nothing was changed.';
}

export function denyRetiring(holds: Holds, clinicId: string): string | null {
  return holds('chart:retire', clinicId)
    ? null
    : 'Charts are retired by records clerks and managers; nothing was changed.';
}
