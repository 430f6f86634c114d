// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyManagingPharmacies(holds: Holds, clinicId: string): string | null {
  return holds('pharmacy:manage', clinicId)
    ? null
    : 'Pharmacies are kept by pharmacists, the billing lead and managers; nothing was changed.';
}
