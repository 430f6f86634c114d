import type { OfferStatus } from '#contract/waitlist-workflows';

/** A sent offer whose time is up has expired, whether or not the tick has been by. */
export function standingOf(
  offer: { status: OfferStatus; expires_at: string | null },
  now: string,
): OfferStatus {
  const expired = offer.status === 'sent' && (offer.expires_at ?? now) <= now;
  return expired ? 'expired' : offer.status;
}
