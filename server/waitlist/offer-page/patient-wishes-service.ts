// What a patient says beside yes and no: on which days they cannot come, and that they want no more offers.
import type { OfferStatus } from '#contract/waitlist-workflows';
import { findStandingFlag } from '../../patients/flag-queries.ts';
import { addFlag } from '../../patients/flag-service.ts';
import type { Ctx } from '../../platform/context.ts';
import { ProblemError } from '../../platform/problem.ts';
import { inSavepoint } from '../../platform/db/in-savepoint.ts';
import { lockEntry } from '../entry-repository.ts';
import { declineOffer, holdOffer } from '../offer-answer-service.ts';
import { daysToRuleOut } from '../offer-days-rules.ts';
import type { Signing } from '../queue-offer.ts';
import { standingOf } from '../standing-rules.ts';
import { stopOffers } from '../stop-offers-service.ts';
import { stepEntry } from '../waitlist-steps.ts';
import { getClinic } from '../../staff/staff-queries.ts';

/** As many as an entry keeps. */
const mostDays = 120;

/** Of days that the page did not offer none is taken; without any the answer is left as it was. */
export async function ruleOutDays(
  ctx: Ctx,
  { offerId, days }: { offerId: string; days: readonly string[] },
  signing: Signing,
): Promise<OfferStatus> {
  const { offer, opening } = await holdOffer(ctx, offerId);
  const { zone } = await getClinic(ctx, opening.clinic_id);
  const known = daysToRuleOut(opening.starts_at, zone);
  const ruledOut = known.filter((day) => days.includes(day));
  const standing = standingOf(offer, ctx.now);
  if (ruledOut.length === 0 || (standing !== 'sent' && standing !== 'wanted')) return standing;
  const entry = await lockEntry(ctx, offer.entry_id);
  if (entry?.status === 'active' || entry?.status === 'paused') {
    const not_on = [...new Set([...entry.not_on, ...ruledOut])].sort().slice(-mostDays);
    await stepEntry(ctx, entry, 'waitlist.entry-wishes-changed', { not_on });
  }
  return declineOffer(ctx, offerId, signing);
}

/** Only whom an offer can still reach, or who has just answered one: an old link that went astray stops nothing. */
export async function stopAsking(
  ctx: Ctx,
  { offerId }: { offerId: string },
  signing: Signing,
): Promise<OfferStatus> {
  const { offer, opening } = await holdOffer(ctx, offerId);
  const standing = standingOf(offer, ctx.now);
  const mayStop = standing === 'sent' || standing === 'wanted' || standing === 'declined';
  if (!mayStop || opening.starts_at <= ctx.now) return standing;
  const { clinic_id: clinicId, patient_id: patientId } = offer;
  const detail = { kind: 'do-not-contact', scope: 'outreach' } as const;
  const note = 'Asked on the page of an offer.';
  try {
    const { id } = await inSavepoint(ctx, (inner) =>
      addFlag(inner, { clinicId, patientId, detail, note }),
    );
    const flag = await findStandingFlag(ctx, id);
    if (flag) await stopOffers(ctx, flag, signing);
  } catch (error) {
    // Asked before: pressing again changes nothing.
    if (!(error instanceof ProblemError) || error.details.rule !== 'flag-stands') throw error;
  }
  return 'withdrawn';
}
