// Is it the patient who holds the link? Asked before anything is told of a visit that is nobody else's business.
import { timingSafeEqual } from 'node:crypto';
import { getPatient } from '../../patients/patients-queries.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { linkToken, tokenHash } from '../../platform/auth/secret-link.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { countBirthTry, findOffer, mostBirthTries } from '../offer-repository.ts';

/** As long as somebody reads and answers one page. */
const proofMinutes = 30;

/** `proof` goes with what they answer next, and stands for half an hour. */
export type BirthDateAnswer = { proof: string } | { proof: null; triesLeft: number };

export async function checkBirthDate(
  ctx: Ctx,
  { offerId, birthOn }: { offerId: string; birthOn: string },
  secretKey: string,
): Promise<BirthDateAnswer> {
  const tries = await countBirthTry(ctx, offerId);
  const offer = tries === null ? undefined : await findOffer(ctx, offerId);
  if (tries === null || !offer) return { proof: null, triesLeft: 0 };
  const patient = await getPatient(ctx, offer.patient_id);
  if (patient.birthOn === birthOn) {
    await countBirthTry(ctx, offerId, 'forgive');
    const until = plusMinutes(ctx.now, proofMinutes);
    return { proof: `${until}~${sealOf(secretKey, offerId, until)}` };
  }
  const { clinic_id: clinicId } = offer;
  recordAudit(ctx, { act: 'offer.wrong-birth-date', clinicId, entityId: offerId });
  return { proof: null, triesLeft: mostBirthTries - tries };
}

export function isProved(
  { now }: Pick<Ctx, 'now'>,
  { offerId, proof }: { offerId: string; proof: string },
  secretKey: string,
): boolean {
  const [until = '', seal = ''] = proof.split('~');
  return (
    now < until && timingSafeEqual(tokenHash(seal), tokenHash(sealOf(secretKey, offerId, until)))
  );
}

function sealOf(secretKey: string, offerId: string, until: string): string {
  return linkToken(secretKey, 'offer-birth-date', `${offerId} ${until}`);
}
