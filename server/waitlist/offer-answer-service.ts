// What the patient answers. The opening's lock decides who is first; everybody else keeps what they had.
import type { Appointment } from '#contract/calendar';
import type { OfferStatus } from '#contract/waitlist-workflows';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { bookAppointment, moveAppointment } from '../calendar/calendar-service.ts';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { notFound, ProblemError, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { endLiveOffers, endOpening, reopenWhenUnasked } from './ending-service.ts';
import { lockEntry, type EntryRow } from './entry-repository.ts';
import { inSavepoint } from './in-savepoint.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { findOffer, type OfferRow } from './offer-repository.ts';
import { offerToNext } from './offer-service.ts';
import { lockOpening, type OpeningRow } from './opening-repository.ts';
import { daysGained } from './ranking-rules.ts';
import { standingOf } from './standing-rules.ts';
import { stepEntry, stepOffer, stepOpening } from './waitlist-steps.ts';

type Signing = Pick<WaitlistSettings, 'secretKey'>;

interface HeldOffer {
  offer: OfferRow;
  opening: OpeningRow;
}

/** First accept wins. Repeating it changes nothing; answers how the offer stands. */
export async function acceptOffer(
  ctx: Ctx,
  offerId: string,
  signing: Signing,
): Promise<OfferStatus> {
  const held = await holdOffer(ctx, offerId);
  const standing = standingOf(held.offer, ctx.now);
  if (standing !== 'sent') return standing;
  try {
    await inSavepoint(ctx, (inner) => fillOpening(inner, held));
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Without a room for this visit type the time is still the provider's, and may suit another.
    const timeHasGone = error.code === 'slot-taken' && error.details.rule !== 'resource-taken';
    await missOpening(ctx, held, { timeHasGone }, signing);
    return 'unavailable';
  }
}

export async function declineOffer(
  ctx: Ctx,
  offerId: string,
  signing: Signing,
): Promise<OfferStatus> {
  const { offer, opening } = await holdOffer(ctx, offerId);
  const standing = standingOf(offer, ctx.now);
  if (standing !== 'sent') return standing;
  await stepOffer(ctx, offer, 'waitlist.offer-declined', { answered_at: ctx.now });
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
  return 'declined';
}

async function holdOffer(ctx: Ctx, offerId: string): Promise<HeldOffer> {
  if (ctx.scope.kind === 'patient' && ctx.scope.offerId !== offerId) throw notFound('offer');
  const found = await findOffer(ctx, offerId);
  const opening = found && (await lockOpening(ctx, found.opening_id));
  // Read again: what it was before the lock may be somebody's success by now.
  const offer = opening && (await findOffer(ctx, offerId));
  if (!offer) throw notFound('offer');
  return { offer, opening };
}

async function fillOpening(ctx: Ctx, { offer, opening }: HeldOffer): Promise<void> {
  const won = await stepOffer(ctx, offer, 'waitlist.offer-accepted', { answered_at: ctx.now });
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
  await stepOpening(ctx, opening, 'waitlist.opening-filled', {
    status: 'filled',
    ended_at: ctx.now,
    filled_by_appointment_id: visit.id,
    days_gained: daysGained(later?.startsAt ?? null, opening.starts_at, zone),
  });
  await endLiveOffers(ctx, opening.id, 'waitlist.offer-unavailable');
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

async function missOpening(
  ctx: Ctx,
  { offer, opening }: HeldOffer,
  { timeHasGone }: { timeHasGone: boolean },
  signing: Signing,
): Promise<void> {
  await stepOffer(ctx, offer, 'waitlist.offer-unavailable', { answered_at: ctx.now });
  if (timeHasGone) {
    await endOpening(ctx, opening, { as: 'withdrawn', offers: 'waitlist.offer-unavailable' });
    return;
  }
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
}
