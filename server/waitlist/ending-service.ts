// How an opening ends or comes back: always under the opening's lock, its live offers with it.
import type { Ctx } from '../platform/context.ts';
import { listLiveOffers } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { endOffer } from './offer-ending.ts';
import { stepOpening } from './waitlist-steps.ts';

/** Withdrawn: staff or an undo took it back. Unavailable: the time has gone otherwise. */
type OfferEnd = 'waitlist.offer-withdrawn' | 'waitlist.offer-unavailable';

export async function endOpening(
  ctx: Ctx,
  opening: OpeningRow,
  end: { as: 'withdrawn' | 'lapsed'; offers: OfferEnd },
): Promise<OpeningRow> {
  await endLiveOffers(ctx, opening.id, end.offers);
  return stepOpening(ctx, opening, `waitlist.opening-${end.as}`, {
    status: end.as,
    ended_at: ctx.now,
    next_wave_at: null,
  });
}

export async function endLiveOffers(
  ctx: Ctx,
  openingId: string,
  end: OfferEnd,
  { except }: { except?: string | undefined } = {},
): Promise<void> {
  for (const offer of await listLiveOffers(ctx, openingId))
    if (offer.id !== except) await endOffer(ctx, offer, end);
}

/** An opening that nobody is being asked about is open again. */
export async function reopenWhenUnasked(ctx: Ctx, opening: OpeningRow): Promise<OpeningRow> {
  if (opening.status !== 'offered') return opening;
  if ((await listLiveOffers(ctx, opening.id)).length > 0) return opening;
  return stepOpening(ctx, opening, 'waitlist.opening-reopened', { status: 'open' });
}
