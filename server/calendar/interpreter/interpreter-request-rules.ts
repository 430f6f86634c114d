// What becomes of a visit's interpreter when the visit changes: pure.
import type { AppointmentStatus, VisitStage } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { InterpreterMode, InterpreterStatus } from '#contract/interpreter-workflow';

/** How it stands with the interpreter, as it is kept with the visit. */
export interface Interpreted {
  interpreter_status: InterpreterStatus | null;
  interpreter_mode: InterpreterMode | null;
}

export const notInterpreted = {
  interpreter_status: null,
  interpreter_mode: null,
} as const satisfies Interpreted;

export interface InterpretedVisit extends Interpreted {
  status: AppointmentStatus;
  stage: VisitStage | null;
  modality: Appointment['modality'];
  starts_at: string;
  resource_ids: readonly string[];
}

/** The patient is yet to be seen: somebody must be there who interprets. A hold is no promise, an e-visit is written. */
export function isToCome({
  status,
  modality,
}: Pick<InterpretedVisit, 'status' | 'modality'>): boolean {
  return modality !== 'e-visit' && (status === 'booked' || status === 'arrived');
}

/** `ask-need` where it depends on whether the visit needs an interpreter. */
export function stepAfter(
  before: InterpretedVisit,
  after: InterpretedVisit,
): 'moved' | 'visit-off' | 'ask-need' | null {
  const isAsked = !['withdrawn', null].includes(before.interpreter_status);
  if (isOff(after)) return isAsked && !isOff(before) ? 'visit-off' : null;
  if (!isToCome(after)) return null;
  const isMoved = before.starts_at !== after.starts_at;
  const hasOthers = before.resource_ids.join() !== after.resource_ids.join();
  if (isAsked) return isMoved ? 'moved' : hasOthers ? 'ask-need' : null;
  return isMoved || hasOthers || !isToCome(before) ? 'ask-need' : null;
}

export function stepByNeed(
  { interpreter_status: status }: Interpreted,
  isNeeded: boolean,
): 'ask' | 'revive' | 'not-needed' | null {
  if (status === null) return isNeeded ? 'ask' : null;
  if (status === 'withdrawn') return isNeeded ? 'revive' : null;
  return isNeeded ? null : 'not-needed';
}

/** Who has left without being seen had come, and so had the interpreter. */
function isOff({ status, stage }: Pick<InterpretedVisit, 'status' | 'stage'>): boolean {
  return status === 'entered-in-error' || (status === 'cancelled' && stage === null);
}

/** As the patient comes, so the interpreter, unless they agree on something else. */
export function modeFor(modality: Appointment['modality']): InterpreterMode {
  return modality === 'e-visit' ? 'phone' : modality;
}
