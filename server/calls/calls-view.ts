// Rows → the call as consoles see it; used by HTTP and by changes.
import type { Call } from '#contract/calls';
import type { PatientSummary } from '#contract/patients';
import type { WorkBase } from '../platform/work/queue.ts';
import type { AttemptRow, CallRow } from './calls-repository.ts';

export function callView(
  { id, version, work }: WorkBase,
  row: CallRow,
  patient: PatientSummary,
  attempts: readonly AttemptRow[],
): Call {
  return {
    id,
    version,
    patient,
    kind: row.kind,
    about: row.about,
    appointmentId: row.appointment_id,
    callingSince: row.calling_since,
    attempts: attempts.map((attempt) => ({
      callerId: attempt.caller_id,
      outcome: attempt.outcome,
      reason: attempt.reason,
      note: attempt.note,
      beganAt: attempt.began_at,
      endedAt: attempt.ended_at,
    })),
    work,
  };
}
