// How a visit's step looks and which steps are taken from the panel; a tone only repeats what the word says.
import {
  appointmentWorkflow,
  stepOf,
  type AppointmentStep,
  type AppointmentTransition,
} from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { Tone } from '../ui/status-chip/status-chip';

/** Steps that the panel takes; booking, moving and cancelling have ways of their own. */
export type VisitStep = Exclude<AppointmentTransition, 'release' | 'move' | 'cancel' | 'reinstate'>;

export const stepTone: Readonly<Record<AppointmentStep, Tone>> = {
  pending: 'held',
  booked: 'ok',
  arrived: 'soon',
  'checked-in': 'info',
  roomed: 'info',
  'with-provider': 'held',
  fulfilled: 'neutral',
  cancelled: 'neutral',
  left: 'late',
  noshow: 'late',
  'entered-in-error': 'neutral',
};

const onward: readonly AppointmentTransition[] = [
  'confirm',
  'arrive',
  'checkIn',
  'room',
  'start',
  'startAtOnce',
  'fulfil',
  'conclude',
];
const askedFirst: readonly AppointmentTransition[] = [
  'leave',
  'markNoShow',
  'resetToCheckedIn',
  'resetToArrived',
  'resetToBooked',
  'markInError',
];

/** The steps onward that are open, the next one first. */
/** A hold becomes a booking at any time; the other steps are taken on the day of the visit. */
export function stepsOnward(open: readonly AppointmentTransition[]): VisitStep[] {
  return open.filter((step): step is VisitStep => onward.includes(step));
}

/** The other steps that are open: each asks for something first, but for the no-show that is taken back. */
export function otherSteps(open: readonly AppointmentTransition[]): VisitStep[] {
  return open.filter(
    (step): step is VisitStep => askedFirst.includes(step) || step === 'reverseNoShow',
  );
}

/** What a step asks for in a dialog. */
export function stepAsks(step: VisitStep): 'time' | 'reason' | 'nothing' {
  if (step === 'confirm' || step === 'startAtOnce' || step === 'conclude') return 'nothing';
  if (onward.includes(step)) return 'time';
  return askedFirst.includes(step) ? 'reason' : 'nothing';
}

/** What a card says of a visit that is neither booked nor cancelled, or of which the patient does not know yet. */
export function stepBadge(visit: Appointment): { word: string; tone: Tone } | null {
  const step = stepOf(visit);
  if (step === 'booked' && visit.notTold) return { word: 'Not told', tone: 'soon' };
  if (step === 'booked' || step === 'cancelled') return null;
  const word = step === 'left' ? 'Left' : appointmentWorkflow.states[step].title;
  return { word, tone: stepTone[step] };
}
