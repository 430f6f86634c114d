// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

/** Also of the organization's: any clinic's administrator keeps them. */
export function denyManagingInterfaces(
  holds: Holds,
  clinicIds: readonly (string | null)[],
): string | null {
  const holdsAll = clinicIds.every((id) => id === null || holds('interface:manage', id));
  return holdsAll ? null : 'Interfaces are kept by administrators; nothing was changed.';
}
