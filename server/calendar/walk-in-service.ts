// The use cases of a patient who comes without a booking: received, given a time, taken at once.
import { stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { getVisitType, nextFreeTimes } from '../availability/availability-queries.ts';
import { getPatientSummary, listPatientSummaries } from '../patients/patients-queries.ts';
import {
  localDateOf,
  minutesBetween,
  normalInstant,
  plusMinutes,
} from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { denyReceiving } from './calendar-policy.ts';
import {
  insertUntimed,
  notHeld,
  notLinked,
  occupyTime,
  updateAppointment,
  type AppointmentRow,
} from './calendar-repository.ts';
import { occupiedSpan, writtenOrNull, type Override } from './calendar-rules.ts';
import { newRow } from './calendar-service.ts';
import { appointmentView } from './calendar-view.ts';
import { endLapsedHolds } from './end-holds.ts';
import { interpretedAtFirst } from './interpreter/follow-visit.ts';
import { reserveUnits } from './judge-authorization.ts';
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
import { notInSeries } from './series/series-rules.ts';
import { chooseForVisit, resourcesInReach, takeForVisit } from './take-resources.ts';
import { takeTime } from './take-time.ts';
import { announce, holds, takeAsKnown, takeForChange } from './visit-change.ts';

interface AddWalkIn {
  clinicId: string;
  patientId: string;
  visitTypeId: string;
  /** `null` = whoever is free first. */
  providerId: string | null;
  reason?: string | undefined;
}

/** Hours and terms are not weighed: they are here, and somebody decides what becomes of it. */
export async function addWalkIn(ctx: Ctx, input: AddWalkIn): Promise<Appointment> {
  const { clinicId, patientId, visitTypeId } = input;
  const refusal = denyReceiving(holds(ctx), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const visitType = await requireBookedHere(ctx, input);
  requireTimed(visitType);
  const patient = (await listPatientSummaries(ctx, [patientId])).get(patientId);
  if (!patient) throw invalidInput('patientId', 'There is no such patient.');
  await requireMayCome(ctx, patientId);
  const providerId = input.providerId ?? (await freeFirst(ctx, input));
  await requireWorksHere(ctx, { clinicId, providerId });
  const startsAt = minuteOf(ctx.now);
  const endsAt = plusMinutes(startsAt, visitType.minutes);
  const place = { clinicId, providerId, patientId, visitTypeId, startsAt, endsAt };
  const { modality } = visitType;
  const here = { status: 'arrived', modality, resource_ids: [] } as const;
  const row: AppointmentRow = {
    ...newRow(ctx, place, modality),
    ...(await interpretedAtFirst(ctx, here, patient)),
    ...{ status: 'arrived', arrived_at: ctx.now, ...notHeld, ...notInSeries, ...notLinked },
    ...{ takes_time: false, walk_in: input.providerId === null ? 'first-free' : 'asked' },
    ...{ resource_ids: [], reason: writtenOrNull(input.reason) },
  };
  await insertUntimed(ctx, 'walked-in', row);
  return announce(ctx, 'walked-in', appointmentView(row, patient), {
    ...{ providerId, patientId, visitTypeId, isFirstFree: input.providerId === null },
  });
}

async function freeFirst(ctx: Ctx, { clinicId, visitTypeId }: AddWalkIn): Promise<string> {
  const search = { clinicId, visitTypeId, providerIds: [], fromAt: ctx.now, days: 14, limit: 1 };
  const [soonest] = await nextFreeTimes(ctx, search);
  if (soonest) return soonest.providerId;
  throw ruleBroken('nobody-free', 'Nobody has a free time for it: choose whom they wait for.');
}

interface Known {
  appointmentId: string;
  expectedVersion: number | null;
}

/** Judged as a booking is, on the day on which they came. */
export async function placeWalkIn(
  ctx: Ctx,
  input: Known & { providerId: string; startsAt: string; overrides: readonly Override[] },
): Promise<Appointment> {
  const { providerId, overrides } = input;
  const row = await takeAsKnown(ctx, input, (visit) => denyReceiving(holds(ctx), visit.clinic_id));
  const { clinic_id: clinicId } = row;
  if (row.walk_in === null || row.takes_time || !waits(row))
    throw ruleBroken('wrong-state', 'The visit does not wait for a time; nothing was changed.');
  const startsAt = normalInstant(input.startsAt);
  requireStart(ctx, startsAt);
  await requireSameDay(ctx, row, startsAt);
  await requireWorksHere(ctx, { clinicId, providerId });
  const visitType = await getVisitType(ctx, row.visit_type_id);
  const endsAt = plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
  const place: Place = { ...placeOf(row), providerId, startsAt, endsAt, visitType };
  const wanted = { place, span: occupiedSpan(place, visitType), visitType };
  const wish = { needs: visitType.needs, preferred: [], isByHand: false };
  const resourceIds = await resourcesInReach(ctx, clinicId, wish);
  await waitForTurn(ctx, [{ providerId, resourceIds, span: wanted.span }]);
  const overridden = await requireRules(ctx, wanted, overrides);
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  const occupant = { ...row, provider_id: providerId, resource_ids };
  const beside = await takeTime(ctx, wanted, overrides, (time) => occupyTime(ctx, occupant, time));
  await takeForVisit(ctx, occupant, wanted);
  const placed = await updateAppointment(ctx, 'timed', row, {
    ...{ provider_id: providerId, resource_ids, takes_time: true },
    ...{ starts_at: startsAt, ends_at: endsAt },
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  const view = appointmentView(placed, patient);
  await reserveUnits(ctx, view, visitType);
  return announce(ctx, 'timed', view, {
    ...{ providerId, startsAt, overrides: [...beside, ...overridden] },
  });
}

function waits(row: AppointmentRow): boolean {
  return ['arrived', 'checked-in', 'roomed'].includes(stepOf(row));
}

async function requireSameDay(ctx: Ctx, row: AppointmentRow, startsAt: string): Promise<void> {
  const { zone } = await getClinic(ctx, row.clinic_id);
  if (localDateOf(startsAt, zone) !== localDateOf(row.starts_at, zone))
    throw ruleBroken('not-on-the-day', 'Who is here is seen today: book another day instead.');
}

/** Nobody else's time is touched: where the provider has one booked, the visit goes without. */
export async function startWalkIn(
  ctx: Ctx,
  input: Known & { providerId?: string | undefined },
): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'startAtOnce');
  const providerId = input.providerId ?? row.provider_id;
  await requireWorksHere(ctx, { clinicId: row.clinic_id, providerId });
  const startsAt = minuteOf(ctx.now);
  const endsAt = plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
  const takesTime = await takeIfFree(
    ctx,
    { ...row, provider_id: providerId },
    { startsAt, endsAt },
  );
  const started = await updateAppointment(ctx, 'started', row, {
    ...{ status: 'checked-in', stage: 'with-provider', provider_id: providerId },
    ...{ starts_at: startsAt, ends_at: endsAt, takes_time: takesTime },
    ...{ checked_in_at: row.checked_in_at ?? ctx.now, seen_at: ctx.now },
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  const detail = { providerId, at: ctx.now, takesTime };
  return announce(ctx, 'started', appointmentView(started, patient), detail);
}

async function takeIfFree(
  ctx: Ctx,
  row: AppointmentRow,
  visit: { startsAt: string; endsAt: string },
): Promise<boolean> {
  const { provider_id: providerId } = row;
  const visitType = await getVisitType(ctx, row.visit_type_id);
  // What comes before a visit has not been kept free for one that begins at once.
  const span = occupiedSpan(visit, { ...visitType, bufferBefore: 0 });
  await waitForTurn(ctx, [{ providerId, span }]);
  await endLapsedHolds(ctx, { providerId });
  const standing = { lane: 0, tolerance: visitType.overbookTolerance, isBeside: false };
  return occupyTime(ctx, row, { span, standing });
}

function minuteOf(instant: string): string {
  return `${instant.slice(0, 16)}:00.000Z`;
}
