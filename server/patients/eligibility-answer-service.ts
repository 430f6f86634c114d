// What an answer about eligibility does to the check that asked, and to its coverage.
import type { LeftAside } from '#contract/eligibility';
import { summarizeCoverage, type CoverageSummary } from '../interop/x12/coverage-summary.ts';
import type { EligibilityAnswer, Rejection } from '../interop/x12/eligibility.ts';
import type { Read271 } from '../interop/x12/read-271.ts';
import { idOfTrace } from '../interop/x12/trace-number.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { announceCoverage } from './announce-coverage.ts';
import { closedBecause } from './contact-queries.ts';
import {
  findCoverageRow,
  lockPatient,
  updateCoverage,
  type CoverageRow,
} from './coverage-repository.ts';
import { findCheckByReference, lastWrittenAt } from './eligibility-queries.ts';
import { lockCheck, updateCheck, type CheckRow } from './eligibility-repository.ts';

export type Outcome =
  | 'applied'
  | 'no-trace'
  | 'unknown-trace'
  | 'several-traces'
  | 'unknown-reference'
  | 'no-date'
  | 'no-answer'
  | 'repeated'
  | 'older'
  | 'left-aside';

export interface AnswerFrom {
  messageId: string;
  interfaceId: string;
  written: Read271['written'];
}

interface Said {
  kind: NonNullable<CheckRow['answer']>;
  summary: CoverageSummary;
  rejectCode: string | null;
}

/** By its trace number and nothing else: names and member numbers of an answer are never compared. */
export async function takeAnswer(
  ctx: Ctx,
  from: AnswerFrom,
  answer: EligibilityAnswer,
): Promise<Outcome> {
  if (answer.traces.length === 0) return 'no-trace';
  const ids = new Set(answer.traces.flatMap(({ number }) => idOfTrace(number) ?? []));
  const checks: CheckRow[] = [];
  for (const id of ids) {
    const check = await lockAsked(ctx, from, id);
    if (check) checks.push(check);
  }
  const [check] = checks;
  if (!check) return 'unknown-trace';
  return checks.length > 1 ? 'several-traces' : settle(ctx, from, check, saidBy(answer));
}

/** A refusal of the whole transaction, known by the number that the question had. */
export async function takeRejection(
  ctx: Ctx,
  from: AnswerFrom,
  reference: string,
  { reason }: Rejection,
): Promise<Outcome> {
  const id = await findCheckByReference(ctx, reference);
  const check = id === null ? undefined : await lockAsked(ctx, from, id);
  if (!check) return 'unknown-reference';
  return settle(ctx, from, check, { kind: 'rejected', summary: nothing, rejectCode: reason });
}

async function lockAsked(
  ctx: Ctx,
  { interfaceId }: AnswerFrom,
  id: string,
): Promise<CheckRow | undefined> {
  const check = await lockCheck(ctx, id);
  return check?.interface_id === interfaceId ? check : undefined;
}

const nothing: CoverageSummary = {
  active: null,
  plan: '',
  copayCents: null,
  deductibleCents: null,
  deductibleLeftCents: null,
};

function saidBy(answer: EligibilityAnswer): Said {
  const summary = summarizeCoverage(answer);
  const [rejection] = answer.rejections;
  if (summary.active === null && rejection)
    return { kind: 'rejected', summary, rejectCode: rejection.reason };
  const kind = summary.active === null ? 'silent' : summary.active ? 'active' : 'inactive';
  return { kind, summary, rejectCode: null };
}

async function settle(
  ctx: Ctx,
  { messageId, written }: AnswerFrom,
  check: CheckRow,
  said: Said,
): Promise<Outcome> {
  if (written === null) return 'no-date';
  const writtenAt = `${written.on}T${written.time}`;
  if (check.written_at !== null && writtenAt <= check.written_at)
    return writtenAt === check.written_at ? 'repeated' : 'older';
  await lockPatient(ctx, check.patient_id);
  const coverage = await findCoverageRow(ctx, check.coverage_id);
  if (!coverage) throw new Error('A check is of a coverage that is not there.');
  const on = await knownOn(ctx, check, written.on);
  const leftAside = await reasonToLeave(ctx, { check, coverage, writtenAt, on });
  await updateCheck(ctx, check.id, {
    answer: said.kind,
    answered_at: ctx.now,
    answer_message_id: messageId,
    written_at: writtenAt,
    written_on: on,
    plan_name: said.summary.plan.slice(0, 100),
    reject_code: said.rejectCode,
    left_aside: leftAside,
  });
  const changed = leftAside === null ? await apply(ctx, coverage, said, on) : coverage;
  await announceCoverage(ctx, check.clinic_id, 'coverage.take-eligibility', changed);
  return leftAside === null ? 'applied' : 'left-aside';
}

/** A payer's clock may run ahead; nothing is known from tomorrow. */
async function knownOn(ctx: Ctx, { clinic_id: clinicId }: CheckRow, on: string): Promise<string> {
  const { zone } = await getClinic(ctx, clinicId);
  const today = localDateOf(ctx.now, zone);
  return on < today ? on : today;
}

async function reasonToLeave(
  ctx: Ctx,
  {
    check,
    coverage,
    writtenAt,
    on,
  }: { check: CheckRow; coverage: CoverageRow; writtenAt: string; on: string },
): Promise<LeftAside | null> {
  if (!coverage.valid) return 'coverage-mistaken';
  if (coverage.payer_id !== check.payer_id || coverage.member_id !== check.member_id)
    return 'coverage-changed';
  if ((await closedBecause(ctx, check.patient_id)) === 'chart-retired') return 'chart-retired';
  const asked = { coverageId: coverage.id, besides: check.id };
  const isKnownBetter =
    (coverage.verified_on !== null && on < coverage.verified_on) ||
    ((await lastWrittenAt(ctx, asked)) ?? '') > writtenAt;
  return isKnownBetter ? 'known-better' : null;
}

/** A refusal to answer, or an answer that does not say it, verifies nothing and takes nothing back. */
async function apply(
  ctx: Ctx,
  coverage: CoverageRow,
  { kind, summary }: Said,
  on: string,
): Promise<CoverageRow> {
  if (kind === 'rejected' || kind === 'silent') return coverage;
  const isActive = kind === 'active';
  const amounts = amountsOf(isActive ? summary : nothing);
  const isKnown = Object.values(amounts).some((cents) => cents !== null);
  return updateCoverage(ctx, coverage, isActive ? 'verified' : 'found-inactive', {
    verified_on: on,
    verified_by: null,
    verified_how: 'eligibility-response',
    known_on: isKnown ? on : null,
    ...amounts,
    inactive_on: isActive ? null : on,
  });
}

const mostCents = 100_000_000;

/** What cannot be an amount, or is left of a deductible that is not told, is not known. */
function amountsOf(
  summary: CoverageSummary,
): Pick<CoverageRow, 'copay_cents' | 'deductible_cents' | 'deductible_left_cents'> {
  const [copay, whole, left] = [
    summary.copayCents,
    summary.deductibleCents,
    summary.deductibleLeftCents,
  ].map((cents) => (cents !== null && cents >= 0 && cents <= mostCents ? cents : null));
  const isLeft = whole !== null && left !== null && whole !== undefined && (left ?? 0) <= whole;
  return {
    copay_cents: copay ?? null,
    deductible_cents: whole ?? null,
    deductible_left_cents: isLeft ? (left ?? null) : null,
  };
}
