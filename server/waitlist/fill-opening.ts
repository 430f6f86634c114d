// The time becomes the patient's: the visit, the entry, the opening and everybody else's offers in one transaction. The
// time that a later visit gives up becomes the next opening in it.
import type { Appointment } from '#contract/calendar';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { bookAppointment, moveAppointment } from '../calendar/calendar-service.ts';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { endLiveOffers } from './ending-service.ts';
import { lockEntry, type EntryRow } from './entry-repository.ts';
import { endOffer } from './offer-ending.ts';
import type { OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { raiseOpening } from './raise-opening.ts';
import { daysGained } from './ranking-rules.ts';
import { stepEntry, stepOpening } from './waitlist-steps.ts';

export async function fillOpening(
  ctx: Ctx,
  { offer, opening }: { offer: OfferRow; opening: OpeningRow },
): Promise<OpeningRow> {
  // At the desk asking and answering are one.
  const answered = { answered_at: ctx.now, sent_at: offer.sent_at ?? ctx.now };
  const won = await endOffer(ctx, offer, 'waitlist.offer-accepted', answered);
  const entry = await lockEntry(ctx, offer.entry_id);
  if (!won || entry?.status !== 'active')
    throw ruleBroken('wrong-state', 'This patient is not waiting any more.');
  // Two offers of one patient may be accepted at once; the second must see the visit of the first.
  await takeLocks(ctx, { exclusive: [`patient ${entry.patient_id}`] });
  const later = await laterVisit(ctx, entry, opening);
  const visit = await takeTime(ctx, entry, opening, later);
  await stepEntry(ctx, entry, 'waitlist.entry-booked', {
    status: 'booked',
    appointment_id: visit.id,
  });
  const { zone } = await getClinic(ctx, opening.clinic_id);
  const filled = await stepOpening(ctx, opening, 'waitlist.opening-filled', {
    status: 'filled',
    ended_at: ctx.now,
    next_wave_at: null,
    filled_by_appointment_id: visit.id,
    days_gained: daysGained(later?.startsAt ?? null, opening.starts_at, zone),
  });
  await endLiveOffers(ctx, opening.id, 'waitlist.offer-unavailable');
  if (later) await raiseGivenUp(ctx, later, visit);
  return filled;
}

/** The visit that stands until now. One that has become earlier than the opening is not given up for it. */
async function laterVisit(
  ctx: Ctx,
  entry: EntryRow,
  opening: OpeningRow,
): Promise<Appointment | null> {
  const visit =
    entry.appointment_id === null ? null : await findAppointment(ctx, entry.appointment_id);
  if (visit?.status !== 'booked') return null;
  if (visit.startsAt <= opening.starts_at)
    throw ruleBroken('not-earlier', 'The patient has an earlier visit by now.');
  return visit;
}

/** The later visit moves and keeps its identity, so that nobody counts a cancellation; else a visit is booked. */
function takeTime(
  ctx: Ctx,
  entry: EntryRow,
  opening: OpeningRow,
  later: Appointment | null,
): Promise<Appointment> {
  const time = { startsAt: opening.starts_at, providerId: opening.provider_id, overrides: [] };
  if (later)
    return moveAppointment(ctx, { appointmentId: later.id, expectedVersion: null, ...time });
  return bookAppointment(ctx, {
    clinicId: opening.clinic_id,
    patientId: entry.patient_id,
    visitTypeId: entry.visit_type_id,
    ...time,
  });
}

/** Nobody is ranked or asked in this transaction: that follows when the news of the move is read. */
async function raiseGivenUp(ctx: Ctx, before: Appointment, visit: Appointment): Promise<void> {
  const { providerId, startsAt, endsAt } = before;
  const freed = {
    ...{ clinicId: visit.clinicId, visitTypeId: visit.visitTypeId },
    ...{ providerId, startsAt, endsAt },
    cause: 'moved' as const,
    ...{ freedBy: visit.id, version: visit.version, appointmentId: visit.id },
    offersLeaveAt: ctx.now,
  };
  await raiseOpening(ctx, freed, { uncounted: true });
}
