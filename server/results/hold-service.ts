// Holds and releases ahead of a delay: each for a stated ground, by individual reasoning, with an end.
import {
  groundAudiences,
  type Audience,
  type HoldGround,
  type ResultHold,
} from '#contract/result-release';
import type { Result } from '#contract/result-report';
import { isFinal } from '#contract/result-workflow';
import { haveVisit } from '../calendar/seen-queries.ts';
import { minutesBetween, normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { factsOf, releaseOfPatient } from './release-queries.ts';
import { endHold, insertHold, listHolds } from './release-repository.ts';
import { delaysNow } from './release-rules.ts';
import { deciding } from './results-queue.ts';
import { releaseRule } from './results-rule.ts';
import { settleResult } from './settle-result.ts';
import { takeResult, type TakenResult } from './take-result.ts';

interface Seen {
  itemId: string;
  expectedVersion: number;
}

export async function holdResult(
  ctx: Ctx,
  input: Seen & { audiences: Audience[]; ground: HoldGround; reasoning: string; until: string },
): Promise<Result> {
  const taken = await takeResult(ctx, input, deciding);
  const { row, result } = taken;
  const { ground, reasoning } = input;
  if (result.report_status === 'entered-in-error')
    throw ruleBroken('wrong-state', 'Nobody outside sees it any more; nothing was changed.');
  const audiences = [...new Set(input.audiences)];
  if (audiences.some((each) => !groundAudiences[ground].includes(each)))
    throw ruleBroken(
      'not-their-ground',
      'On that ground it may not be kept from everybody who was chosen; nothing was changed.',
    );
  const until = normalInstant(input.until);
  await requireEnd(ctx, row.clinic_id, until);
  const relationship = await relationshipOf(ctx, taken, ground);
  await insertHold(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ result_id: row.id, kind: 'hold', audiences, ground, reasoning, relationship },
    ...{ by_id: ctx.actorId ?? '', at: ctx.now, until_at: until, ended_at: null, ended_by: null },
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'held', by: 'person', keepsLease: true },
    detail: { ground, audiences, until },
  });
}

async function requireEnd(ctx: Ctx, clinicId: string, until: string): Promise<void> {
  if (until <= ctx.now)
    throw ruleBroken('in-the-past', 'A hold ends later than now; nothing was changed.');
  const { value } = await ruleInForce(ctx, clinicId, releaseRule);
  if (minutesBetween(ctx.now, until) > value.mostHoldDays * 1440)
    throw ruleBroken(
      'too-long',
      `A hold lasts ${value.mostHoldDays} days at most here; nothing was changed.`,
    );
}

/** 45 CFR 171.201(c)(1): harm is judged by who knows the patient; that data are wrong can be seen by anybody licensed. */
async function relationshipOf(
  ctx: Ctx,
  { row, result }: TakenResult,
  ground: HoldGround,
): Promise<ResultHold['relationship']> {
  if (ctx.actorId !== null) {
    if (result.ordered_by === ctx.actorId) return 'ordered';
    if (row.owner_id === ctx.actorId) return 'responsible';
    if (
      row.patient_id !== null &&
      (await haveVisit(ctx, { patientId: row.patient_id, providerId: ctx.actorId }))
    )
      return 'visit';
  }
  if (ground === 'data-suspect' || ground === 'patient-asked') return 'any-licensed';
  throw ruleBroken(
    'no-relationship',
    'Harm is judged by a clinician who has seen the patient, ordered this or answers for it; nothing was changed.',
  );
}

export async function endResultHold(ctx: Ctx, input: Seen & { holdId: string }): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  const hold = (await listHolds(ctx, [row.id])).find(({ id }) => id === input.holdId);
  if (!hold) throw notFound('hold of this result');
  if (hold.ended_at !== null || (hold.until_at !== null && hold.until_at <= ctx.now))
    throw ruleBroken('ended', 'It has ended already; nothing was changed.');
  await endHold(ctx, hold.id);
  return settleResult(ctx, row, result, {
    ...{ act: 'hold-ended', by: 'person', keepsLease: true, detail: { kind: hold.kind } },
  });
}

export async function releaseResult(
  ctx: Ctx,
  input: Seen & { audiences: Audience[]; reasoning: string },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  if (!isFinal(result.report_status) || row.patient_id === null)
    throw ruleBroken(
      'not-final',
      'Only what is final and matched is released; nothing was changed.',
    );
  const whose = await releaseOfPatient(ctx, { patientId: row.patient_id, clinicId: row.clinic_id });
  const facts = factsOf(whose, result, await listHolds(ctx, [row.id]));
  const audiences = [...new Set(input.audiences)];
  const delays = audiences.map((audience) => delaysNow(facts, audience, ctx.now));
  if (delays.some(({ fixed }) => fixed > 0))
    throw ruleBroken(
      'not-theirs-to-release',
      'A rule keeps it back and leaves no clinician a choice; nothing was changed.',
    );
  if (!delays.some(({ releasable }) => releasable > 0))
    throw ruleBroken('nothing-delays', 'No delay keeps it from them now; nothing was changed.');
  await insertHold(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ result_id: row.id, kind: 'release', audiences, ground: null, reasoning: input.reasoning },
    ...{ relationship: null, by_id: ctx.actorId ?? '', at: ctx.now, until_at: null },
    ...{ ended_at: null, ended_by: null },
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'released', by: 'person', keepsLease: true, detail: { audiences } },
  });
}
