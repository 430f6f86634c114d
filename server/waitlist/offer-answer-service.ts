// What the patient answers: from the link, or to whoever called. The opening's lock decides who is first; everybody else
// keeps what they had.
import { offerWorkflow, type OfferStatus } from '#contract/waitlist-workflows';
import type { Offer, Opening } from '#contract/waitlist-opening';
import { termsFor } from '#contract/waitlist-policy';
import { markReached } from '../calls/calls-service.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound, ProblemError, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { askByPhone } from './ask-patient.ts';
import { isStillFree } from './candidate-queries.ts';
import { endLiveOffers, endOpening, reopenWhenUnasked } from './ending-service.ts';
import { fillOpening } from './fill-opening.ts';
import { lockEntry } from './entry-repository.ts';
import { inSavepoint } from '../platform/db/in-savepoint.ts';
import { endOffer } from './offer-ending.ts';
import { findOffer, type OfferRow } from './offer-repository.ts';
import { lockOpening, type OpeningRow } from './opening-repository.ts';
import type { Signing } from './queue-offer.ts';
import { requireStep } from './require-step.ts';
import { standingOf } from './standing-rules.ts';
import { offerViews, requireReadable } from './waitlist-queries.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { stepOffer } from './waitlist-steps.ts';
import { openingView } from './waitlist-view.ts';
import { offerToNext } from './wave-service.ts';

export interface HeldOffer {
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
  const { value: rule } = await ruleInForce(ctx, held.opening.clinic_id, waitlistRule);
  if (termsFor(rule, held.opening.visit_type_id).booking === 'needs-staff')
    return wantOpening(ctx, held, signing);
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
  if (standing !== 'sent' && standing !== 'wanted') return standing;
  await turnDown(ctx, { offer, opening }, signing);
  return 'declined';
}

/** For a patient on the phone, or in confirmation of what they want; a refusal changes nothing. */
export async function answerOffer(
  ctx: Ctx,
  input: { offerId: string; expectedVersion: number; answer: 'accept' | 'decline' },
  signing: Signing,
): Promise<{ opening: Opening; offer: Offer }> {
  requireReadable(ctx, await findOffer(ctx, input.offerId), 'offer');
  const { offer, opening } = await holdOffer(ctx, input.offerId);
  const step = input.answer === 'accept' ? 'book' : 'decline-for';
  requireStep(ctx, offerWorkflow, step, offer, input.expectedVersion, await viewOf(ctx, offer));
  if (standingOf(offer, ctx.now) === 'expired')
    throw ruleBroken('wrong-state', 'The time for an answer is over; nothing was changed.');
  if (offer.call_id)
    await markReached(ctx, offer.call_id, input.answer === 'accept' ? 'booked' : 'declined');
  if (input.answer === 'accept') await fillOpening(ctx, { offer, opening });
  else await turnDown(ctx, { offer, opening }, signing);
  const after = await holdOffer(ctx, offer.id);
  return { opening: openingView(after.opening), offer: await viewOf(ctx, after.offer) };
}

/** Whoever was called could not be reached, or said no to the caller. */
export async function endByCall(
  ctx: Ctx,
  { offerId, as }: { offerId: string; as: 'declined' | 'expired' },
  signing: Signing,
): Promise<void> {
  const { offer, opening } = await holdOffer(ctx, offerId);
  if (offer.status !== 'sent') return;
  const answered = as === 'declined' ? { answered_at: ctx.now } : {};
  await stepOffer(ctx, offer, `waitlist.offer-${as}`, answered);
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
}

/** The message with the link did not reach the patient: they are called while the offer stands, or the next are asked. */
export async function askInstead(ctx: Ctx, offerId: string, signing: Signing): Promise<void> {
  const { offer, opening } = await holdOffer(ctx, offerId);
  if (offer.status !== 'sent' || offer.way !== 'message') return;
  const entry = await lockEntry(ctx, offer.entry_id);
  const expires = offer.expires_at ?? ctx.now;
  if (entry && expires > ctx.now) {
    const asked = await askByPhone(ctx, { offer, opening, entry, expires });
    if (asked) {
      await stepOffer(ctx, offer, 'waitlist.offer-sent', asked);
      return;
    }
  }
  await endOffer(ctx, offer, 'waitlist.offer-withdrawn');
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
}

export async function holdOffer(ctx: Ctx, offerId: string): Promise<HeldOffer> {
  if (ctx.scope.kind === 'patient' && !('offerId' in ctx.scope && ctx.scope.offerId === offerId))
    throw notFound('offer');
  const found = await findOffer(ctx, offerId);
  const opening = found && (await lockOpening(ctx, found.opening_id));
  // Read again: what it was before the lock may be somebody's success by now.
  const offer = opening && (await findOffer(ctx, offerId));
  if (!offer) throw notFound('offer');
  return { offer, opening };
}

async function viewOf(ctx: Ctx, row: OfferRow): Promise<Offer> {
  const [view] = await offerViews(ctx, [row]);
  if (!view) throw notFound('offer');
  return view;
}

/** The desk has the last word; nobody else is asked meanwhile. */
async function wantOpening(ctx: Ctx, held: HeldOffer, signing: Signing): Promise<OfferStatus> {
  const { offer, opening } = held;
  if (!(await isStillFree(ctx, opening))) {
    await missOpening(ctx, held, { timeHasGone: true }, signing);
    return 'unavailable';
  }
  const wanted = await stepOffer(ctx, offer, 'waitlist.offer-wanted', { answered_at: ctx.now });
  await endLiveOffers(ctx, opening.id, 'waitlist.offer-unavailable', { except: wanted?.id });
  return 'wanted';
}

async function turnDown(ctx: Ctx, { offer, opening }: HeldOffer, signing: Signing): Promise<void> {
  await endOffer(ctx, offer, 'waitlist.offer-declined', { answered_at: ctx.now });
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
}

async function missOpening(
  ctx: Ctx,
  { offer, opening }: HeldOffer,
  { timeHasGone }: { timeHasGone: boolean },
  signing: Signing,
): Promise<void> {
  await endOffer(ctx, offer, 'waitlist.offer-unavailable', { answered_at: ctx.now });
  if (timeHasGone) {
    await endOpening(ctx, opening, { as: 'withdrawn', offers: 'waitlist.offer-unavailable' });
    return;
  }
  await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
}
