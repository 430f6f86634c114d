// A corrected claim: a replacement or a void at the payer, or a new claim where nothing was decided. Written as it will go out.
import type { ClaimChange } from '#contract/claim-decisions';
import type { FollowUp } from '#contract/claim-follow-up';
import type { FollowUpStep } from '#contract/claim-record';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { mustKeepFromPlan } from '../patients/flag-queries.ts';
import { changedClaim, isSameClaim, lostPointers, unknownLines } from './change-claim-rules.ts';
import { replaceLines, updateClaim } from './claim-repository.ts';
import { touchOthers } from './settle-claims.ts';
import { lineRows } from './take-claims-service.ts';
import type { ClaimRow } from './claim-rows.ts';
import {
  finish,
  requireMoment,
  requireStep,
  startCourse,
  takeClaimWork,
  type HeldInput,
} from './take-claim-work.ts';
import { writeFiling } from './write-claim.ts';

export async function correctClaim(
  ctx: Ctx,
  input: HeldInput & {
    as: 'replacement' | 'void' | 'new-claim';
    change: ClaimChange;
    note: string;
  },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const { state, followUp } = taken;
  const { claim, terms } = state;
  const isNew = input.as === 'new-claim';
  const step: FollowUpStep = !isNew
    ? 'correct'
    : followUp.kind === 'denied'
      ? 'new-claim'
      : 'fix-and-resubmit';
  requireMoment(ctx, taken, isNew ? 'resubmit' : 'correct');
  requireStep(taken, step);
  await requireMayTell(ctx, claim);
  const unknown = unknownLines(claim.content, input.change);
  if (unknown.length > 0)
    throw ruleBroken('unknown-line', `The claim has no line ${unknown[0]}; nothing was changed.`);
  // A void takes back what was sent, as it was sent.
  const changed = input.as === 'void' ? claim.content : changedClaim(claim.content, input.change);
  if (input.as === 'replacement' && isSameClaim(changed, claim.content))
    throw ruleBroken('nothing-changed', 'A replacement that changes nothing is a duplicate.');
  const lost = lostPointers(changed);
  if (lost.length > 0)
    throw ruleBroken(
      'cannot-be-written',
      `A line points to diagnosis ${lost[0]}, which is not there.`,
    );
  const content = {
    ...changed,
    frequency: isNew ? '1' : input.as === 'void' ? '8' : '7',
    originalReference: isNew ? '' : (claim.payer_control ?? ''),
  };
  await writeFiling(ctx, {
    ...{ claimId: claim.id, clinicId: claim.clinic_id, claim: content },
    ...{ envelope: claim.envelope, zone: terms.zone },
  });
  if (input.as !== 'void' && input.change.lines.length > 0)
    await replaceLines(ctx, claim.id, lineRows(claim, content));
  state.claim = await updateClaim(ctx, claim, {
    ...{ content, charge_cents: content.charge },
    ...(isNew ? { status: 'submitted', submitted_at: ctx.now } : {}),
  });
  await startCourse(ctx, taken, {
    ...{ kind: isNew ? 'resubmission' : 'correction', does: 'replace', text: input.note },
  });
  const after = await finish(ctx, taken, {
    ...{ transition: isNew ? 'resubmit' : 'correct', act: 'corrected', detail: { as: input.as } },
  });
  await touchOthers(ctx, state, after.id);
  return after;
}

/** Asked before a claim is written: 45 CFR 164.522(a)(1)(vi). */
export async function requireMayTell(
  ctx: Ctx,
  { patient_id: patientId, coverage_id: coverageId, from_on: on }: ClaimRow,
): Promise<void> {
  if (patientId === null || coverageId === null || on === null) return;
  if (await mustKeepFromPlan(ctx, { patientId, coverageId, on }))
    throw ruleBroken(
      'kept-from-plan',
      'The patient paid for it and asked that the plan does not hear of it; nothing was written.',
    );
}
