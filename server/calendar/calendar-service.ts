// The use cases of a visit: book, move, cancel, undo the cancellation, close the undo.
import { stepOf, type CancelReason } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { getVisitType } from '../availability/availability-queries.ts';
import { listPatientSummaries, getPatientSummary } from '../patients/patients-queries.ts';
import {
  normalInstant,
  plusMinutes,
  plusSeconds,
  minutesBetween,
} from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { denyBooking } from './calendar-policy.ts';
import {
  findForUpdate,
  freeResources,
  freeTime,
  insertAppointment,
  moveOccupiedTime,
  notCancelled,
  notDescribed,
  notHeld,
  notLinked,
  notConfirmed,
  notToldLate,
  updateAppointment,
  type AppointmentRow,
} from './calendar-repository.ts';
import {
  canStillUndo,
  hasStarted,
  isLate,
  occupiedSpan,
  writtenOrNull,
  type OccupiedSpan,
  type Override,
} from './calendar-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { cancellationRule } from './cancellation-rule.ts';
import { reserveUnits } from './judge-authorization.ts';
import { requireBooksType } from './judge-terms.ts';
import { interpretedAtFirst } from './interpreter/follow-visit.ts';
import type { Interpreted } from './interpreter/interpreter-request-rules.ts';
import { isTimeFree } from './occupied-queries.ts';
import {
  placeOf,
  requireBookedHere,
  requireMayCome,
  requireRules,
  requireStart,
  requireTimed,
  requireWorksHere,
  waitForTurn,
  type Place,
} from './place-visit.ts';
import { standBack } from './stand-back.ts';
import { chooseForVisit, resourcesInReach, takeForVisit } from './take-resources.ts';
import { takeTime } from './take-time.ts';
import { knowsAfterCancel, knowsAfterMove, patientKnows, type Telling } from './told-rules.ts';
import { bookForRecall } from './recall/recall-service.ts';
import { notInSeries, type InSeries } from './series/series-rules.ts';
import { announce, holds, takeForChange } from './visit-change.ts';
import { callNumberOf, newVideoRoom } from './visit-reach.ts';
import { notBegun } from './visit-step-rules.ts';

export interface BookAppointment {
  clinicId: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  startsAt: string;
  /** Rooms, devices and interpreters chosen by hand. */
  resourceIds?: readonly string[] | undefined;
  /** What the visit is for; empty or left out = not said. */
  reason?: string | undefined;
  /** As typed, of a phone visit; empty or left out = the one on the chart. */
  callNumber?: string | undefined;
  overrides: readonly Override[];
}

export function bookAppointment(
  ctx: Ctx,
  input: BookAppointment & {
    /** Closed by this visit. */
    recallId?: string | undefined;
  },
): Promise<Appointment> {
  const columns = { status: 'booked', ...notHeld } as const;
  return bookForRecall(ctx, input.recallId, () =>
    placeNewVisit(ctx, input, { act: 'booked', columns }),
  );
}

/** A visit that was not there before, held or booked. */
export async function placeNewVisit(
  ctx: Ctx,
  input: BookAppointment,
  as: {
    act: 'held' | 'booked';
    columns: Pick<AppointmentRow, 'status' | 'hold_until' | 'held_by'>;
    series?: InSeries;
    /** Of the visits that are booked with it. */
    linkId?: string;
  },
): Promise<Appointment> {
  const refusal = denyBooking(holds(ctx), input.clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const startsAt = normalInstant(input.startsAt);
  requireStart(ctx, startsAt);
  const visitType = await requireBookedHere(ctx, input);
  requireTimed(visitType);
  requireBooksType(ctx, input.clinicId, visitType);
  await requireWorksHere(ctx, input);
  const patient = (await listPatientSummaries(ctx, [input.patientId])).get(input.patientId);
  if (!patient) throw invalidInput('patientId', 'There is no such patient.');
  await requireMayCome(ctx, input.patientId);

  const { clinicId, providerId, patientId, visitTypeId, overrides } = input;
  const endsAt = plusMinutes(startsAt, visitType.minutes);
  const visit = { clinicId, providerId, patientId, visitTypeId, startsAt, endsAt };
  const place: Place = {
    ...visit,
    visitType,
    isOneOfMany: as.series !== undefined || as.linkId !== undefined,
  };
  const span = occupiedSpan(place, visitType);
  const byHand = input.resourceIds ?? [];
  const wish = { needs: visitType.needs, preferred: byHand, isByHand: byHand.length > 0 };
  const resourceIds = await resourcesInReach(ctx, clinicId, wish);
  await waitForTurn(ctx, [{ providerId, resourceIds, span }]);
  const wanted = { place, span, visitType };
  const overridden = await requireRules(ctx, wanted, overrides);
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  const { modality } = visitType;
  const planned = { status: as.columns.status, modality, resource_ids };
  const row = {
    ...newRow(ctx, place, modality),
    ...as.columns,
    ...(await interpretedAtFirst(ctx, planned, patient)),
    ...(as.series ?? notInSeries),
    link_id: as.linkId ?? notLinked.link_id,
    reason: writtenOrNull(input.reason),
    call_number: callNumberOf(modality, input.callNumber),
    resource_ids,
  };
  const beside = await takeTime(ctx, wanted, overrides, (time) =>
    insertAppointment(ctx, as.act, row, time),
  );
  await takeForVisit(ctx, row, wanted);
  const view = appointmentView(row, patient);
  await reserveUnits(ctx, view, visitType);
  return announce(ctx, as.act, view, {
    providerId,
    patientId,
    visitTypeId,
    startsAt,
    overrides: [...beside, ...overridden],
  });
}

export function newRow(
  ctx: Ctx,
  place: Place,
  modality: Appointment['modality'],
): Omit<
  AppointmentRow,
  | 'status'
  | 'hold_until'
  | 'held_by'
  | 'resource_ids'
  | 'link_id'
  | keyof InSeries
  | keyof Interpreted
> {
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: place.clinicId,
    provider_id: place.providerId,
    patient_id: place.patientId,
    visit_type_id: place.visitTypeId,
    modality,
    ...notDescribed,
    video_room: newVideoRoom(modality),
    starts_at: place.startsAt,
    ends_at: place.endsAt,
    takes_time: true,
    walk_in: null,
    ...notToldLate,
    ...notConfirmed,
    ...notCancelled,
    ...patientKnows,
    ...notBegun,
    created_at: ctx.now,
    version: 1,
  };
}

export interface MoveAppointment {
  appointmentId: string;
  /** `null` from code that has read the visit in the same transaction. */
  expectedVersion: number | null;
  startsAt: string;
  /** Left out = the same provider. */
  providerId?: string | undefined;
  overrides: readonly Override[];
  /** Left out = it is moved with the patient. */
  telling?: Telling | undefined;
}

/** The visit keeps its identity and its length, and frees its old time in the same step. */
export async function moveAppointment(ctx: Ctx, input: MoveAppointment): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'move');
  requireTimed(row);
  const { clinic_id: clinicId, visit_type_id: visitTypeId, patient_id: patientId } = row;
  const startsAt = normalInstant(input.startsAt);
  const providerId = input.providerId ?? row.provider_id;
  const patient = await getPatientSummary(ctx, patientId);
  if (startsAt === row.starts_at && providerId === row.provider_id)
    return appointmentView(row, patient);
  requireStart(ctx, startsAt);
  await requireMayCome(ctx, patientId);
  await requireWorksHere(ctx, { clinicId, providerId });

  const endsAt = plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
  const visitType = await getVisitType(ctx, visitTypeId);
  const place: Place = { ...placeOf(row), providerId, startsAt, endsAt, visitType };
  const [from, to] = [
    { providerId: row.provider_id, span: occupiedSpan(placeOf(row), visitType) },
    { providerId, span: occupiedSpan(place, visitType) },
  ];
  const wish = { needs: visitType.needs, preferred: row.resource_ids, isByHand: false };
  const resourceIds = await resourcesInReach(ctx, clinicId, wish);
  await waitForTurn(ctx, [from, { ...to, resourceIds }]);
  const wanted = { place, span: to.span, visitType };
  const overridden = await requireRules(ctx, wanted, input.overrides);
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  const beside = await takeTime(ctx, wanted, input.overrides, (time) =>
    moveOccupiedTime(ctx, row, { providerId, ...time }),
  );
  if (row.resource_ids.length > 0) await freeResources(ctx, row.id);
  await takeForVisit(ctx, { ...row, resource_ids }, wanted);
  const moved = await updateAppointment(ctx, 'moved', row, {
    provider_id: providerId,
    resource_ids,
    starts_at: startsAt,
    ends_at: endsAt,
    ...knowsAfterMove(
      row,
      { providerId, startsAt },
      { telling: input.telling ?? 'with-patient', now: ctx.now },
    ),
  });
  const view = appointmentView(moved, patient);
  await reserveUnits(ctx, view, visitType);
  return announce(ctx, 'moved', view, {
    from: { providerId: row.provider_id, startsAt: row.starts_at },
    to: { providerId, startsAt },
    overrides: [...beside, ...overridden],
  });
}

export interface CancelAppointment {
  appointmentId: string;
  expectedVersion: number | null;
  reason: CancelReason;
  note?: string | undefined;
  /** Left out = the patient knows, or somebody tells them by hand. */
  telling?: Telling;
}

/** The time is free at once; offers for it wait until the cancellation can no longer be undone. */
export async function cancelAppointment(ctx: Ctx, input: CancelAppointment): Promise<Appointment> {
  const { reason, note, telling = 'with-patient' } = input;
  const row = await takeForChange(ctx, input, 'cancel', { reason });
  if (hasStarted(row.starts_at, ctx.now))
    throw ruleBroken('already-started', 'The visit has started; it was not cancelled.');
  const rule = await ruleInForce(ctx, row.clinic_id, cancellationRule);
  // Nobody is held to notice who has died.
  const late = reason !== 'pat-dec' && isLate(row.starts_at, ctx.now, rule.value.lateMinutes);
  await freeTime(ctx, row.id);
  const cancelled = await updateAppointment(ctx, 'cancelled', row, {
    status: 'cancelled',
    cancel_reason: reason,
    cancel_note: writtenOrNull(note),
    cancelled_at: ctx.now,
    cancel_late: late,
    undo_until: plusSeconds(ctx.now, rule.value.undoSeconds),
    ...knowsAfterCancel(row, { telling, reason, now: ctx.now }),
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'cancelled', appointmentView(cancelled, patient), {
    reason,
    late,
    ruleVersion: rule.version,
  });
}

/** Undoes a cancellation while its time is still there and no offer for it has left. */
export async function reinstateAppointment(
  ctx: Ctx,
  input: { appointmentId: string; expectedVersion: number | null },
): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'reinstate');
  if (row.undo_closed_at !== null) {
    const isFree = await isTimeFree(ctx, {
      providerId: row.provider_id,
      ...(await spanOf(ctx, row)),
    });
    const what = isFree ? 'has been offered to' : 'is booked for';
    throw ruleBroken('offer-left', `The time ${what} somebody else: book another.`);
  }
  if (!canStillUndo(row.undo_until, ctx.now))
    throw ruleBroken('undo-too-late', 'It is too late to undo the cancellation: book it anew.');
  await requireMayCome(ctx, row.patient_id);
  const resource_ids = await standBack(ctx, row, row.cancelled_at);
  const reinstated = await updateAppointment(ctx, 'reinstated', row, {
    status: 'booked',
    resource_ids,
    ...notCancelled,
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'reinstated', appointmentView(reinstated, patient), {});
}

async function spanOf(ctx: Ctx, row: AppointmentRow): Promise<OccupiedSpan> {
  return occupiedSpan(placeOf(row), await getVisitType(ctx, row.visit_type_id));
}

/**
 * Called in the transaction in which an offer for the freed time leaves. Once is enough: later calls change nothing.
 * False when the visit stands again, so that no offer may leave.
 */
export async function closeUndo(ctx: Ctx, appointmentId: string): Promise<boolean> {
  const row = await findForUpdate(ctx, appointmentId);
  if (!row || stepOf(row) !== 'cancelled') return false;
  if (row.undo_closed_at !== null) return true;
  const closed = await updateAppointment(ctx, 'undo-closed', row, { undo_closed_at: ctx.now });
  const patient = await getPatientSummary(ctx, row.patient_id);
  announce(ctx, 'undo-closed', appointmentView(closed, patient), {});
  return true;
}
