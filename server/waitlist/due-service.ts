// What the clock does to offers and openings. Each function takes what no other server works on.
import { closeUndo } from '../calendar/calendar-service.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { isStillFree } from './candidate-queries.ts';
import { endOpening, reopenWhenUnasked } from './ending-service.ts';
import { lockEntry } from './entry-repository.ts';
import { afterQuietHours, expiresAt, isTooLateToOffer } from './leaving-rules.ts';
import { mayBeOffered } from './offer-contact-queries.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { findOffer, lockDueOffers, type OfferRow } from './offer-repository.ts';
import { offerToNext } from './offer-service.ts';
import { lockLapsedOpenings, lockOpening, type OpeningRow } from './opening-repository.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { stepOffer } from './waitlist-steps.ts';

type Signing = Pick<WaitlistSettings, 'secretKey'>;

/** Sent offers whose time is up; the next in line is asked where the clinic wants it. */
export async function expireOffers(ctx: Ctx, signing: Signing): Promise<number> {
  const due = await lockDueOffers(ctx, { status: 'sent', by: 'expires_at' });
  let handled = 0;
  for (const { id, openingId } of due) {
    const { offer, opening } = await readUnderLock(ctx, id, openingId);
    if (offer?.status !== 'sent' || !opening) continue;
    await stepOffer(ctx, offer, 'waitlist.offer-expired');
    await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
    handled += 1;
  }
  return handled;
}

export async function lapseOpenings(ctx: Ctx): Promise<number> {
  const { name, standard } = waitlistRule;
  const lapsed = await lockLapsedOpenings(ctx, { name, minLeadMinutes: standard.minLeadMinutes });
  for (const opening of lapsed)
    await endOpening(ctx, opening, { as: 'lapsed', offers: 'waitlist.offer-unavailable' });
  return lapsed.length;
}

/** Queued offers whose undo window has closed, outside the clinic's quiet hours. */
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
  const { zone } = await getClinic(ctx, opening.clinic_id);
  // The clinic may have changed its quiet hours after the offer was queued.
  if (afterQuietHours(ctx.now, rule, zone) > ctx.now) return false;
  // Closing undo locks the cancelled visit: from here on its time cannot become the patient's again.
  const isCancelled = opening.cause === 'moved' || (await closeUndo(ctx, opening.appointment_id));
  if (!isCancelled || !(await isStillFree(ctx, opening))) {
    const offers = isCancelled ? 'waitlist.offer-unavailable' : 'waitlist.offer-withdrawn';
    await endOpening(ctx, opening, { as: 'withdrawn', offers });
    return true;
  }
  if (!(await mayBeOffered(ctx, offer.clinic_id, offer.patient_id))) {
    await stepOffer(ctx, offer, 'waitlist.offer-withdrawn');
    await reopenWhenUnasked(ctx, opening);
    return true;
  }
  const entry = await lockEntry(ctx, offer.entry_id);
  const expires = expiresAt({
    sentAt: ctx.now,
    offerMinutes: rule.offerMinutes,
    startsAt: opening.starts_at,
    minNoticeHours: entry?.min_notice_hours ?? 0,
  });
  const tooLate = isTooLateToOffer(ctx.now, opening.starts_at, rule.minLeadMinutes);
  if (entry?.status !== 'active' || tooLate || expires <= ctx.now) {
    await stepOffer(ctx, offer, 'waitlist.offer-unavailable');
    await reopenWhenUnasked(ctx, opening);
    return true;
  }
  await stepOffer(ctx, offer, 'waitlist.offer-sent', { sent_at: ctx.now, expires_at: expires });
  return true;
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
