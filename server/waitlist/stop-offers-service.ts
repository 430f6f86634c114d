// What the waitlist stops because of a patient's flag: offers that may not reach the person, and waiting after death.
import type { StandingFlag } from '../patients/flag-queries.ts';
import { recordStopped } from '../patients/flag-service.ts';
import type { Ctx } from '../platform/context.ts';
import { reopenWhenUnasked } from './ending-service.ts';
import { listWaitingEntriesOf } from './entry-repository.ts';
import { changeEntryStatus } from './entry-service.ts';
import { mayBeOffered } from './offer-contact-queries.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { findOffer, listLiveOffersTo } from './offer-repository.ts';
import { offerToNext } from './offer-service.ts';
import { lockOpening } from './opening-repository.ts';
import { stepOffer } from './waitlist-steps.ts';

type Signing = Pick<WaitlistSettings, 'secretKey'>;

/** Offers that have left die too: the link answers that the time has gone. */
export async function stopOffers(ctx: Ctx, flag: StandingFlag, signing: Signing): Promise<void> {
  for (const found of await listLiveOffersTo(ctx, flag.patient_id)) {
    const opening = await lockOpening(ctx, found.opening_id);
    const offer = await findOffer(ctx, found.id);
    if (!opening || !offer || (await mayBeOffered(ctx, opening.clinic_id, flag.patient_id)))
      continue;
    if (!(await stepOffer(ctx, offer, 'waitlist.offer-withdrawn'))) continue;
    await recordStopped(ctx, flag, {
      kind: 'offer',
      record_id: offer.id,
      clinic_id: offer.clinic_id,
      about_at: opening.starts_at,
    });
    await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
  }
}

export async function stopWaiting(ctx: Ctx, flag: StandingFlag): Promise<void> {
  for (const entry of await listWaitingEntriesOf(ctx, flag.patient_id)) {
    await changeEntryStatus(ctx, {
      entryId: entry.id,
      expectedVersion: entry.version,
      transition: 'withdraw',
    });
    await recordStopped(ctx, flag, {
      kind: 'waitlist-entry',
      record_id: entry.id,
      clinic_id: entry.clinic_id,
      about_at: null,
    });
  }
}
