// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyEditingCoverage(holds: Holds, clinicId: string): string | null {
  return holds('coverage:edit', clinicId)
    ? null
    : 'Your role in this clinic does not keep coverages; nothing was changed.';
}

export function denyManagingPayers(holds: Holds, clinicId: string): string | null {
  return holds('payer:manage', clinicId)
    ? null
    : 'Payers are kept by the billing lead and managers; nothing was changed.';
}
