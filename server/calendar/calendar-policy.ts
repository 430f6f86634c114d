// Who may: answers a reason to refuse, or `null`.
import { appointmentWorkflow, type AppointmentTransition } from '#contract/appointment-workflow';
import type { Permission } from '#contract/permission';
import type { NoShowReverser } from '#contract/visit-steps';
import type { SoftRule } from './calendar-rules.ts';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function maySee(holds: Holds, visit: { clinic_id: string }): boolean {
  return holds('appointment:read', visit.clinic_id);
}

export function denyBooking(holds: Holds, clinicId: string): string | null {
  return holds('appointment:book', clinicId)
    ? null
    : 'Your role does not book visits in this clinic; nothing was booked.';
}

export function denyReceiving(holds: Holds, clinicId: string): string | null {
  return holds('appointment:check-in', clinicId)
    ? null
    : 'Your role does not receive patients in this clinic; nothing was changed.';
}

export function denyDescribing(holds: Holds, visit: { clinic_id: string }): string | null {
  return holds('appointment:describe', visit.clinic_id)
    ? null
    : 'Your role does not write on visits in this clinic; nothing was changed.';
}

export function denyTelling(holds: Holds, visit: { clinic_id: string }): string | null {
  return holds('appointment:move', visit.clinic_id)
    ? null
    : 'Your role does not tell patients about their visits in this clinic; nothing was noted.';
}

export function denyAssigning(holds: Holds, visit: { clinic_id: string }): string | null {
  return holds('appointment:room', visit.clinic_id)
    ? null
    : 'Your role does not give visits rooms or devices in this clinic; nothing was changed.';
}

export function denyInterpreting(holds: Holds, visit: { clinic_id: string }): string | null {
  return holds('appointment:book', visit.clinic_id)
    ? null
    : 'Your role does not see to interpreters in this clinic; nothing was changed.';
}

export function denyTransition(
  holds: Holds,
  transition: AppointmentTransition,
  visit: { clinic_id: string },
): string | null {
  const { by, title } = appointmentWorkflow.transitions[transition];
  return by !== 'system' && by !== 'patient' && holds(by, visit.clinic_id)
    ? null
    : `“${title}” is not for your role in this clinic; nothing was changed.`;
}

/** The permission that lifts each soft rule. */
export const liftedBy: Readonly<Record<SoftRule, Permission>> = {
  'time-taken': 'appointment:overbook',
  'time-blocked': 'appointment:overbook',
  'outside-template': 'appointment:overbook',
  'visit-type-not-allowed': 'appointment:overbook',
  'hours-for-new-patients': 'appointment:overbook',
  'hours-for-established-patients': 'appointment:overbook',
  'kept-for-same-day': 'appointment:overbook',
  'patient-busy': 'appointment:book',
  'day-full': 'appointment:overbook',
  'new-patients-full': 'appointment:overbook',
  'too-soon': 'appointment:overbook',
  'too-far-ahead': 'appointment:overbook',
  'new-patients-only': 'appointment:overbook',
  'established-patients-only': 'appointment:overbook',
  'authorization-absent': 'authorization:override',
  'authorization-exceeded': 'authorization:override',
  'authorization-mismatch': 'authorization:override',
};

export function denyOverride(holds: Holds, rule: SoftRule, clinicId: string): string | null {
  return holds(liftedBy[rule], clinicId)
    ? null
    : `Your role does not override “${rule}” in this clinic; nothing was changed.`;
}

export function denyReversal(
  holds: Holds,
  reversedBy: NoShowReverser,
  visit: { clinic_id: string },
): string | null {
  return reversedBy === 'desk' || holds('appointment:reset', visit.clinic_id)
    ? null
    : 'In this clinic a no-show is taken back by its managers; nothing was changed.';
}
