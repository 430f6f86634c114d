// Offering an opening to a waiting patient, and taking an offer back.
import type { Candidate, Offer, Opening } from '#contract/waitlist-opening';
import { termsFor } from '#contract/waitlist-policy';
import { offerWorkflow, openingWorkflow } from '#contract/waitlist-workflows';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notFound, ruleBroken } from '../platform/problem.ts';
import { rankFor } from './candidate-queries.ts';
import { reopenWhenUnasked } from './ending-service.ts';
import { lockEntry } from './entry-repository.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { endOffer } from './offer-ending.ts';
import { offerPath, offerToken, type WaitlistSettings } from './offer-link.ts';
import { findOffer } from './offer-repository.ts';
import { lockOpening } from './opening-repository.ts';
import { markOffered, queueOffer, requireNotWanted, type Signing } from './queue-offer.ts';
import { requireStep } from './require-step.ts';
import { denyShowingLink } from './waitlist-policy.ts';
import { offerViews, requireReadable } from './waitlist-queries.ts';
import { openingView } from './waitlist-view.ts';

export interface OfferOpening {
  openingId: string;
  expectedVersion: number;
  entryId: string;
  outOfOrderReason?: string | undefined;
}

export async function offerOpening(
  ctx: Ctx,
  input: OfferOpening,
  signing: Signing,
): Promise<{ opening: Opening; offer: Offer }> {
  const { openingId, entryId, outOfOrderReason = null } = input;
  const opening = requireReadable(ctx, await lockOpening(ctx, openingId), 'opening');
  requireStep(ctx, openingWorkflow, 'offer', opening, input.expectedVersion, openingView(opening));
  await requireNotWanted(ctx, opening.id);
  const entry = await lockEntry(ctx, entryId);
  if (entry?.clinic_id !== opening.clinic_id) throw notFound('waitlist entry');

  const candidates = await rankFor(ctx, opening, 'everybody', entryId);
  const terms = termsFor(candidates.rule.value, opening.visit_type_id);
  if (isTooLateToOffer(candidates.leavesAt, opening.starts_at, terms.stopMinutes))
    throw ruleBroken(
      'too-late-to-offer',
      'An offer would leave too short before the visit; nothing was offered. Call instead.',
    );
  const chosen = candidates.items.find((item) => item.entry.id === entryId);
  requireFits(chosen);
  if (chosen.rank !== 1 && outOfOrderReason === null)
    throw ruleBroken(
      'out-of-order',
      'Somebody else is first in line; say why this patient is asked before.',
    );
  const wave = Math.max(1, opening.wave);
  const { leavesAt } = candidates;
  const way = chosen.way ?? 'call';
  const made = await queueOffer(
    ctx,
    { opening, chosen, candidates, wave, way, leavesAt, outOfOrderReason },
    signing,
  );
  if (!made)
    throw ruleBroken('does-not-fit', 'This patient is being asked about another time just then.');
  const offered = await markOffered(ctx, opening, { wave, nextWaveAt: opening.next_wave_at });
  return { opening: openingView(offered), offer: made.offer };
}

function requireFits(chosen: Candidate | undefined): asserts chosen is Candidate {
  if (chosen && chosen.rank !== null) return;
  const why = chosen?.verdicts.find((verdict) => !verdict.passes)?.because ?? 'Waits no longer.';
  throw ruleBroken('does-not-fit', `This patient does not fit the opening: ${why}`);
}

export async function withdrawOffer(
  ctx: Ctx,
  input: { offerId: string; expectedVersion: number },
): Promise<{ opening: Opening; offer: Offer }> {
  const found = requireReadable(ctx, await findOffer(ctx, input.offerId), 'offer');
  const opening = await lockOpening(ctx, found.opening_id);
  const row = await findOffer(ctx, input.offerId);
  if (!opening || !row) throw notFound('offer');
  const [current] = await offerViews(ctx, [row]);
  requireStep(ctx, offerWorkflow, 'withdraw', row, input.expectedVersion, current);
  const withdrawn = await endOffer(ctx, row, 'waitlist.offer-withdrawn');
  if (!withdrawn) throw conflict(current);
  const after = await reopenWhenUnasked(ctx, opening);
  const [offer] = await offerViews(ctx, [withdrawn]);
  if (!offer) throw notFound('offer');
  return { opening: openingView(after), offer };
}

/** On a demo server without a real organization only; anywhere else the link goes to the patient alone. */
export async function showOfferLink(
  ctx: Ctx,
  offerId: string,
  { secretKey, demo }: WaitlistSettings,
): Promise<{ path: string }> {
  const offer = requireReadable(ctx, await findOffer(ctx, offerId), 'offer');
  const { rows } = await ctx.db.raw<{ rows: { only_demo: boolean }[] }>(
    'select bool_and(is_demo) as only_demo from list_organizations()',
  );
  if (
    !demo ||
    !rows[0]?.only_demo ||
    denyShowingLink((permission, clinicId) => mayAct(ctx, permission, clinicId), offer.clinic_id)
  )
    throw notFound('offer');
  recordAudit(ctx, { act: 'offer.show-link', clinicId: offer.clinic_id, entityId: offer.id });
  return { path: offerPath(offerToken(secretKey, offer.id)) };
}
