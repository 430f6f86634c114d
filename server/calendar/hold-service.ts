// The use cases of a hold: a time is held while a visit is being booked, then confirmed or let go.
import type { Appointment } from '#contract/calendar';
import { localTimeOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { notHeld, updateAppointment } from './calendar-repository.ts';
import { occupiedSpan, writtenOrNull, type Override } from './calendar-rules.ts';
import { placeNewVisit, type BookAppointment } from './calendar-service.ts';
import { appointmentView } from './calendar-view.ts';
import { endHold } from './end-holds.ts';
import { holdRule } from './hold-rule.ts';
import { reserveUnits } from './judge-authorization.ts';
import { requireBooksType } from './judge-terms.ts';
import {
  placeOf,
  requireBookedHere,
  requireMayCome,
  requireRules,
  requireStart,
  requireWorksHere,
  waitForTurn,
} from './place-visit.ts';
import { bookForRecall } from './recall/recall-service.ts';
import { announce, takeForChange } from './visit-change.ts';
import { callNumberOf } from './visit-reach.ts';

/** The time is nobody else's until then; the patient has not been promised it. */
export async function holdAppointment(ctx: Ctx, input: BookAppointment): Promise<Appointment> {
  const { value } = await ruleInForce(ctx, input.clinicId, holdRule);
  return placeNewVisit(ctx, input, {
    act: 'held',
    columns: {
      status: 'pending',
      hold_until: plusMinutes(ctx.now, value.minutes),
      held_by: ctx.actorId,
    },
  });
}

interface Known {
  appointmentId: string;
  expectedVersion: number | null;
}

interface ConfirmAppointment extends Known {
  reason?: string | undefined;
  callNumber?: string | undefined;
  overrides: readonly Override[];
}

export function confirmAppointment(
  ctx: Ctx,
  input: ConfirmAppointment & { recallId?: string | undefined },
): Promise<Appointment> {
  return bookForRecall(ctx, input.recallId, () => confirmHeld(ctx, input));
}

/** Judged as if it were booked now: what was possible when the hold began may no longer be. */
async function confirmHeld(ctx: Ctx, input: ConfirmAppointment): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'confirm');
  if (row.hold_until !== null && row.hold_until <= ctx.now) {
    const { zone } = await getClinic(ctx, row.clinic_id);
    throw ruleBroken(
      'hold-ended',
      `The hold ended at ${localTimeOf(row.hold_until, zone)}; hold the time again. Nothing was booked.`,
    );
  }
  const place = placeOf(row);
  requireStart(ctx, row.starts_at);
  const visitType = await requireBookedHere(ctx, place);
  requireBooksType(ctx, place.clinicId, visitType);
  await requireWorksHere(ctx, place);
  await requireMayCome(ctx, row.patient_id);
  const span = occupiedSpan(place, visitType);
  await waitForTurn(ctx, [{ providerId: row.provider_id, span }]);
  const overridden = await requireRules(ctx, { place, span, visitType }, input.overrides);
  const booked = await updateAppointment(ctx, 'booked', row, {
    status: 'booked',
    ...notHeld,
    reason: writtenOrNull(input.reason),
    call_number: callNumberOf(row.modality, input.callNumber),
  });
  const { providerId, patientId, visitTypeId, startsAt } = place;
  const view = appointmentView(booked, await getPatientSummary(ctx, row.patient_id));
  await reserveUnits(ctx, view, visitType);
  return announce(ctx, 'booked', view, {
    providerId,
    patientId,
    visitTypeId,
    startsAt,
    overrides: overridden,
  });
}

export async function releaseAppointment(ctx: Ctx, input: Known): Promise<{ id: string }> {
  const row = await takeForChange(ctx, input, 'release');
  await endHold(ctx, row, 'let-go');
  return { id: row.id };
}
