// What the waitlist stops because of a patient's flag: offers that may not reach the person, and waiting after death.
import type { StandingFlag } from '../patients/flag-queries.ts';
import { recordStopped } from '../patients/flag-service.ts';
import type { Ctx } from '../platform/context.ts';
import { reopenWhenUnasked } from './ending-service.ts';
import { listWaitingEntriesOf } from './entry-repository.ts';
import { changeEntryStatus } from './entry-service.ts';
import { mayBeAsked } from './offer-contact-queries.ts';
import { findOffer, listLiveOffersTo, type OfferRow } from './offer-repository.ts';
import { offerToNext } from './wave-service.ts';
import { lockOpening } from './opening-repository.ts';
import type { Signing } from './queue-offer.ts';
import { endOffer } from './offer-ending.ts';

/** Offers that have left die too: the link answers that the time has gone. */
export async function stopOffers(ctx: Ctx, flag: StandingFlag, signing: Signing): Promise<void> {
  for (const found of await listLiveOffersTo(ctx, flag.patient_id)) {
    const opening = await lockOpening(ctx, found.opening_id);
    const offer = await findOffer(ctx, found.id);
    if (!opening || !offer || (await mayStand(ctx, offer))) continue;
    if (!(await endOffer(ctx, offer, 'waitlist.offer-withdrawn'))) continue;
    await recordStopped(ctx, flag, {
      kind: 'offer',
      record_id: offer.id,
      clinic_id: offer.clinic_id,
      about_at: opening.starts_at,
    });
    await offerToNext(ctx, await reopenWhenUnasked(ctx, opening), signing);
  }
}

/** At the desk nobody is contacted. */
async function mayStand(ctx: Ctx, offer: OfferRow): Promise<boolean> {
  const { clinic_id: clinicId, patient_id: patientId, way } = offer;
  return way === 'desk' || mayBeAsked(ctx, { clinicId, patientId, way });
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
