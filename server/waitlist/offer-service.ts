// Offering an opening to a waiting patient, and taking an offer back.
import { type Candidate, type Offer, type Opening } from '#contract/waitlist-opening';
import { offerWorkflow, openingWorkflow } from '#contract/waitlist-workflows';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notFound, ruleBroken } from '../platform/problem.ts';
import { rankFor, type Candidates } from './candidate-queries.ts';
import { reopenWhenUnasked } from './ending-service.ts';
import { lockEntry } from './entry-repository.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { offerPath, offerToken, tokenHash, type WaitlistSettings } from './offer-link.ts';
import { findLiveOfferOf, findOffer, insertOffer } from './offer-repository.ts';
import { lockOpening, type OpeningRow } from './opening-repository.ts';
import { requireStep } from './require-step.ts';
import { denyShowingLink } from './waitlist-policy.ts';
import { offerViews, requireReadable } from './waitlist-queries.ts';
import { announceOffer, stepOffer, stepOpening } from './waitlist-steps.ts';
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
  { secretKey }: Pick<WaitlistSettings, 'secretKey'>,
): Promise<{ opening: Opening; offer: Offer }> {
  const { openingId, entryId, outOfOrderReason = null } = input;
  const opening = requireReadable(ctx, await lockOpening(ctx, openingId), 'opening');
  requireStep(ctx, openingWorkflow, 'offer', opening, input.expectedVersion, openingView(opening));
  const entry = await lockEntry(ctx, entryId);
  if (entry?.clinic_id !== opening.clinic_id) throw notFound('waitlist entry');

  const candidates = await rankFor(ctx, opening, 'everybody', entryId);
  if (
    isTooLateToOffer(candidates.leavesAt, opening.starts_at, candidates.rule.value.minLeadMinutes)
  )
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
  return queueOffer(ctx, { opening, chosen, candidates, outOfOrderReason, secretKey });
}

function requireFits(chosen: Candidate | undefined): asserts chosen is Candidate {
  if (chosen && chosen.rank !== null) return;
  const why = chosen?.verdicts.find((verdict) => !verdict.passes)?.because ?? 'Waits no longer.';
  throw ruleBroken('does-not-fit', `This patient does not fit the opening: ${why}`);
}

/** Where the clinic wants it: asks the best who was not asked about this opening before. */
export async function offerToNext(
  ctx: Ctx,
  opening: OpeningRow,
  { secretKey }: Pick<WaitlistSettings, 'secretKey'>,
): Promise<void> {
  const candidates = await rankFor(ctx, opening, 'same-type');
  const { autoOffer, minLeadMinutes } = candidates.rule.value;
  if (!autoOffer || isTooLateToOffer(candidates.leavesAt, opening.starts_at, minLeadMinutes))
    return;
  const asked = await listAsked(ctx, opening.id);
  for (const chosen of candidates.items) {
    if (chosen.rank === null || asked.has(chosen.entry.id)) continue;
    // Under its lock, because another opening may be asking the same patient at this moment.
    const entry = await lockEntry(ctx, chosen.entry.id);
    if (entry?.status !== 'active' || (await findLiveOfferOf(ctx, entry.id))) continue;
    await queueOffer(ctx, { opening, chosen, candidates, outOfOrderReason: null, secretKey });
    return;
  }
}

async function listAsked(ctx: Ctx, openingId: string): Promise<Set<string>> {
  const rows = await ctx
    .db('waitlist_offer')
    .where({ organization_id: ctx.organizationId, opening_id: openingId })
    .select<{ entry_id: string }[]>('entry_id');
  return new Set(rows.map((row) => row.entry_id));
}

async function queueOffer(
  ctx: Ctx,
  queued: {
    opening: OpeningRow;
    chosen: Candidate;
    candidates: Candidates;
    outOfOrderReason: string | null;
    secretKey: string;
  },
): Promise<{ opening: Opening; offer: Offer }> {
  const { opening, chosen, candidates, outOfOrderReason, secretKey } = queued;
  const id = newId();
  const row = await insertOffer(
    ctx,
    {
      id,
      clinic_id: opening.clinic_id,
      opening_id: opening.id,
      entry_id: chosen.entry.id,
      patient_id: chosen.entry.patient.id,
      rank: chosen.rank ?? 1,
      grounds: {
        ruleVersion: candidates.rule.version,
        verdicts: chosen.verdicts,
        outOfOrderReason,
        candidates: othersConsidered(candidates),
      },
      leaves_at: candidates.leavesAt,
    },
    tokenHash(offerToken(secretKey, id)),
  );
  const offer = await announceOffer(ctx, 'waitlist.offer-queued', row, {
    rank: row.rank,
    ruleVersion: candidates.rule.version,
    ...(outOfOrderReason === null ? {} : { outOfOrderReason }),
  });
  const offered = await stepOpening(ctx, opening, 'waitlist.opening-offered', {
    status: 'offered',
  });
  return { opening: openingView(offered), offer };
}

/** The head of the line is enough to answer "why not me"; the full list can be computed again. */
function othersConsidered({ items }: Candidates): {
  entryId: string;
  rank: number | null;
  fails: string[];
}[] {
  return items.slice(0, 100).map(({ entry, rank, verdicts }) => ({
    entryId: entry.id,
    rank,
    fails: verdicts.filter((verdict) => !verdict.passes).map((verdict) => verdict.rule),
  }));
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
  const withdrawn = await stepOffer(ctx, row, 'waitlist.offer-withdrawn');
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
