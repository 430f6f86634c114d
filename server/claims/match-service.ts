// Somebody says of which claim a payer's answer is: from then on it counts there.
import type { FollowUp } from '#contract/claim-follow-up';
import { mayAct, type Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { requireVersion, takeHeldWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { announceRemittance } from './announce-remittance.ts';
import { findClaim } from './claim-repository.ts';
import { readTerms } from './claim-state.ts';
import { claims } from './claims-queue.ts';
import { getFollowUp, updateFollowUp } from './follow-up-repository.ts';
import { matchLines } from './match-rules.ts';
import {
  findRemittedClaim,
  lockRemittance,
  matchRemitted,
  updateRemittance,
} from './remittance-repository.ts';
import { announceFollowUp, settleClaims } from './settle-claims.ts';
import type { HeldInput } from './take-claim-work.ts';

export async function matchRemittedClaim(
  ctx: Ctx,
  input: HeldInput & { claimId: string },
): Promise<FollowUp> {
  const row = await takeHeldWork(ctx, claims, input);
  await requireVersion(ctx, claims, row, input.expectedVersion);
  const followUp = await getFollowUp(ctx, row.id);
  if (followUp.remitted_claim_id === null)
    throw ruleBroken('not-unmatched', 'It is known of which claim it is; nothing was changed.');
  const claim = await findClaim(ctx, input.claimId);
  if (claim?.clinic_id !== row.clinic_id || !mayAct(ctx, 'claim:work', claim.clinic_id))
    throw ruleBroken(
      'unknown-claim',
      'There is no such claim in this clinic; nothing was changed.',
    );
  const said = await findRemittedClaim(ctx, followUp.remitted_claim_id);
  const remittance = said && (await lockRemittance(ctx, said.remittance_id));
  if (!said || !remittance) throw new Error('What a follow-up is about is not there.');
  const next = await transitionWork(ctx, claims, {
    ...{ row, transition: 'match', change: { patient_id: claim.patient_id } },
  });
  const terms = await readTerms(ctx, row.clinic_id);
  await updateFollowUp(ctx, followUp, { claim_id: claim.id, won_cents: 0, ended_on: terms.today });
  await matchRemitted(ctx, {
    ...{ id: said.id, claimId: claim.id, isPosted: remittance.state === 'posted' },
    lines: matchLines(said.lines, claim.lines),
  });
  announceFollowUp(ctx, next, 'matched', { claimId: claim.id });
  await announceRemittance(ctx, await updateRemittance(ctx, remittance, {}));
  await settleClaims(ctx, row.clinic_id, [claim.id], { isAnswered: true }, terms);
  return workItem(ctx, claims, row);
}
