// After everything that happens to claims: where they stand, which troubles they have, and the follow-up of each.
import type { FollowUpAct } from '#contract/claims';
import {
  followUpWorkflow,
  waitingStatuses,
  type ClaimStatus,
  type FollowUpTransition,
} from '#contract/claim-workflow';
import { noDue, type WorkPriority } from '#contract/work';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { Composed, recordChange } from '../platform/change-log/record-change.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { chooseClocks } from '../platform/work/clock-service.ts';
import { openWork } from '../platform/work/open-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { composedItem } from '../platform/work/work-queries.ts';
import { updateWorkRow, type WorkChange, type WorkRow } from '../platform/work/work-repository.ts';
import { workPriorities } from '#contract/work';
import { updateClaim } from './claim-repository.ts';
import type { CourseRow, FollowUpRow } from './claim-rows.ts';
import { lockClaimStates, readTerms, type ClaimState, type ClinicTerms } from './claim-state.ts';
import { claims } from './claims-queue.ts';
import { deadlineClockNames } from './claims-rule.ts';
import {
  endCourses,
  endWriteOffs,
  insertFollowUp,
  updateFollowUp,
  type LockedFollowUp,
} from './follow-up-repository.ts';
import { placeOf, type Place } from './place-follow-up.ts';
import { answeredOn } from './step-facts.ts';
import { broughtBy, troublesOf, type Trouble } from './claim-troubles.ts';

export interface Settling {
  /** The payer has said something new: what waits for its answer has one. */
  isAnswered: boolean;
  /** What consoles see of the claims was written before: they hear of it with their follow-ups. */
  isMoved?: boolean;
}

export async function settleClaims(
  ctx: Ctx,
  clinicId: string,
  claimIds: readonly string[],
  settling: Settling,
  known?: ClinicTerms,
): Promise<void> {
  if (claimIds.length === 0) return;
  const terms = known ?? (await readTerms(ctx, clinicId));
  for (const state of await lockClaimStates(ctx, terms, claimIds))
    await settleClaim(ctx, await takeBackWriteOffs(ctx, state), settling);
}

/** What was given up and is paid after all was not given up. */
async function takeBackWriteOffs(ctx: Ctx, state: ClaimState): Promise<ClaimState> {
  const over = state.standing.lines.filter(({ openCents }) => openCents < 0);
  const ended = await endWriteOffs(
    ctx,
    state.claim.id,
    over.map(({ number }) => number),
  );
  if (ended === 0) return state;
  const [again] = await lockClaimStates(ctx, state.terms, [state.claim.id]);
  return again ?? state;
}

async function settleClaim(ctx: Ctx, before: ClaimState, settling: Settling): Promise<void> {
  const state = await settleStatus(ctx, before);
  const isMoved = settling.isMoved === true || state.claim.version !== before.claim.version;
  const { isAnswered } = settling;
  const troubles = troublesOf(factsOf(state));
  const left = new Set(state.followUps);
  for (const trouble of troubles) {
    const found = state.followUps.find(({ followUp }) => keyOf(followUp) === keyOf(trouble));
    if (found) {
      left.delete(found);
      await renew(ctx, state, { ...found, trouble, isAnswered, isMoved });
    } else await raise(ctx, state, trouble);
  }
  for (const { item, followUp } of left)
    await settle(ctx, state, { item, followUp, isAnswered, isMoved });
}

function keyOf({ kind, cause }: { kind: string; cause: string }): string {
  return `${kind} ${cause}`;
}

/** Decided on, or not yet; and when somebody has to look after it. */
async function settleStatus(ctx: Ctx, state: ClaimState): Promise<ClaimState> {
  const { claim, standing, remitted } = state;
  const isDecided =
    remitted.some(({ is_posted }) => is_posted) &&
    (standing.decidedCents !== 0 || claim.charge_cents === 0);
  const isVoided = claim.content.frequency === '8' && !isDecided && claim.status === 'adjudicated';
  const status: ClaimStatus =
    claim.status === 'voided' || isVoided
      ? 'voided'
      : isDecided
        ? 'adjudicated'
        : statusBefore(claim.status);
  const payerControl =
    remitted.find(({ is_posted, payer_control }) => is_posted && payer_control !== '')
      ?.payer_control ?? claim.payer_control;
  const hasPosted = remitted.some(({ is_posted }) => is_posted);
  const waits = !hasPosted && ['submitted', 'accepted', 'pending'].includes(status);
  const lookOn = waits ? lookOnOf(state) : null;
  if (status === claim.status && payerControl === claim.payer_control && lookOn === claim.look_on)
    return state;
  return {
    ...state,
    claim: await updateClaim(ctx, claim, {
      ...{ status, payer_control: payerControl, look_on: lookOn },
    }),
  };
}

/** What was decided and reversed since is in the payer's hands again. */
function statusBefore(status: ClaimStatus): ClaimStatus {
  return status === 'adjudicated' ? 'pending' : status;
}

/** After the payer’s time to answer. */
export function lookOnOf({
  claim,
  terms,
  ruleOn,
}: Pick<ClaimState, 'claim' | 'terms' | 'ruleOn'>): string {
  const sent = localDateOf(claim.submitted_at, terms.zone);
  const days = (ruleOn(terms.today)?.noAnswerDays ?? 30) + 1;
  return Temporal.PlainDate.from(sent).add({ days }).toString();
}

function factsOf(state: ClaimState): Parameters<typeof troublesOf>[0] {
  const { claim, standing, expected, terms, remitted } = state;
  return {
    ...{ status: claim.status, chargeCents: claim.charge_cents, standing, expected },
    underpaidCents: terms.money.underpaidCents,
    isUnanswered: claim.look_on !== null && claim.look_on <= terms.today,
    hasPosted: remitted.some(({ is_posted }) => is_posted),
    lastPaidCents: remitted.find(({ is_posted }) => is_posted)?.paid_cents ?? 0,
    isReplacing: isReplacing(state),
  };
}

/** By us, or by another system whose replacement or void came after what the payer said last. */
function isReplacing({ claim, courses, remitted }: ClaimState): boolean {
  const last = remitted.find(({ is_posted }) => is_posted);
  return (
    courses.some(({ kind, ended_at }) => kind === 'correction' && ended_at === null) ||
    (claim.content.frequency !== '1' && (last?.received_at ?? '') < claim.submitted_at)
  );
}

async function raise(ctx: Ctx, state: ClaimState, trouble: Trouble): Promise<void> {
  const { claim } = state;
  const receivedOn = answeredOn(state);
  const place = placeOf(state, {
    ...{ itemId: null, ...trouble, receivedOn, status: 'to-work', since: ctx.now, running: null },
  });
  const row = await openWork(ctx, claims, {
    ...{ clinicId: claim.clinic_id, patientId: claim.patient_id, clocks: place.clocks },
    ...{ priority: priorityOf(place), amountCents: trouble.amountCents, sortAt: place.rank.sortAt },
  });
  await insertFollowUp(ctx, {
    ...{ organization_id: ctx.organizationId, clinic_id: claim.clinic_id, id: row.id },
    ...{ root_cause: null, claim_id: claim.id, remitted_claim_id: null, write_off: null },
    ...{ payer_id: claim.payer_id, payer_name: claim.payer_name, received_on: receivedOn },
    ...ofTrouble(trouble),
    ...ofPlace(place),
    raised_cents: broughtBy(state.standing, trouble.lines),
    ...{ tried_cents: trouble.amountCents, won_cents: null, ended_on: null },
  });
  announceFollowUp(ctx, row, 'raised');
}

type Found = LockedFollowUp & { isAnswered: boolean; isMoved: boolean };

/** It is there still, or again. */
async function renew(
  ctx: Ctx,
  state: ClaimState,
  { item, followUp, trouble, isAnswered, isMoved }: Found & { trouble: Trouble },
): Promise<void> {
  const isOver = item.closed_at !== null;
  const isRenewed = isAnswered && (!isOver || trouble.amountCents > 0);
  // Whoever closed it knows that the amount is open; a new answer of the payer is another matter.
  if (isOver && !isAnswered) return isMoved ? touch(ctx, item) : undefined;
  const isWaiting = waitingStatuses.includes(item.status);
  const transition: FollowUpTransition | null = isOver
    ? 'recur'
    : isAnswered && isWaiting
      ? 'answer-denied'
      : null;
  const isSame =
    !isRenewed &&
    !isMoved &&
    item.amount_cents === trouble.amountCents &&
    followUp.codes.join() === trouble.codes.join();
  await settleItem(ctx, state, {
    ...{ item, followUp, transition, act: transition === null ? 'renewed' : 'answered' },
    change: {
      ...ofTrouble(trouble),
      tried_cents: Math.max(followUp.tried_cents, trouble.amountCents),
      ...(isRenewed ? { received_on: answeredOn(state) ?? followUp.received_on } : {}),
      ...(isOver
        ? {
            won_cents: null,
            ended_on: null,
            raised_cents: broughtBy(state.standing, trouble.lines),
          }
        : {}),
    },
    ...{ amountCents: trouble.amountCents, isSilent: isSame, restarts: isRenewed },
  });
}

/** Nothing stands in the way any more. */
async function settle(
  ctx: Ctx,
  state: ClaimState,
  { item, followUp, isMoved }: Found,
): Promise<void> {
  if (item.closed_at !== null) return isMoved ? touch(ctx, item) : undefined;
  const isOpen = isAwaited(state, followUp);
  const isDue = followUp.ranks_on !== null && followUp.ranks_on <= state.terms.today;
  if (isOpen && !isDue) return isMoved ? touch(ctx, item) : undefined;
  await settleItem(ctx, state, {
    ...{ item, followUp, change: {}, amountCents: item.amount_cents ?? 0 },
    ...(isOpen
      ? { transition: null, act: 'renewed', isSilent: !isMoved }
      : { transition: 'settle', act: 'settled' }),
  });
}

/** Its trouble is gone only because the payer has not said yet what it thinks of what was sent, or taken back. */
function isAwaited(state: ClaimState, { kind }: FollowUpRow): boolean {
  const { standing, claim } = state;
  if (claim.status === 'voided') return false;
  if (kind === 'rejected' || kind === 'unanswered') return claim.status === 'submitted';
  if (kind !== 'denied' && kind !== 'underpaid' && kind !== 'conflicting') return false;
  const isReversed = standing.decidedCents === 0 && claim.charge_cents !== 0;
  return isReversed || (isReplacing(state) && standing.decidedCents !== claim.charge_cents);
}

export interface ItemSettling {
  item: WorkRow;
  followUp: FollowUpRow;
  transition: FollowUpTransition | null;
  recorded?: Readonly<Record<string, unknown>>;
  act: FollowUpAct;
  change: Partial<FollowUpRow>;
  amountCents: number;
  /** Where nothing changed but the day. */
  isSilent?: boolean;
  /** Its deadlines are counted anew: another answer was received. */
  restarts?: boolean;
  detail?: Record<string, unknown>;
}

/** One follow-up, after a step or without one: its place, its clocks, its row; then every console hears of it. */
export async function settleItem(
  ctx: Ctx,
  state: ClaimState,
  settling: ItemSettling,
): Promise<WorkRow> {
  const { item, transition, recorded = {}, act, amountCents, restarts = false } = settling;
  const status = transition === null ? item.status : followUpWorkflow.transitions[transition].to;
  const next: FollowUpRow = { ...settling.followUp, ...settling.change };
  const isOver = claims.workflow.states[status]?.closed === true;
  if (transition === 'answer-denied' || transition === 'settle')
    await endCoursesOf(ctx, state, item.id, transition === 'settle' ? 'won' : 'answered');
  const running = state.courses.find(
    ({ item_id, ended_at }) => item_id === item.id && ended_at === null,
  );
  const place = placeOf(state, {
    ...{ itemId: item.id, kind: next.kind, cause: next.cause as Trouble['cause'], amountCents },
    ...{ isUnprocessable: next.is_unprocessable, codes: next.codes, receivedOn: next.received_on },
    ...{ status, since: item.opened_at },
    running: running ?? null,
  });
  const isUnmoved = settling.isSilent === true && place.rank.band === next.band;
  if (isUnmoved && place.worthCents === next.worth_cents) {
    if (place.rank.ranksOn !== next.ranks_on)
      await updateFollowUp(ctx, settling.followUp, { ranks_on: place.rank.ranksOn });
    return item;
  }
  await updateFollowUp(ctx, settling.followUp, {
    ...settling.change,
    ...ofPlace(place),
    ...(isOver ? endedOf(state, next) : {}),
    ...(isOver || status !== 'to-approve' ? { write_off: null } : {}),
    ...(isOver ? { ranks_on: null } : {}),
    ...('write_off' in settling.change ? { write_off: settling.change.write_off ?? null } : {}),
  });
  const due = isOver ? { due_at: noDue, level: 0 } : await settleClocks(ctx, item, place, restarts);
  const change: WorkChange = {
    ...{ ...due, sort_at: place.rank.sortAt, amount_cents: amountCents },
    priority: workPriorities.indexOf(priorityOf(place)),
  };
  const after =
    transition === null
      ? await updateWorkRow(ctx, item, act, change)
      : await transitionWork(ctx, claims, {
          ...{ row: item, transition, recorded, snoozedUntil: place.waitsUntil, change },
        });
  announceFollowUp(ctx, after, act, settling.detail);
  return after;
}

async function settleClocks(
  ctx: Ctx,
  item: WorkRow,
  { clocks }: Place,
  restarts: boolean,
): Promise<{ due_at: string; level: number }> {
  const own = Object.values(deadlineClockNames);
  return chooseClocks(ctx, item, (running) => {
    const wanted = clocks.map(({ rule }) => rule.name);
    const stops = running.filter(
      (name) => own.includes(name) && (restarts || !wanted.includes(name)),
    );
    const stay = running.filter((name) => !stops.includes(name));
    return { stops, starts: clocks.filter(({ rule }) => !stay.includes(rule.name)) };
  });
}

/** What its lines have brought since it was raised is what it won. */
function endedOf(
  state: ClaimState,
  { lines, raised_cents, tried_cents }: FollowUpRow,
): Pick<FollowUpRow, 'won_cents' | 'ended_on'> {
  const won = broughtBy(state.standing, lines) - raised_cents;
  return { won_cents: Math.min(Math.max(won, 0), tried_cents), ended_on: state.terms.today };
}

/** Whatever runs of the item is over, for who asks the state as well. */
export async function endCoursesOf(
  ctx: Ctx,
  state: ClaimState,
  itemId: string,
  outcome: NonNullable<CourseRow['outcome']>,
): Promise<void> {
  await endCourses(ctx, itemId, outcome);
  state.courses = state.courses.map((course) =>
    course.item_id === itemId && course.ended_at === null
      ? { ...course, ended_at: ctx.now, outcome }
      : course,
  );
}

/** What the views of the claim’s other follow-ups say of it has changed. */
export async function touchOthers(ctx: Ctx, state: ClaimState, itemId: string): Promise<void> {
  for (const { item } of state.followUps) if (item.id !== itemId) await touch(ctx, item);
}

async function touch(ctx: Ctx, item: WorkRow): Promise<void> {
  announceFollowUp(ctx, await updateWorkRow(ctx, item, 'renewed', {}), 'renewed');
}

export function announceFollowUp(
  ctx: Ctx,
  row: WorkRow,
  act: FollowUpAct,
  detail: Record<string, unknown> = {},
): void {
  const { id: entityId, clinic_id: clinicId, version } = row;
  const type = `claims.follow-up-${act}`;
  recordChange(ctx, {
    ...{ type, clinicId, entityId, version, payload: new Composed(composedItem(claims)) },
  });
  recordAudit(ctx, { act: type, clinicId, entityId, detail: { version, ...detail } });
}

function ofTrouble(
  trouble: Trouble,
): Pick<FollowUpRow, 'kind' | 'cause' | 'lines' | 'codes' | 'is_unprocessable'> {
  const { kind, cause, lines, codes, isUnprocessable } = trouble;
  return { kind, cause, lines, codes, is_unprocessable: isUnprocessable };
}

function ofPlace(
  place: Place,
): Pick<
  FollowUpRow,
  'chance' | 'worth_cents' | 'band' | 'ranks_on' | 'deadline_kind' | 'deadline_on'
> {
  return {
    ...{ chance: place.chance, worth_cents: place.worthCents, band: place.rank.band },
    ...{ ranks_on: place.rank.ranksOn, deadline_kind: place.deadline?.kind ?? null },
    deadline_on: place.deadline?.on ?? null,
  };
}

function priorityOf({ rank }: Place): WorkPriority {
  return rank.band === 0 ? 'asap' : rank.band === 1 ? 'urgent' : 'routine';
}
