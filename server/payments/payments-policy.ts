// Who may: answers a reason to refuse, or `null`.
import type { Permission } from '#contract/permission';

type Holds = (permission: Permission, clinicId: string) => boolean;

export function maySeePayments(holds: Holds, { clinic_id }: { clinic_id: string }): boolean {
  return holds('payment:read', clinic_id);
}

export function denyCollecting(holds: Holds, clinicId: string): string | null {
  return holds('payment:collect', clinicId)
    ? null
    : 'Your role does not collect payments in this clinic; nothing was changed.';
}

export function denyVoiding(holds: Holds, clinicId: string): string | null {
  return holds('payment:void', clinicId)
    ? null
    : 'Your role does not void payments in this clinic; nothing was changed.';
}

/** Everybody counts their own; who went home without counting leaves it to who reviews drawers. */
export function denyClosing(
  holds: Holds,
  drawer: { clinic_id: string; staff_id: string },
  actorId: string | null,
): string | null {
  const refusal = denyCollecting(holds, drawer.clinic_id);
  if (refusal !== null || drawer.staff_id === actorId) return refusal;
  return holds('drawer:review', drawer.clinic_id)
    ? null
    : 'This is not your drawer; nothing was changed.';
}
