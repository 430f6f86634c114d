// How every decision about a follow-up begins: its claim locked before it, as files lock them, then the item under its lease.
import type { FollowUpTransition } from '#contract/claim-workflow';
import type { FollowUp } from '#contract/claim-follow-up';
import type { FollowUpStep } from '#contract/claim-record';
import type { FollowUpAct } from '#contract/claims';
import type { Ctx } from '../platform/context.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import type { Queue } from '../platform/work/queue.ts';
import { requireVersion, takeHeldWork } from '../platform/work/take-work.ts';
import { workItem } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import type { DenialCause } from '#contract/claim-money';
import { lockClaimStates, readTerms, type ClaimState } from './claim-state.ts';
import type { CourseRow, FollowUpRow } from './claim-rows.ts';
import { claims } from './claims-queue.ts';
import { findFollowUp, insertCourse } from './follow-up-repository.ts';
import { newId } from '../platform/ids.ts';
import { settleItem } from './settle-claims.ts';
import { stepFactsOf, type Asked } from './step-facts.ts';
import { judge, type Advice } from './step-rules.ts';

export interface HeldInput {
  itemId: string;
  token: number;
  expectedVersion: number;
}

export interface Taken {
  item: WorkRow;
  followUp: FollowUpRow;
  state: ClaimState;
}

export async function takeClaimWork(
  ctx: Ctx,
  input: HeldInput,
  queue: Queue<FollowUp> = claims,
): Promise<Taken> {
  const found = await findFollowUp(ctx, input.itemId);
  if (found === undefined || found.claim_id === null) {
    // Whose it is not to see hears that there is none; whose it is hears why not.
    await takeHeldWork(ctx, queue, input);
    throw ruleBroken('no-claim', 'It is not known yet of which claim it is; nothing was changed.');
  }
  const terms = await readTerms(ctx, found.clinic_id);
  const [state] = await lockClaimStates(ctx, terms, [found.claim_id]);
  const item = await takeHeldWork(ctx, queue, input);
  await requireVersion(ctx, queue, item, input.expectedVersion);
  const own = state?.followUps.find(({ followUp }) => followUp.id === item.id);
  if (!state || !own) throw notFound('follow-up');
  return { item, followUp: own.followUp, state };
}

/** Refuses in the words that the panel shows. */
export function requireStep(taken: Taken, step: FollowUpStep, isLate = false): Advice {
  const advice = judge(step, stepFactsOf(taken.state, askedOf(taken)));
  if (advice.code !== null && !(isLate && advice.code === 'too-late'))
    throw ruleBroken(advice.code, `${advice.blockedBecause} Nothing was changed.`);
  return advice;
}

export function askedOf({ item, followUp }: Pick<Taken, 'item' | 'followUp'>): Asked {
  return {
    ...{ itemId: item.id, kind: followUp.kind, cause: followUp.cause as DenialCause | '' },
    ...{ isUnprocessable: followUp.is_unprocessable, codes: followUp.codes },
    ...{ amountCents: item.amount_cents ?? 0, receivedOn: followUp.received_on },
  };
}

/** Before anything is written: is it the right moment for this step? */
export function requireMoment(
  ctx: Ctx,
  { item }: Taken,
  transition: FollowUpTransition,
  recorded: Readonly<Record<string, unknown>> = {},
): void {
  const at = { status: item.status, clinicId: item.clinic_id };
  requireTransition(ctx, claims.workflow, transition, at, recorded);
}

export interface Starting {
  kind: CourseRow['kind'];
  does: CourseRow['does'];
  level?: number;
  reference?: string;
  text: string;
}

/** Something runs with the payer from now on; what it was is part of the state that is settled next. */
export async function startCourse(
  ctx: Ctx,
  { item, state }: Taken,
  { kind, does, level = 0, reference = '', text }: Starting,
): Promise<void> {
  if (ctx.actorId === null) throw new Error('A person sends something to a payer.');
  const row: CourseRow = {
    ...{ organization_id: ctx.organizationId, clinic_id: item.clinic_id, id: newId() },
    ...{ claim_id: state.claim.id, item_id: item.id, kind, does, level, reference, text },
    ...{ started_at: ctx.now, by_id: ctx.actorId, ended_at: null, outcome: null },
  };
  await insertCourse(ctx, row);
  state.courses.unshift(row);
}

export async function finish(
  ctx: Ctx,
  { item, followUp, state }: Taken,
  of: {
    transition: FollowUpTransition | null;
    act: FollowUpAct;
    recorded?: Readonly<Record<string, unknown>>;
    change?: Partial<FollowUpRow>;
    amountCents?: number;
    restarts?: boolean;
    detail?: Record<string, unknown>;
  },
): Promise<FollowUp> {
  const after = await settleItem(ctx, state, {
    ...{ item, followUp, change: {}, amountCents: item.amount_cents ?? 0, ...of },
  });
  return workItem(ctx, claims, after);
}
