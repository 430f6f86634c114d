// How a follow-up ends without the payer: written off, with a second pair of eyes above the threshold; the patient's part; closed.
import type { FollowUp } from '#contract/claim-follow-up';
import type { CloseReason, TakeUpReason, WriteOffReason } from '#contract/claim-workflow';
import { writeOffReasons } from '#contract/claim-workflow';
import type { RootCause } from '#contract/claim-money';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import {
  announceWork,
  requireVersion,
  takeForChange,
  takeHeldWork,
  takeWork,
} from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { mustKeepFromPlan } from '../patients/flag-queries.ts';
import type { DecisionRow } from './claim-rows.ts';
import { lockClaimStates, readTerms, standingIn } from './claim-state.ts';
import { approving, claims } from './claims-queue.ts';
import {
  endDecisions,
  findFollowUp,
  insertDecisions,
  updateFollowUp,
} from './follow-up-repository.ts';
import { endCoursesOf } from './settle-claims.ts';
import { splitOver } from './split-rules.ts';
import {
  finish,
  requireMoment,
  requireStep,
  takeClaimWork,
  type HeldInput,
  type Taken,
} from './take-claim-work.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { updateWorkRow } from '../platform/work/work-repository.ts';
import { requireTransition } from '../platform/require-transition.ts';

export async function writeOffClaim(
  ctx: Ctx,
  input: HeldInput & { reason: WriteOffReason; note: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const { item, state } = taken;
  const cents = item.amount_cents ?? 0;
  const needsApproval = cents > state.terms.money.writeOffCents;
  const transition = needsApproval ? 'ask-write-off' : 'write-off';
  requireMoment(ctx, taken, transition, { reason: input.reason });
  requireStep(taken, 'write-off');
  const recorded = { reason: input.reason };
  if (needsApproval)
    return finish(ctx, taken, {
      ...{ transition, act: 'write-off-asked', recorded },
      change: {
        write_off: {
          ...{ cents, reason: input.reason, askedById: actorOf(ctx), at: ctx.now },
          note: input.note,
        },
      },
    });
  await decide(ctx, taken, {
    ...{ becomes: 'written-off', cents, askedBy: null },
    reason: [writeOffReasons[input.reason], input.note].filter(Boolean).join(': '),
  });
  return finish(ctx, taken, { transition, act: 'written-off', recorded });
}

export async function settleWriteOff(
  ctx: Ctx,
  input: HeldInput & { isApproved: boolean; note: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input, approving);
  const transition = input.isApproved ? 'approve-write-off' : 'refuse-write-off';
  if (!input.isApproved && input.note === '')
    throw ruleBroken('note-missing', 'Say why it is refused; nothing was changed.');
  requireMoment(ctx, taken, transition, { note: input.note });
  const { followUp, item } = taken;
  const asked = followUp.write_off;
  if (asked === null) throw new Error('A write-off to approve says nothing of what was asked.');
  if (!input.isApproved)
    return finish(ctx, taken, {
      ...{ transition, act: 'write-off-refused', recorded: { note: input.note } },
      change: { write_off: null },
    });
  if (asked.askedById === ctx.actorId)
    throw ruleBroken(
      'own-request',
      'Somebody else approves what you asked for; nothing was changed.',
    );
  if (asked.cents !== item.amount_cents)
    throw ruleBroken('amount-changed', 'The amount is another one now; nothing was changed.');
  await decide(ctx, taken, {
    ...{ becomes: 'written-off', cents: asked.cents, askedBy: asked.askedById },
    reason: [writeOffReasons[asked.reason], asked.note, input.note].filter(Boolean).join(': '),
  });
  return finish(ctx, taken, {
    ...{ transition, act: 'written-off', change: { write_off: null } },
  });
}

export async function transferToPatient(
  ctx: Ctx,
  input: HeldInput & { evidence: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input, approving);
  const { evidence } = input;
  requireMoment(ctx, taken, 'transfer', { evidence });
  requireStep(taken, 'transfer');
  await refuseRestricted(ctx, taken);
  await decide(ctx, taken, {
    ...{ becomes: 'patient', cents: taken.item.amount_cents ?? 0, askedBy: null, reason: evidence },
  });
  return finish(ctx, taken, {
    ...{ transition: 'transfer', act: 'transferred', recorded: { evidence } },
  });
}

/** What the patient paid in full so that the plan would not hear of it is owed by nobody. */
async function refuseRestricted(ctx: Ctx, { state: { claim } }: Taken): Promise<void> {
  if (claim.patient_id === null || claim.coverage_id === null || claim.from_on === null) return;
  const { patient_id: patientId, coverage_id: coverageId, from_on: on } = claim;
  if (await mustKeepFromPlan(ctx, { patientId, coverageId, on }))
    throw ruleBroken(
      'protected-patient',
      'The patient asked that the plan does not hear of this service: nothing of it is transferred.',
    );
}

async function decide(
  ctx: Ctx,
  { state, followUp, item }: Taken,
  of: Pick<DecisionRow, 'becomes' | 'cents' | 'reason'> & { askedBy: string | null },
): Promise<void> {
  const parts = splitOver(state.standing, followUp, of.cents);
  const rows = parts.map(({ line, cents }): DecisionRow => ({
    ...{ organization_id: ctx.organizationId, clinic_id: item.clinic_id, id: newId() },
    ...{ claim_id: state.claim.id, item_id: item.id, line, becomes: of.becomes, cents },
    ...{ at: ctx.now, by_id: actorOf(ctx), asked_by: of.askedBy },
    ...{ reason: of.reason, ended_at: null },
  }));
  await insertDecisions(ctx, rows);
  state.decisions.push(...rows);
  state.standing = standingIn(state);
}

export async function closeFollowUp(
  ctx: Ctx,
  input: HeldInput & { reason: CloseReason; note: string },
): Promise<FollowUp> {
  const found = await findFollowUp(ctx, input.itemId);
  const recorded = { reason: input.reason };
  if (found?.kind === 'unmatched') return closeUnmatched(ctx, input, recorded);
  const taken = await takeClaimWork(ctx, input);
  requireMoment(ctx, taken, 'close', recorded);
  return finish(ctx, taken, {
    ...{ transition: 'close', act: 'closed', recorded, detail: { reason: input.reason } },
  });
}

async function closeUnmatched(
  ctx: Ctx,
  input: HeldInput,
  recorded: { reason: CloseReason },
): Promise<FollowUp> {
  const row = await takeHeldWork(ctx, claims, input);
  await requireVersion(ctx, claims, row, input.expectedVersion);
  const next = await transitionWork(ctx, claims, { row, transition: 'close', recorded });
  const followUp = await findFollowUp(ctx, row.id);
  const today = (await readTerms(ctx, row.clinic_id)).today;
  if (followUp) await updateFollowUp(ctx, followUp, { won_cents: 0, ended_on: today });
  return announceWork(ctx, claims, next, 'claims.follow-up-closed', recorded);
}

export async function takeUpFollowUp(
  ctx: Ctx,
  input: HeldInput & { reason: TakeUpReason; note: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const recorded = { reason: input.reason };
  requireMoment(ctx, taken, 'take-up', recorded);
  await endCoursesOf(ctx, taken.state, taken.item.id, 'taken-up');
  return finish(ctx, taken, {
    ...{ transition: 'take-up', act: 'taken-up', recorded, detail: recorded },
  });
}

/** What was written off or transferred is open again; who may not decide that may not take it back. */
export async function reopenFollowUp(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; note: string },
): Promise<FollowUp> {
  const found = await findFollowUp(ctx, input.itemId);
  if (found === undefined || found.claim_id === null) {
    const row = await takeWork(ctx, claims, input.itemId);
    await requireVersion(ctx, claims, row, input.expectedVersion);
    throw ruleBroken(
      'wrong-state',
      'What came of no claim is not opened again; nothing was changed.',
    );
  }
  const terms = await readTerms(ctx, found.clinic_id);
  const [state] = await lockClaimStates(ctx, terms, [found.claim_id]);
  const item = await takeWork(ctx, claims, input.itemId);
  await requireVersion(ctx, claims, item, input.expectedVersion);
  const at = { status: item.status, clinicId: item.clinic_id } as never;
  requireTransition(ctx, claims.workflow, 'reopen', at, { note: input.note });
  const isOurs = item.status === 'written-off' || item.status === 'to-patient';
  if (isOurs && !mayAct(ctx, 'claim:approve', item.clinic_id))
    throw ruleBroken('needs-approval', 'A lead takes back what was written off or transferred.');
  const own = state?.followUps.find(({ followUp }) => followUp.id === item.id);
  if (!state || !own) throw notFound('follow-up');
  await endDecisions(ctx, item.id);
  state.decisions = state.decisions.filter(({ item_id }) => item_id !== item.id);
  state.standing = standingIn(state);
  return finish(
    ctx,
    { item, followUp: own.followUp, state },
    {
      ...{ transition: 'reopen', act: 'reopened', recorded: { note: input.note } },
      change: { won_cents: null, ended_on: null },
    },
  );
}

export async function setRootCause(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; rootCause: RootCause },
): Promise<FollowUp> {
  const row = await takeForChange(ctx, claims, input);
  const followUp = await findFollowUp(ctx, row.id);
  if (!followUp) throw notFound('follow-up');
  if (followUp.root_cause === input.rootCause) return workItem(ctx, claims, row);
  await updateFollowUp(ctx, followUp, { root_cause: input.rootCause });
  const next = await updateWorkRow(ctx, row, 'root-cause-set', {});
  return announceWork(ctx, claims, next, 'claims.follow-up-root-cause-set', {
    rootCause: input.rootCause,
  });
}

function actorOf(ctx: Ctx): string {
  if (ctx.actorId === null) throw notAllowed('A person decides about money.');
  return ctx.actorId;
}
