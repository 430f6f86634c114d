// What the clock does to offers and openings. Each function takes what no other server works on.
import { termsFor } from '#contract/waitlist-policy';
import { closeUndo } from '../calendar/calendar-service.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { areMessagesStopped } from '../outreach/outreach-queries.ts';
import { askPatient } from './ask-patient.ts';
import { isStillFree } from './candidate-queries.ts';
import { endOpening, reopenWhenUnasked } from './ending-service.ts';
import { lockEntry } from './entry-repository.ts';
import { expiresAt } from './leaving-rules.ts';
import { mayBeAsked } from './offer-contact-queries.ts';
import { endOffer } from './offer-ending.ts';
import { findOffer, lockDueOffers, type OfferRow } from './offer-repository.ts';
import {
  lockDueWaves,
  lockLapsedOpenings,
  lockOpening,
  type OpeningRow,
} from './opening-repository.ts';
import type { Signing } from './queue-offer.ts';
import { afterAllQuiet, quietTimesOf } from './quiet-queries.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { stepOffer } from './waitlist-steps.ts';
import { offerToNext } from './wave-service.ts';

/** Sent offers whose time is up; the next wave is asked where the clinic wants it. */
export async function expireOffers(ctx: Ctx, signing: Signing): Promise<number> {
  const due = await lockDueOffers(ctx, { status: 'sent', by: 'expires_at' });
  let handled = 0;
  for (const { id, openingId } of due) {
    const { offer, opening } = await readUnderLock(ctx, id, openingId);
    if (offer?.status !== 'sent' || !opening) continue;
    await endOffer(ctx, offer, 'waitlist.offer-expired');
    await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
    handled += 1;
  }
  return handled;
}

/** Openings whose next wave is due though somebody may still be thinking, and those that nobody fitted before. */
export async function askDueWaves(ctx: Ctx, signing: Signing): Promise<number> {
  const due = await lockDueWaves(ctx);
  for (const opening of due) await offerToNext(ctx, opening, signing);
  return due.length;
}

export async function lapseOpenings(ctx: Ctx): Promise<number> {
  const { name, standard } = waitlistRule;
  const lapsed = await lockLapsedOpenings(ctx, { name, stopMinutes: standard.stopMinutes });
  for (const opening of lapsed)
    await endOpening(ctx, opening, { as: 'lapsed', offers: 'waitlist.offer-unavailable' });
  return lapsed.length;
}

/** Queued offers whose undo window has closed, outside the quiet hours where the patient is. */
export async function sendOffers(ctx: Ctx): Promise<number> {
  const due = await lockDueOffers(ctx, { status: 'queued', by: 'leaves_at' });
  let handled = 0;
  for (const { id, openingId } of due) {
    const { offer, opening } = await readUnderLock(ctx, id, openingId);
    if (offer?.status !== 'queued' || !opening) continue;
    if (await sendOffer(ctx, offer, opening)) handled += 1;
  }
  return handled;
}

async function sendOffer(ctx: Ctx, offer: OfferRow, opening: OpeningRow): Promise<boolean> {
  const { value: rule } = await ruleInForce(ctx, opening.clinic_id, waitlistRule);
  // The clinic may have changed its quiet hours after the offer was queued.
  if (await isQuietFor(ctx, offer)) return false;
  if (offer.way === 'message' && (await areMessagesStopped(ctx, offer.clinic_id))) return false;
  // Closing undo locks the cancelled visit: from here on its time cannot become the patient's again.
  const isCancelled =
    opening.cause !== 'cancelled' ||
    opening.appointment_id === null ||
    (await closeUndo(ctx, opening.appointment_id));
  if (!isCancelled || !(await isStillFree(ctx, opening))) {
    const offers = isCancelled ? 'waitlist.offer-unavailable' : 'waitlist.offer-withdrawn';
    await endOpening(ctx, opening, { as: 'withdrawn', offers });
    return true;
  }
  const way = offer.way === 'message' ? 'message' : 'call';
  if (!(await mayBeAsked(ctx, { clinicId: offer.clinic_id, patientId: offer.patient_id, way }))) {
    await endOffer(ctx, offer, 'waitlist.offer-withdrawn');
    await reopenWhenUnasked(ctx, opening);
    return true;
  }
  const entry = await lockEntry(ctx, offer.entry_id);
  const { offerMinutes, stopMinutes } = termsFor(rule, opening.visit_type_id);
  const expires = expiresAt({
    sentAt: ctx.now,
    offerMinutes,
    stopMinutes,
    startsAt: opening.starts_at,
    minNoticeHours: entry?.min_notice_hours ?? 0,
  });
  if (entry?.status !== 'active' || expires <= ctx.now) {
    await endOffer(ctx, offer, 'waitlist.offer-unavailable');
    await reopenWhenUnasked(ctx, opening);
    return true;
  }
  const asked = await askPatient(ctx, { offer, opening, entry, expires });
  if (!asked) {
    await endOffer(ctx, offer, 'waitlist.offer-withdrawn');
    await reopenWhenUnasked(ctx, opening);
    return true;
  }
  const sent = { ...asked, sent_at: ctx.now, expires_at: expires };
  await stepOffer(ctx, offer, 'waitlist.offer-sent', sent);
  return true;
}

async function isQuietFor(
  ctx: Ctx,
  { clinic_id: clinicId, patient_id: patientId }: OfferRow,
): Promise<boolean> {
  const times = await quietTimesOf(ctx, clinicId, [patientId]);
  return afterAllQuiet(ctx.now, times, patientId) > ctx.now;
}

/** The opening is locked already; both rows as they stand since then. */
async function readUnderLock(
  ctx: Ctx,
  offerId: string,
  openingId: string,
): Promise<{ offer: OfferRow | undefined; opening: OpeningRow | undefined }> {
  const opening = await lockOpening(ctx, openingId);
  return { opening, offer: await findOffer(ctx, offerId) };
}
