// What every change of a visit begins and ends with: taking the row, and saying what has become of it.
import { appointmentWorkflow, stepOf, suitsVisit } from '#contract/appointment-workflow';
import type { Appointment, CalendarChange } from '#contract/calendar';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import {
  conflict,
  notAllowed,
  notFound,
  ruleBroken,
  type ProblemError,
} from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { denyTransition, maySee, type Holds } from './calendar-policy.ts';
import { findForUpdate, type AppointmentRow } from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';

type Transition = keyof typeof appointmentWorkflow.transitions;

interface Known {
  appointmentId: string;
  /** `null` from code that has read the visit in the same transaction. */
  expectedVersion: number | null;
}

/** Locks the visit and answers for it: seen, allowed, as the caller knows it. */
export async function takeAsKnown(
  ctx: Ctx,
  wanted: Known,
  deny: (row: AppointmentRow) => string | null,
): Promise<AppointmentRow> {
  const row = await findForUpdate(ctx, wanted.appointmentId);
  if (!row || !maySee(holds(ctx), row)) throw notFound('visit');
  const refusal = deny(row);
  if (refusal !== null) throw notAllowed(refusal);
  if (wanted.expectedVersion !== null && wanted.expectedVersion !== row.version)
    throw conflict(appointmentView(row, await getPatientSummary(ctx, row.patient_id)));
  return row;
}

/** The same, and in the right state for a step. */
export async function takeForChange(
  ctx: Ctx,
  wanted: Known,
  transition: Transition,
  recorded: Readonly<Record<string, unknown>> = {},
): Promise<AppointmentRow> {
  // The state comes last: who acts on a stale picture is shown what the other person did.
  const row = await takeAsKnown(ctx, wanted, (visit) =>
    denyTransition(holds(ctx), transition, visit),
  );
  requireTransition(
    ctx,
    appointmentWorkflow,
    transition,
    { status: stepOf(row), clinicId: row.clinic_id },
    recorded,
  );
  if (!suitsVisit({ modality: row.modality, takesTime: row.takes_time }, transition))
    throw unsuited(row, appointmentWorkflow.transitions[transition]);
  return row;
}

function unsuited(
  { modality, takes_time }: AppointmentRow,
  { title }: { title: string },
): ProblemError {
  const what =
    modality === 'e-visit'
      ? 'an e-visit: nobody comes to it'
      : takes_time
        ? 'a visit with a time'
        : 'a visit without a time';
  return ruleBroken(
    'wrong-state',
    `“${title}” is not possible: it is ${what}. Nothing was changed.`,
  );
}

const acts = {
  held: 'appointment.hold',
  released: 'appointment.release',
  booked: 'appointment.book',
  imported: 'appointment.import',
  'walked-in': 'appointment.walk-in',
  timed: 'appointment.give-time',
  moved: 'appointment.move',
  'moved-back': 'appointment.move-back',
  resized: 'appointment.resize',
  described: 'appointment.describe',
  told: 'appointment.confirm-told',
  'told-late': 'appointment.tell-late',
  confirmed: 'appointment.confirm',
  assigned: 'appointment.assign-resources',
  'interpreter-confirmed': 'appointment.confirm-interpreter',
  'interpreter-declined': 'appointment.decline-interpreter',
  'interpreter-asked': 'appointment.ask-interpreter-again',
  cancelled: 'appointment.cancel',
  reinstated: 'appointment.reinstate',
  'undo-closed': 'appointment.close-undo',
  arrived: 'appointment.arrive',
  'checked-in': 'appointment.check-in',
  roomed: 'appointment.room',
  started: 'appointment.start',
  fulfilled: 'appointment.fulfil',
  left: 'appointment.leave',
  'marked-no-show': 'appointment.mark-no-show',
  'no-show-reversed': 'appointment.reverse-no-show',
  reset: 'appointment.reset',
  'marked-in-error': 'appointment.mark-in-error',
} as const;

/** Says it to every console, and to the audit log in ids and codes only. */
export function announce(
  ctx: Ctx,
  what: keyof typeof acts,
  view: Appointment,
  detail: Record<string, unknown>,
): Appointment {
  const type: CalendarChange['type'] = `calendar.appointment-${what}`;
  const { id: entityId, clinicId, version } = view;
  recordAudit(ctx, { act: acts[what], clinicId, entityId, detail });
  recordChange(ctx, { type, clinicId, entityId, version, payload: view });
  return view;
}

export function holds(ctx: Ctx): Holds {
  return (permission, clinicId) => mayAct(ctx, permission, clinicId);
}
