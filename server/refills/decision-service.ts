// Decisions: about the card that was seen, by who has the authority, with the evidence, and nothing leaves for a minute.
import type { MedicationOrder, SupplyWay } from '#contract/prescription';
import type { Refill } from '#contract/refill-request';
import { whatNext, type DenialReason, type RefillDecisionKind } from '#contract/refill-workflow';
import { fillsLeft } from '#contract/prescription';
import { delegates } from '#contract/refill-protocol';
import { listHomeStates } from '../patients/state-queries.ts';
import { plusSeconds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { stopClocks } from '../platform/work/clock-service.ts';
import { announceWork, takeHeldWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { findPrescriberFacts, type PrescriberFacts } from '../staff/prescriber-queries.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { judgeAsSeen, judgeRow } from './card-service.ts';
import { coSignOf } from './co-sign-rules.ts';
import { bridgeGrant, grantAsAsked, isSameDrug, mostRepeats } from './grant-rules.ts';
import type { JudgedRefill } from './readiness-queries.ts';
import { judgeReadiness } from './readiness-rules.ts';
import { denyDenying, denyGranting, isPrescriber, type Refusal } from './refills-policy.ts';
import { refills } from './refills-queue.ts';
import {
  hasBridge,
  insertDecisions,
  samePharmacy,
  updateRefill,
  type DecisionRow,
  type RefillColumns,
} from './refills-repository.ts';
import { firstTouchClock, undoSeconds } from './refills-rule.ts';
import { requireWay } from './take-in-service.ts';

interface Deciding {
  itemId: string;
  token: number;
  stamp: string;
  note: string;
}

export async function approveRefill(ctx: Ctx, input: Deciding): Promise<Refill> {
  const { row, judged, actor } = await takeToGrant(ctx, input);
  const { requested, active } = judged.readiness.sides;
  if (!requested) throw new Error('A refill request asks for nothing.');
  await requireAuthority(ctx, row, { judged, actor });
  requireReason(judged.readiness.notDelegated, input.note);
  const grant = grantAsAsked(requested, active);
  return decide(ctx, row, { kind: 'approve', judged, actor, grant, note: input.note });
}

export async function approveRefillWithChanges(
  ctx: Ctx,
  input: Deciding & { grant: MedicationOrder },
): Promise<Refill> {
  const { row, judged, actor } = await takeToGrant(ctx, input);
  const { grant, note } = input;
  const { active } = judged.readiness.sides;
  if (active && !isSameDrug(grant, active))
    throw ruleBroken(
      'other-drug',
      'Drug, form, strength or directions differ from what is ordered; nothing was decided. Replace it instead.',
    );
  // What a protocol allows is judged by what is granted, not by what was asked for.
  const readiness = judgeReadiness({ ...judged.facts, requested: grant });
  await requireAuthority(ctx, row, { judged: { ...judged, readiness }, actor });
  return decide(ctx, row, { kind: 'approve-with-changes', judged, actor, grant, note });
}

export async function replaceRefill(
  ctx: Ctx,
  input: Deciding & { grant: MedicationOrder },
): Promise<Refill> {
  const { row, judged, actor } = await takeToGrant(ctx, input);
  const asPrescriber = { ...judged.readiness, notDelegated: ['Another drug is a prescriber’s.'] };
  await requireAuthority(ctx, row, { judged: { ...judged, readiness: asPrescriber }, actor });
  const { grant, note } = input;
  return decide(ctx, row, { kind: 'replace', judged, actor, grant, note });
}

export async function rerouteRefill(
  ctx: Ctx,
  input: Deciding & { pharmacyId: string; way: SupplyWay },
): Promise<Refill> {
  const { row, judged, actor } = await takeToGrant(ctx, input);
  const { pharmacyId, way, note } = input;
  const former = judged.row.pharmacy_id;
  if (former === pharmacyId)
    throw ruleBroken('same-pharmacy', 'It goes to that pharmacy already; nothing was decided.');
  await requireWay(ctx, pharmacyId, way);
  await requireAuthority(ctx, row, { judged, actor });
  const { requested, active } = judged.readiness.sides;
  if (!requested) throw new Error('A refill request asks for nothing.');
  requireReason(judged.readiness.notDelegated, note);
  return decide(ctx, row, {
    ...{ kind: 'reroute', judged, actor, note, grant: grantAsAsked(requested, active) },
    elsewhere: { pharmacyId, way },
  });
}

export async function bridgeRefill(ctx: Ctx, input: Deciding & { days: number }): Promise<Refill> {
  const { row, judged, actor } = await takeToGrant(ctx, input);
  const { days, note } = input;
  const { protocol, sides, criteria } = judged.readiness;
  const { facts } = judged;
  const { prescription, today } = facts;
  if (!prescription) throw ruleBroken('not-delegated', 'No prescription is matched.');
  if (await hasBridge(ctx, prescription.id))
    throw ruleBroken(
      'bridged-before',
      'This prescription was bridged once already; nothing was decided. It needs a visit.',
    );
  const delegated = protocol !== null && delegates(protocol, today);
  if (!isPrescriber(actor, today) && delegated && days > protocol.terms.bridgeDays)
    throw ruleBroken(
      'bridge-too-long',
      `The protocol bridges ${protocol.terms.bridgeDays} days at most; nothing was decided.`,
    );
  // What is not met is why somebody bridges; what makes it dangerous is not bridged over.
  const dangers = criteria.filter(
    ({ code, verdict }) => neverBridged.includes(code) && verdict !== 'pass',
  );
  const notDelegated = delegated
    ? dangers.map(({ title }) => `Not met: ${title}.`)
    : ['No protocol in force covers this drug.'];
  const asBridge = { ...judged.readiness, notDelegated };
  await requireAuthority(ctx, row, { judged: { ...judged, readiness: asBridge }, actor });
  const whole = grantAsAsked(prescription.order, sides.active);
  const grant = bridgeGrant(whole, days);
  return decide(ctx, row, { kind: 'bridge', judged, actor, grant, note });
}

const neverBridged: readonly string[] = ['same-order', 'controlled', 'high-risk', 'duplicate'];

export async function denyRefill(
  ctx: Ctx,
  input: { itemId: string; token: number; reason: DenialReason; note: string },
): Promise<Refill> {
  const row = await takeHeldWork(ctx, refills, input);
  const { actor, judged } = await actorAndCard(ctx, row);
  const { reason, note } = input;
  refuseIf(denyDenying({ actor, reason, today: judged.facts.today }));
  return decide(ctx, row, { kind: 'deny', judged, actor, grant: null, note, reason });
}

export async function answerRefillOnFile(
  ctx: Ctx,
  input: { itemId: string; token: number; note: string },
): Promise<Refill> {
  const row = await takeHeldWork(ctx, refills, input);
  const { actor, judged } = await actorAndCard(ctx, row);
  const { prescription } = judged.facts;
  if (!prescription || !fillsLeft(prescription))
    throw ruleBroken(
      'no-fills-left',
      'The prescription has no fills left that are known; nothing was decided.',
    );
  return decide(ctx, row, { kind: 'on-file', judged, actor, grant: null, note: input.note });
}

async function takeToGrant(
  ctx: Ctx,
  input: Deciding,
): Promise<{ row: WorkRow; judged: JudgedRefill; actor: PrescriberFacts }> {
  const row = await takeHeldWork(ctx, refills, input);
  const judged = await judgeAsSeen(ctx, row, input.stamp);
  return { row, judged, actor: await actorOf(ctx) };
}

async function actorAndCard(
  ctx: Ctx,
  row: WorkRow,
): Promise<{ actor: PrescriberFacts; judged: JudgedRefill }> {
  return { actor: await actorOf(ctx), judged: await judgeRow(ctx, row) };
}

function actorOf(ctx: Ctx): Promise<PrescriberFacts> {
  if (ctx.actorId === null) throw notAllowed('Only people decide refills.');
  return findPrescriberFacts(ctx, ctx.actorId);
}

async function requireAuthority(
  ctx: Ctx,
  row: WorkRow,
  { judged, actor }: { judged: JudgedRefill; actor: PrescriberFacts },
): Promise<void> {
  const { patient_id: patientId } = row;
  const states = patientId === null ? new Map() : await listHomeStates(ctx, [patientId]);
  const { prescription, today } = judged.facts;
  const refusal = denyGranting({
    ...{ actor, today, schedule: prescription?.schedule ?? null },
    state: patientId === null ? null : ((states.get(patientId) as string | undefined) ?? null),
    notDelegated: judged.readiness.notDelegated,
  });
  refuseIf(refusal);
}

function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw ruleBroken(refusal.rule, refusal.message);
}

/** What no protocol allows, a prescriber may do and says why. */
function requireReason(notDelegated: readonly string[], note: string): void {
  if (notDelegated.length > 0 && note.trim() === '')
    throw invalidInput('note', 'says why it is approved although the card speaks against it');
}

interface Decision {
  kind: RefillDecisionKind;
  judged: JudgedRefill;
  actor: PrescriberFacts;
  grant: MedicationOrder | null;
  note: string;
  reason?: DenialReason;
  /** Where it goes from then on. */
  elsewhere?: { pharmacyId: string; way: SupplyWay };
}

async function decide(ctx: Ctx, row: WorkRow, decision: Decision): Promise<Refill> {
  const { kind, judged, grant } = decision;
  const schedule = judged.facts.prescription?.schedule ?? null;
  const most = mostRepeats(schedule);
  if (most !== null && (grant?.repeats ?? 0) > most)
    throw ruleBroken(
      'too-many-repeats',
      `Federal law leaves ${most} more fills; nothing was decided.`,
    );
  const made = decisionRow(ctx, row, decision);
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: kind, recorded: recordedOf(decision) },
    snoozedUntil: made.leaves_at,
    change: { ...(await stopFirstTouch(ctx, row)) },
  });
  await insertDecisions(ctx, [made]);
  const { terms } = await clinicRules(ctx, row.clinic_id);
  await updateRefill(ctx, row.id, {
    ...elsewhereColumns(decision),
    // We record and route what is controlled; the certified system of the prescriber prescribes it.
    transport: schedule === null ? terms.transport : 'ehr',
  });
  return announceWork(ctx, refills, after, 'refills.refill-decided', {
    ...{ kind, reason: decision.reason ?? null, protocolId: made.protocol_id },
  });
}

/** The pharmacy that has it now is asked to cancel. */
function elsewhereColumns({ elsewhere, judged }: Decision): RefillColumns {
  if (!elsewhere) return {};
  const { pharmacy_id: former } = judged.row;
  return {
    ...{ pharmacy_id: elsewhere.pharmacyId, way: elsewhere.way },
    ...{ cancelled_pharmacy_id: former, cancel_answer: former === null ? null : 'asked' },
  };
}

export async function stopFirstTouch(
  ctx: Ctx,
  row: WorkRow,
): Promise<Pick<WorkRow, 'due_at' | 'level'>> {
  const { due_at, level } = await stopClocks(ctx, row.id, [firstTouchClock.name]);
  return { due_at, level };
}

function recordedOf({ grant, note, reason, judged }: Decision): Record<string, unknown> {
  const { criteria } = judged.readiness;
  const next = reason === undefined ? 'The pharmacy fills what is on file.' : whatNext[reason];
  return { grant, criteria, note, next, ...(reason === undefined ? {} : { reason }) };
}

function decisionRow(ctx: Ctx, row: WorkRow, decision: Decision): DecisionRow {
  const { kind, judged, actor, grant, note, reason = null } = decision;
  const { readiness, facts } = judged;
  // Who is no prescriber got here by the protocol.
  const delegated = grant !== null && !isPrescriber(actor, facts.today);
  const { protocol } = readiness;
  const id = newId();
  return {
    organization_id: ctx.organizationId,
    id,
    clinic_id: row.clinic_id,
    request_id: row.id,
    prescription_id: facts.prescription?.id ?? null,
    ...{ kind, reason, granted: grant, note, criteria: readiness.criteria },
    by_id: ctx.actorId ?? '',
    at: ctx.now,
    protocol_id: delegated && protocol ? protocol.id : null,
    protocol_version: delegated && protocol ? protocol.version : null,
    protocol_title: delegated && protocol ? protocol.terms.title : null,
    co_sign: delegated && protocol ? coSignOf(row.id, protocol) : null,
    ...{ co_signed_by: null, co_signed_at: null },
    leaves_at: plusSeconds(ctx.now, undoSeconds),
    taken_back_at: null,
    ...(decision.elsewhere
      ? { former_pharmacy_id: judged.row.pharmacy_id, former_way: judged.row.way }
      : samePharmacy),
  };
}
