// An offer that ends takes its message and its call with it: nobody is told of a time that has gone.
import { dropCall } from '../calls/calls-service.ts';
import { withdrawMessages } from '../outreach/outreach-service.ts';
import type { Ctx } from '../platform/context.ts';
import type { OfferRow } from './offer-repository.ts';
import { stepOffer, type OfferStep } from './waitlist-steps.ts';

/** `null` when the offer is no longer as it was read: somebody else was first. */
export async function endOffer(
  ctx: Ctx,
  offer: OfferRow,
  type: OfferStep,
  change: Parameters<typeof stepOffer>[3] = {},
): Promise<OfferRow | null> {
  const ended = await stepOffer(ctx, offer, type, change);
  if (ended?.call_id) await dropCall(ctx, ended.call_id, 'settled');
  if (ended?.way === 'message' && offer.status === 'sent')
    await withdrawMessages(ctx, { kind: 'offer', id: ended.id }, 'offer-ended');
  return ended;
}
