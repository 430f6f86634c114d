// How an offer reaches the patient: by a message with its link, or by a call in which it is answered there and then. Who
// cannot be written to after all is called.
import { getVisitType } from '../availability/availability-queries.ts';
import { addCall } from '../calls/calls-service.ts';
import { queueMessage } from '../outreach/outreach-service.ts';
import { dayAndTime, timeOfDay } from '../platform/clock/spoken-times.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import type { EntryRow } from './entry-repository.ts';
import { mayBeAsked } from './offer-contact-queries.ts';
import type { OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';

interface Asked {
  offer: OfferRow;
  opening: OpeningRow;
  entry: EntryRow;
  expires: string;
}

/** `null` when the patient can be reached in neither way. */
export async function askPatient(
  ctx: Ctx,
  asked: Asked,
): Promise<Pick<OfferRow, 'way' | 'call_id'> | null> {
  const { offer, expires } = asked;
  const { clinic_id: clinicId, patient_id: patientId } = offer;
  if (offer.way === 'message') {
    // The undo of what freed the time has closed already.
    const answer = await queueMessage(ctx, {
      ...{ clinicId, patientId, kind: 'offer', aboutId: offer.id },
      ...{ expiresAt: expires, delaySeconds: 0 },
    });
    if ('message' in answer) return { way: 'message', call_id: null };
  }
  return askByPhone(ctx, asked);
}

/** The call asks the patient until the offer's time is up; `null` where nobody may be called. */
export async function askByPhone(
  ctx: Ctx,
  asked: Asked,
): Promise<Pick<OfferRow, 'way' | 'call_id'> | null> {
  const { offer, opening, entry } = asked;
  const { clinic_id: clinicId, patient_id: patientId } = offer;
  if (!(await mayBeAsked(ctx, { clinicId, patientId, way: 'call' }))) return null;
  const call = await addCall(ctx, {
    ...{ clinicId, patientId, kind: 'offer-visit' },
    about: await aboutOffer(ctx, asked),
    // An offer stands for minutes.
    priority: 'stat',
    appointmentId: entry.appointment_id,
    openingId: opening.id,
  });
  return { way: 'call', call_id: call.id };
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
