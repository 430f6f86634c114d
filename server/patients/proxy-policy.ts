// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyKeepingProxies(holds: Holds, clinicId: string): string | null {
  return holds('proxy:edit', clinicId)
    ? null
    : 'Your role in this clinic does not write down who may be told; nothing was changed.';
}

export function denyReadingPapers(holds: Holds, clinicId: string): string | null {
  return holds('patient:read', clinicId)
    ? null
    : 'Your role in this clinic does not open patients; nothing was shown.';
}
