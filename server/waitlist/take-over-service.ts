// Somebody at the desk, or on the line, takes the time while others may be asked about it.
import { openingWorkflow } from '#contract/waitlist-workflows';
import {
  rulesOfAsking,
  type Candidate,
  type Offer,
  type Opening,
} from '#contract/waitlist-opening';
import type { Ctx } from '../platform/context.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { rankFor } from './candidate-queries.ts';
import { lockEntry } from './entry-repository.ts';
import { fillOpening } from './fill-opening.ts';
import { findOffer, listLiveOffers } from './offer-repository.ts';
import { lockOpening, type OpeningRow } from './opening-repository.ts';
import { queueOffer, requireNotWanted, type Signing } from './queue-offer.ts';
import { requireStep } from './require-step.ts';
import { offerViews, requireReadable } from './waitlist-queries.ts';
import { openingView } from './waitlist-view.ts';

export async function takeOverOpening(
  ctx: Ctx,
  input: {
    openingId: string;
    expectedVersion: number;
    entryId: string;
    outOfOrderReason?: string | undefined;
  },
  signing: Signing,
): Promise<{ opening: Opening; offer: Offer }> {
  const { entryId, outOfOrderReason = null } = input;
  const opening = requireReadable(ctx, await lockOpening(ctx, input.openingId), 'opening');
  requireStep(ctx, openingWorkflow, 'book', opening, input.expectedVersion, openingView(opening));
  await requireNotWanted(ctx, opening.id);
  const entry = await lockEntry(ctx, entryId);
  if (entry?.clinic_id !== opening.clinic_id) throw notFound('waitlist entry');
  const candidates = await rankFor(ctx, opening, 'everybody', entryId);
  const chosen = candidates.items.find((item) => item.entry.id === entryId);
  requireMayTake(chosen);
  if (outOfOrderReason === null && (chosen.rank !== 1 || (await isAsked(ctx, opening))))
    throw ruleBroken(
      'out-of-order',
      'Others come first or are being asked; say why this patient takes the time before them.',
    );
  const made = await queueOffer(
    ctx,
    {
      ...{ opening, chosen, candidates, outOfOrderReason },
      wave: Math.max(1, opening.wave),
      way: 'desk',
      leavesAt: ctx.now,
    },
    signing,
  );
  if (!made)
    throw ruleBroken('does-not-fit', 'This patient is being asked about a time just then.');
  const filled = await fillOpening(ctx, { offer: made.row, opening });
  const row = await findOffer(ctx, made.row.id);
  const [offer] = row ? await offerViews(ctx, [row]) : [];
  if (!offer) throw notFound('offer');
  return { opening: openingView(filled), offer };
}

function requireMayTake(chosen: Candidate | undefined): asserts chosen is Candidate {
  const against = chosen?.verdicts.find(
    ({ passes, rule }) => !passes && !rulesOfAsking.includes(rule),
  );
  if (chosen && !against) return;
  const why = against?.because ?? 'Waits no longer.';
  throw ruleBroken('does-not-fit', `This patient does not fit the opening: ${why}`);
}

async function isAsked(ctx: Ctx, opening: OpeningRow): Promise<boolean> {
  return (await listLiveOffers(ctx, opening.id)).length > 0;
}
