// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyFlagging(holds: Holds, clinicId: string): string | null {
  return holds('flag:edit', clinicId)
    ? null
    : 'Your role in this clinic does not set flags; nothing was changed.';
}
