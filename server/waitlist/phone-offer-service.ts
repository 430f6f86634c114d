// Offers by phone: the call is made by whoever works the calls, and the answer is given there and then.
import { getVisitType } from '../availability/availability-queries.ts';
import { addCall } from '../calls/calls-service.ts';
import { dayAndTime, timeOfDay } from '../platform/clock/spoken-times.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import type { EntryRow } from './entry-repository.ts';
import type { OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';

/** The id of the call that asks the patient until the offer's time is up. */
export async function askByPhone(
  ctx: Ctx,
  asked: { offer: OfferRow; opening: OpeningRow; entry: EntryRow; expires: string },
): Promise<string> {
  const { offer, opening, entry } = asked;
  const call = await addCall(ctx, {
    clinicId: opening.clinic_id,
    patientId: offer.patient_id,
    kind: 'offer-visit',
    about: await aboutOffer(ctx, asked),
    // An offer stands for minutes.
    priority: 'stat',
    appointmentId: entry.appointment_id,
    openingId: opening.id,
  });
  return call.id;
}

async function aboutOffer(
  ctx: Ctx,
  { opening, entry, expires }: { opening: OpeningRow; entry: EntryRow; expires: string },
): Promise<string> {
  const { zone, hourCycle } = await getClinic(ctx, opening.clinic_id);
  const { name } = await getVisitType(ctx, entry.visit_type_id);
  const provider = (await staffNames(ctx, [opening.provider_id])).get(opening.provider_id) ?? '';
  const when = dayAndTime(opening.starts_at, zone, hourCycle);
  return `${name.slice(0, 60)} on ${when} with ${provider.slice(0, 60)}; answer by ${timeOfDay(expires, zone, hourCycle)}`;
}
