// The use cases of a visit's day: the patient comes, is checked in, roomed, seen, leaves, or does not come.
import {
  statusOf,
  stepOf,
  occupiesTime,
  type AppointmentTransition,
  type ErrorReason,
  type LeaveReason,
  type ResetReason,
  type TimedStep,
} from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { dayBounds, localDateOf, localTimeOf, normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { denyReversal } from './calendar-policy.ts';
import {
  freeTime,
  updateAppointment,
  type AppointmentRow,
  type VersionAct,
} from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';
import { noShowRule } from './no-show-rule.ts';
import { requireMayCome } from './place-visit.ts';
import { standBack } from './stand-back.ts';
import { addRecall, type ComingBack } from './recall/recall-service.ts';
import { patientKnows } from './told-rules.ts';
import { announce, holds, takeForChange } from './visit-change.ts';
import {
  isLateEntry,
  lastStepAt,
  noShowFrom,
  notBegun,
  refuseStepTime,
  timesAtReset,
  type StepTimes,
} from './visit-step-rules.ts';

interface Known {
  appointmentId: string;
  /** `null` from code that has read the visit in the same transaction. */
  expectedVersion: number | null;
}

export interface TakeStep extends Known {
  /** The real time of what is written down later; left out = now. */
  at?: string | undefined;
}

const steps = {
  arrive: { to: 'arrived', act: 'arrived', column: 'arrived_at' },
  checkIn: { to: 'checked-in', act: 'checked-in', column: 'checked_in_at' },
  room: { to: 'roomed', act: 'roomed', column: 'roomed_at' },
  start: { to: 'with-provider', act: 'started', column: 'seen_at' },
  fulfil: { to: 'fulfilled', act: 'fulfilled', column: 'closed_at' },
  leave: { to: 'left', act: 'left', column: 'closed_at' },
} as const satisfies Partial<
  Record<AppointmentTransition, { to: TimedStep; act: VersionAct; column: keyof StepTimes }>
>;
type ForwardStep = keyof typeof steps;

/** The patient is here and waits. */
export function arriveAppointment(ctx: Ctx, input: TakeStep): Promise<Appointment> {
  return takeStep(ctx, 'arrive', input);
}

export function checkInAppointment(ctx: Ctx, input: TakeStep): Promise<Appointment> {
  return takeStep(ctx, 'checkIn', input);
}

export function roomAppointment(ctx: Ctx, input: TakeStep): Promise<Appointment> {
  return takeStep(ctx, 'room', input);
}

/** The provider is with the patient. */
export function startAppointment(ctx: Ctx, input: TakeStep): Promise<Appointment> {
  return takeStep(ctx, 'start', input);
}

/** What is left of the time is free at once; that the patient is to come back is put down with it. */
export async function fulfilAppointment(
  ctx: Ctx,
  { back, ...input }: TakeStep & { back?: ComingBack | undefined },
): Promise<Appointment> {
  const visit = await takeStep(ctx, 'fulfil', input);
  if (back) {
    const { id: fromAppointmentId, clinicId, patient } = visit;
    await addRecall(ctx, { ...back, clinicId, patientId: patient.id, fromAppointmentId });
  }
  return visit;
}

/** Neither a cancellation nor a no-show: the patient had come. */
export function leaveAppointment(
  ctx: Ctx,
  input: TakeStep & { reason: LeaveReason },
): Promise<Appointment> {
  return takeStep(ctx, 'leave', input);
}

/** The provider has answered: on whatever day that is. */
export async function concludeAppointment(ctx: Ctx, input: Known): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'conclude');
  const concluded = await updateAppointment(ctx, 'fulfilled', row, {
    ...statusOf('fulfilled'),
    closed_at: ctx.now,
    ...patientKnows,
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'fulfilled', appointmentView(concluded, patient), { at: ctx.now });
}

async function takeStep(
  ctx: Ctx,
  transition: ForwardStep,
  input: TakeStep & { reason?: LeaveReason },
): Promise<Appointment> {
  const { reason = null } = input;
  const row = await takeForChange(ctx, input, transition, { reason });
  const at = await stepTime(ctx, row, input.at);
  const { to, act, column } = steps[transition];
  const next = statusOf(to);
  const enteredLate = isLateEntry(at, ctx.now);
  if (!occupiesTime(next.status)) await freeTime(ctx, row.id);
  const changed = await updateAppointment(ctx, act, row, {
    ...next,
    [column]: at,
    closed_because: reason,
    entered_late: enteredLate ? [...row.entered_late, to] : row.entered_late,
    // Who is here knows.
    ...patientKnows,
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, act, appointmentView(changed, patient), { at, enteredLate, reason });
}

async function stepTime(ctx: Ctx, row: AppointmentRow, given: string | undefined): Promise<string> {
  const at = given === undefined ? ctx.now : normalInstant(given);
  const { zone } = await getClinic(ctx, row.clinic_id);
  const day = {
    startsAt: dayBounds(localDateOf(row.starts_at, zone), zone).startsAt,
    endsAt: dayBounds(localDateOf(row.ends_at, zone), zone).endsAt,
  };
  const refused = refuseStepTime({ at, now: ctx.now, day, last: lastStepAt(row) });
  if (refused !== null) throw ruleBroken(refused.rule, refused.message);
  return at;
}

/** What lies ahead of the time is free; nobody is offered it, because so little of it is left. */
export async function markNoShow(ctx: Ctx, input: Known): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'markNoShow');
  const { value, version } = await ruleInForce(ctx, row.clinic_id, noShowRule);
  const from = noShowFrom(row.starts_at, value.graceMinutes);
  if (ctx.now < from) {
    const { zone } = await getClinic(ctx, row.clinic_id);
    throw ruleBroken(
      'too-early',
      `The patient may still come: a no-show can be marked from ${localTimeOf(from, zone)} on ${localDateOf(from, zone)}. Nothing was changed.`,
    );
  }
  await freeTime(ctx, row.id);
  const marked = await updateAppointment(ctx, 'marked-no-show', row, {
    ...statusOf('noshow'),
    closed_at: ctx.now,
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'marked-no-show', appointmentView(marked, patient), {
    graceMinutes: value.graceMinutes,
    ruleVersion: version,
  });
}

/** The visit is booked again, if its time is still there. */
export async function reverseNoShow(ctx: Ctx, input: Known): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'reverseNoShow');
  const { value, version } = await ruleInForce(ctx, row.clinic_id, noShowRule);
  const refusal = denyReversal(holds(ctx), value.reversedBy, row);
  if (refusal !== null) throw notAllowed(refusal);
  const reversed = await goBack(ctx, 'no-show-reversed', row, 'booked');
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'no-show-reversed', appointmentView(reversed, patient), {
    ruleVersion: version,
  });
}

export interface ResetAppointment extends Known {
  to: 'booked' | 'arrived' | 'checked-in';
  reason: ResetReason;
}

const resets = {
  booked: 'resetToBooked',
  arrived: 'resetToArrived',
  'checked-in': 'resetToCheckedIn',
} as const;

export async function resetAppointment(ctx: Ctx, input: ResetAppointment): Promise<Appointment> {
  const { to, reason } = input;
  const row = await takeForChange(ctx, input, resets[to], { reason });
  const back = await goBack(ctx, 'reset', row, to);
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'reset', appointmentView(back, patient), { from: stepOf(row), to, reason });
}

async function goBack(
  ctx: Ctx,
  act: VersionAct,
  row: AppointmentRow,
  to: ResetAppointment['to'],
): Promise<AppointmentRow> {
  // A visit that stands before its start again is planned anew.
  if (to === 'booked' && row.starts_at > ctx.now) await requireMayCome(ctx, row.patient_id);
  const resource_ids = occupiesTime(row.status)
    ? row.resource_ids
    : await standBack(ctx, row, row.closed_at);
  return updateAppointment(ctx, act, row, {
    resource_ids,
    ...statusOf(to),
    ...timesAtReset(row, to),
    closed_because: null,
  });
}

/** For good, and without a way back: what the visit was stays in its history. */
export async function markAppointmentInError(
  ctx: Ctx,
  input: Known & { reason: ErrorReason },
): Promise<Appointment> {
  const { reason } = input;
  const row = await takeForChange(ctx, input, 'markInError', { reason });
  await freeTime(ctx, row.id);
  const struck = await updateAppointment(ctx, 'marked-in-error', row, {
    ...notBegun,
    ...statusOf('entered-in-error'),
    closed_at: ctx.now,
    closed_because: reason,
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  const detail = { from: stepOf(row), reason };
  return announce(ctx, 'marked-in-error', appointmentView(struck, patient), detail);
}
