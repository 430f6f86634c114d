// The use cases of a recall: put down, booked with a visit, back on the list when that does not come about, dropped.
import { stepOf, type AppointmentStep } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { recallWorkflow, type DropReason, type Recall, type RecallAsker } from '#contract/recalls';
import { closedBecause } from '../../patients/contact-queries.ts';
import { getPatientSummary } from '../../patients/patients-queries.ts';
import { localDateOf } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../../platform/problem.ts';
import { requireTransition } from '../../platform/require-transition.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import { writtenOrNull } from '../calendar-rules.ts';
import { requireBookedHere, requireMayCome, requireWorksHere } from '../place-visit.ts';
import { holds } from '../visit-change.ts';
import { denyRecalling, maySeeRecall } from './recall-policy.ts';
import { announce, takeRecall } from './recall-change.ts';
import {
  insertRecall,
  lockOpenRecallsOf,
  lockRecall,
  lockRecallOfVisit,
  updateRecall,
  type RecallRow,
} from './recall-repository.ts';
import { refuseDueDay } from './recall-rules.ts';

/** When, for what and with whom. */
export interface ComingBack {
  visitTypeId: string;
  /** `null` = with anybody. */
  providerId: string | null;
  dueOn: string;
  note?: string | undefined;
}

export interface AddRecall extends ComingBack {
  clinicId: string;
  patientId: string;
  askedBy?: RecallAsker;
  /** The visit at whose check-out or cancellation it is said. */
  fromAppointmentId?: string;
  /** A visit that has come to nothing: should it stand again, this is answered. */
  appointmentId?: string;
}

export async function addRecall(ctx: Ctx, input: AddRecall): Promise<Recall> {
  const { clinicId, patientId, visitTypeId, providerId, dueOn } = input;
  const refusal = denyRecalling(holds(ctx), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  await getPatientSummary(ctx, patientId);
  await requireMayCome(ctx, patientId);
  await requireBookedHere(ctx, input);
  if (providerId !== null) await requireWorksHere(ctx, { clinicId, providerId });
  const { zone } = await getClinic(ctx, clinicId);
  const refused = refuseDueDay(dueOn, localDateOf(ctx.now, zone));
  if (refused !== null) throw ruleBroken(refused.rule, refused.message);
  const row = await insertRecall(ctx, {
    id: newId(),
    clinic_id: clinicId,
    patient_id: patientId,
    visit_type_id: visitTypeId,
    provider_id: providerId,
    due_on: dueOn,
    note: writtenOrNull(input.note),
    asked_by: input.askedBy ?? (input.fromAppointmentId === undefined ? 'clinic' : 'check-out'),
    claimed_by: null,
    from_appointment_id: input.fromAppointmentId ?? null,
    status: 'open',
    appointment_id: input.appointmentId ?? null,
    dropped_because: null,
  });
  return announce(ctx, 'added', row, { visitTypeId, providerId, dueOn });
}

export async function dropRecall(
  ctx: Ctx,
  input: { recallId: string; expectedVersion: number; reason: DropReason },
): Promise<Recall> {
  const { reason } = input;
  const row = await takeRecall(ctx, input);
  requireStep(ctx, 'drop', row, { reason });
  return drop(ctx, row, reason);
}

/**
 * Books the visit and closes the recall with it, or does neither. Of two who book the same patient at once, the second
 * is told, and the time that they took is free again.
 */
export async function bookForRecall(
  ctx: Ctx,
  recallId: string | undefined,
  book: () => Promise<Appointment>,
): Promise<Appointment> {
  const visit = await book();
  if (recallId === undefined) return visit;
  const row = await lockRecall(ctx, recallId);
  if (!row || !maySeeRecall(holds(ctx), row)) throw notFound('recall');
  if (row.patient_id !== visit.patient.id || row.clinic_id !== visit.clinicId)
    throw invalidInput('recallId', 'The recall is of another patient or clinic.');
  if (row.status !== 'open')
    throw ruleBroken(
      'recall-gone',
      'Somebody has booked or dropped this recall already; nothing was booked.',
    );
  requireStep(ctx, 'book', row);
  await close(ctx, row, visit.id);
  return visit;
}

/** Cancels the visit and puts its patient on the list with it, or does neither. */
export async function cancelForLater(
  ctx: Ctx,
  later: { dueOn: string } | undefined,
  cancel: () => Promise<Appointment>,
): Promise<Appointment> {
  const visit = await cancel();
  // A recall that this visit answered is open again by itself.
  if (later === undefined || (await lockRecallOfVisit(ctx, visit.id))) return visit;
  const { id, clinicId, visitTypeId, providerId, patient } = visit;
  await addRecall(ctx, {
    ...{ clinicId, visitTypeId, providerId, patientId: patient.id, dueOn: later.dueOn },
    ...{ askedBy: 'cancelled-visit', fromAppointmentId: id, appointmentId: id },
  });
  return visit;
}

const cameToNothing: readonly AppointmentStep[] = [
  'cancelled',
  'left',
  'noshow',
  'entered-in-error',
];

/** After a visit was cancelled, missed or struck out, or stands again: as the visit is now, whatever was told first. */
export async function followVisit(ctx: Ctx, visit: Appointment): Promise<void> {
  const row = await lockRecallOfVisit(ctx, visit.id);
  if (!row) return;
  const isOff = cameToNothing.includes(stepOf(visit));
  if (isOff && row.status === 'booked') await reopen(ctx, row);
  if (!isOff && row.status === 'open') {
    requireStep(ctx, 'rebook', row);
    await close(ctx, row, visit.id);
  }
}

/** Nobody waits for who has died. */
export async function dropRecallsOfDeceased(ctx: Ctx, patientId: string): Promise<void> {
  for (const row of await lockOpenRecallsOf(ctx, patientId)) await drop(ctx, row, 'deceased');
}

async function reopen(ctx: Ctx, row: RecallRow): Promise<void> {
  requireStep(ctx, 'reopen', row);
  const reopened = await updateRecall(ctx, 'reopened', row, { status: 'open' });
  await announce(ctx, 'reopened', reopened, { appointmentId: row.appointment_id });
  if ((await closedBecause(ctx, row.patient_id)) === 'deceased')
    await drop(ctx, reopened, 'deceased');
}

async function close(ctx: Ctx, row: RecallRow, appointmentId: string): Promise<void> {
  const booked = await updateRecall(ctx, 'booked', row, {
    status: 'booked',
    claimed_by: null,
    appointment_id: appointmentId,
  });
  await announce(ctx, 'booked', booked, { appointmentId });
}

async function drop(ctx: Ctx, row: RecallRow, reason: DropReason): Promise<Recall> {
  const dropped = await updateRecall(ctx, 'dropped', row, {
    status: 'dropped',
    claimed_by: null,
    dropped_because: reason,
  });
  return announce(ctx, 'dropped', dropped, { reason });
}

function requireStep(
  ctx: Ctx,
  transition: keyof typeof recallWorkflow.transitions,
  row: RecallRow,
  recorded: Readonly<Record<string, unknown>> = {},
): void {
  const item = { status: row.status, clinicId: row.clinic_id };
  requireTransition(ctx, recallWorkflow, transition, item, recorded);
}
