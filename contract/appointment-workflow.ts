// A visit's way through the day, from booked to done or missed. Code and API say appointment, the screen says visit.
import { defineWorkflow } from './workflow.ts';

/** Why a visit is cancelled; codes of the FHIR appointment-cancellation-reason set (R4 example set). */
export const cancelReasons = {
  pat: 'Patient asked',
  'pat-cpp': 'Patient, through the portal',
  'pat-crs': 'Patient, answering a message',
  'pat-lt': 'Patient has no transport',
  'pat-fin': 'Patient: cost or coverage',
  'pat-dec': 'Patient has died',
  prov: 'Provider not available',
  'oth-int': 'No interpreter',
  'oth-weath': 'Weather',
  'oth-err': 'Booked by mistake',
} as const;
export type CancelReason = keyof typeof cancelReasons;

/** Why a patient who had come was not seen. What the clinic could not do is never held against the patient. */
export const leaveReasons = {
  'left-waiting': 'Did not want to wait',
  'left-unwell': 'Taken to other care',
  'left-clinic': 'The clinic could not see them',
  'left-other': 'Another reason',
} as const;

export const errorReasons = {
  'wrong-patient': 'Booked for the wrong patient',
  duplicate: 'Booked twice',
  'never-was': 'There was no such visit',
} as const;

export const closedReasons = { ...leaveReasons, ...errorReasons };
export type LeaveReason = keyof typeof leaveReasons;
export type ErrorReason = keyof typeof errorReasons;
export type ClosedReason = keyof typeof closedReasons;

/** Why a visit goes back to an earlier step. */
export const resetReasons = {
  'wrong-visit': 'It was another patient’s visit',
  mistake: 'Pressed by mistake',
  'still-here': 'The patient is here after all',
} as const;
export type ResetReason = keyof typeof resetReasons;

/**
 * The steps of a visit. Its `status` is a FHIR code; where several steps share one, the stage tells them apart. A visit
 * occupies its provider's time exactly while it is held, booked, arrived or checked-in. It begins as a hold, is booked
 * at once, or arrives without a booking; a hold that ends without a booking leaves no visit behind.
 */
export const appointmentWorkflow = defineWorkflow({
  name: 'appointment',
  initial: 'pending',
  states: {
    pending: { title: 'Held' },
    released: { title: 'Hold ended', final: true, fhir: 'entered-in-error' },
    booked: { title: 'Booked' },
    /** Present and waiting. */
    arrived: { title: 'Arrived' },
    /** All that the front desk does before a visit is done. */
    'checked-in': { title: 'Checked in' },
    roomed: { title: 'In a room', fhir: 'checked-in' },
    'with-provider': { title: 'With provider', fhir: 'checked-in' },
    fulfilled: { title: 'Done' },
    cancelled: { title: 'Cancelled' },
    left: { title: 'Left without being seen', fhir: 'cancelled' },
    noshow: { title: 'No-show' },
    'entered-in-error': { title: 'Entered in error', final: true },
  },
  transitions: {
    confirm: { title: 'Book', from: ['pending'], to: 'booked', by: 'appointment:book' },
    release: { title: 'End the hold', from: ['pending'], to: 'released', by: 'appointment:book' },
    arrive: { title: 'Arrived', from: ['booked'], to: 'arrived', by: 'appointment:check-in' },
    checkIn: {
      title: 'Check in',
      from: ['arrived'],
      to: 'checked-in',
      by: 'appointment:check-in',
    },
    room: { title: 'Into a room', from: ['checked-in'], to: 'roomed', by: 'appointment:room' },
    start: {
      title: 'With provider',
      from: ['checked-in', 'roomed'],
      to: 'with-provider',
      by: 'appointment:room',
    },
    startAtOnce: {
      title: 'With provider',
      from: ['arrived', 'checked-in', 'roomed'],
      to: 'with-provider',
      by: 'appointment:room',
    },
    fulfil: {
      title: 'Check out',
      from: ['checked-in', 'roomed', 'with-provider'],
      to: 'fulfilled',
      by: 'appointment:room',
    },
    conclude: { title: 'Answered', from: ['booked'], to: 'fulfilled', by: 'appointment:room' },
    move: { title: 'Move', from: ['booked'], to: 'booked', by: 'appointment:move' },
    cancel: {
      title: 'Cancel',
      from: ['booked'],
      to: 'cancelled',
      by: 'appointment:cancel',
      records: ['reason'],
      reasons: cancelReasons,
    },
    reinstate: {
      title: 'Undo cancel',
      from: ['cancelled'],
      to: 'booked',
      by: 'appointment:cancel',
    },
    leave: {
      title: 'Left without being seen',
      from: ['arrived', 'checked-in', 'roomed'],
      to: 'left',
      by: 'appointment:check-in',
      records: ['reason'],
      reasons: leaveReasons,
    },
    markNoShow: { title: 'No-show', from: ['booked'], to: 'noshow', by: 'appointment:no-show' },
    reverseNoShow: {
      title: 'Undo no-show',
      from: ['noshow'],
      to: 'booked',
      by: 'appointment:no-show',
    },
    resetToBooked: {
      title: 'Back to booked',
      from: ['arrived', 'checked-in', 'roomed', 'with-provider', 'fulfilled', 'left'],
      to: 'booked',
      by: 'appointment:reset',
      records: ['reason'],
      reasons: resetReasons,
    },
    resetToArrived: {
      title: 'Back to arrived',
      from: ['checked-in', 'roomed', 'with-provider', 'fulfilled', 'left'],
      to: 'arrived',
      by: 'appointment:reset',
      records: ['reason'],
      reasons: resetReasons,
    },
    resetToCheckedIn: {
      title: 'Back to checked in',
      from: ['roomed', 'with-provider', 'fulfilled'],
      to: 'checked-in',
      by: 'appointment:reset',
      records: ['reason'],
      reasons: resetReasons,
    },
    markInError: {
      title: 'Entered in error',
      from: [
        'booked',
        'arrived',
        'checked-in',
        'roomed',
        'with-provider',
        'fulfilled',
        'left',
        'noshow',
      ],
      to: 'entered-in-error',
      by: 'appointment:mark-in-error',
      records: ['reason'],
      reasons: errorReasons,
    },
  },
});
/** Where a visit may stand; of a hold that has ended there is none. */
export type AppointmentStep = Exclude<keyof typeof appointmentWorkflow.states, 'released'>;
export type AppointmentTransition = keyof typeof appointmentWorkflow.transitions;

const ofEVisits: readonly AppointmentTransition[] = [
  'conclude',
  'move',
  'cancel',
  'reinstate',
  'resetToBooked',
  'markInError',
];

/**
 * Nobody comes to an e-visit: it is answered, and has no other steps of a day. Who waits without a time begins in their
 * own way, and was never booked.
 */
export function suitsVisit(
  { modality, takesTime }: { modality: string; takesTime: boolean },
  transition: AppointmentTransition,
): boolean {
  if (modality === 'e-visit') return ofEVisits.includes(transition);
  if (transition === 'conclude') return false;
  return takesTime
    ? transition !== 'startAtOnce'
    : transition !== 'start' && transition !== 'resetToBooked';
}

export const visitStages = ['roomed', 'with-provider', 'left'] as const;
export type VisitStage = (typeof visitStages)[number];

/** FHIR Appointment.status. */
export const appointmentStatuses = [
  /** Held until a moment, and not yet promised to the patient. */
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** Steps whose time is kept, in the order of a visit. */
export const timedSteps = [
  'arrived',
  'checked-in',
  'roomed',
  'with-provider',
  'fulfilled',
  'left',
  'noshow',
  'entered-in-error',
] as const;
export type TimedStep = (typeof timedSteps)[number];

export const occupyingStatuses = ['pending', 'booked', 'arrived', 'checked-in'] as const;

export function occupiesTime(status: AppointmentStatus): boolean {
  return (occupyingStatuses as readonly AppointmentStatus[]).includes(status);
}

/** Where a visit stands in its workflow. */
export function stepOf(visit: {
  status: AppointmentStatus;
  stage: VisitStage | null;
}): AppointmentStep {
  return visit.stage ?? visit.status;
}

/** Every step is either a FHIR status or a stage of one. */
export function statusOf(step: AppointmentStep): {
  status: AppointmentStatus;
  stage: VisitStage | null;
} {
  if (step === 'roomed' || step === 'with-provider') return { status: 'checked-in', stage: step };
  if (step === 'left') return { status: 'cancelled', stage: step };
  return { status: step, stage: null };
}
