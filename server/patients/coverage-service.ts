// Use cases of a coverage: add, change, verify, end.
import type { Coverage } from '#contract/coverage';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { announceCoverage } from './announce-coverage.ts';
import { requireOpenChart } from './contact-queries.ts';
import { denyEditingCoverage } from './coverage-policy.ts';
import { coverageViews } from './coverage-queries.ts';
import {
  findCoverageRow,
  insertCoverage,
  isOrderTaken,
  lockPatient,
  updateCoverage,
  type CoverageRow,
} from './coverage-repository.ts';
import { findPayer } from './payer-queries.ts';

export type CoverageFields = Pick<
  Coverage,
  | 'planName'
  | 'memberId'
  | 'groupNumber'
  | 'order'
  | 'relationship'
  | 'subscriber'
  | 'effectiveFrom'
  | 'endsOn'
> & { payerId: string };

export type AddCoverage = CoverageFields & { clinicId: string; patientId: string };

export async function addCoverage(ctx: Ctx, input: AddCoverage): Promise<Coverage> {
  const { clinicId, patientId } = input;
  requireEditing(ctx, clinicId);
  if (!(await lockPatient(ctx, patientId))) throw notFound('patient');
  await requireOpenChart(ctx, patientId);
  requireSensible(input);
  await requirePayer(ctx, input.payerId, null);
  const columns = columnsOf(input);
  await requireOrderFree(ctx, { ...columns, patient_id: patientId }, null);
  const row = await insertCoverage(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    patient_id: patientId,
    ...columns,
    ...notVerified,
    valid: true,
    created_at: ctx.now,
    version: 1,
  });
  return announceCoverage(ctx, clinicId, 'coverage.add', row);
}

export const notVerified = {
  verified_on: null,
  verified_by: null,
  verified_how: null,
  known_on: null,
  copay_cents: null,
  deductible_cents: null,
  deductible_left_cents: null,
  inactive_on: null,
} as const;

interface Known {
  clinicId: string;
  coverageId: string;
  expectedVersion: number;
}

/** What was verified was another coverage, where payer, plan, member or group differ. */
export async function changeCoverage(ctx: Ctx, input: CoverageFields & Known): Promise<Coverage> {
  const row = await takeForChange(ctx, input);
  requireSensible(input);
  await requirePayer(ctx, input.payerId, row.payer_id);
  const columns = columnsOf(input);
  await requireOrderFree(ctx, { ...columns, patient_id: row.patient_id }, row.id);
  const stands = (['payer_id', 'plan_name', 'member_id', 'group_number'] as const).every(
    (field) => columns[field] === row[field],
  );
  const change = { ...columns, ...(stands ? {} : notVerified) };
  return announceCoverage(
    ctx,
    input.clinicId,
    'coverage.change',
    await updateCoverage(ctx, row, 'changed', change),
  );
}

export type VerifyCoverage = Known & { how: NonNullable<CoverageRow['verified_how']> } & Pick<
    NonNullable<Coverage['known']>,
    'copayCents' | 'deductibleCents' | 'deductibleLeftCents'
  >;

/** Amounts that were not told this time are not known any more: what was told before was of another day. */
export async function verifyCoverage(ctx: Ctx, input: VerifyCoverage): Promise<Coverage> {
  const row = await takeForChange(ctx, input);
  const { copayCents, deductibleCents, deductibleLeftCents } = input;
  if (deductibleLeftCents !== null && deductibleLeftCents > (deductibleCents ?? -1))
    throw invalidInput('deductibleLeftCents', 'cannot be more than the deductible');
  const { zone } = await getClinic(ctx, input.clinicId);
  const today = localDateOf(ctx.now, zone);
  const isKnown = copayCents !== null || deductibleCents !== null;
  const verified = await updateCoverage(ctx, row, 'verified', {
    verified_on: today,
    verified_by: ctx.actorId,
    verified_how: input.how,
    known_on: isKnown ? today : null,
    copay_cents: copayCents,
    deductible_cents: deductibleCents,
    deductible_left_cents: deductibleLeftCents,
    inactive_on: null,
  });
  return announceCoverage(ctx, input.clinicId, 'coverage.verify', verified);
}

export async function endCoverage(
  ctx: Ctx,
  input: Known & { endsOn: string | null },
): Promise<Coverage> {
  const row = await takeForChange(ctx, input);
  const { endsOn } = input;
  if (endsOn === null)
    return announceCoverage(
      ctx,
      input.clinicId,
      'coverage.mark-mistaken',
      await updateCoverage(ctx, row, 'marked-mistaken', { valid: false }),
    );
  if (endsOn < row.effective_from) throw invalidInput('endsOn', 'is before the first day');
  // A later end than before takes days that another coverage may have.
  await requireOrderFree(ctx, { ...row, ends_on: endsOn }, row.id);
  const ended = await updateCoverage(ctx, row, 'ended', { ends_on: endsOn });
  return announceCoverage(ctx, input.clinicId, 'coverage.end', ended);
}

async function takeForChange(ctx: Ctx, known: Known): Promise<CoverageRow> {
  requireEditing(ctx, known.clinicId);
  const found = await findCoverageRow(ctx, known.coverageId);
  if (!found) throw notFound('coverage');
  await lockPatient(ctx, found.patient_id);
  // Read again: what it was before the lock may have been changed since.
  const row = await findCoverageRow(ctx, found.id);
  if (!row) throw notFound('coverage');
  if (row.version !== known.expectedVersion) throw conflict((await coverageViews(ctx, [row]))[0]);
  if (!row.valid)
    throw ruleBroken('mistaken', 'This coverage was entered by mistake; add another instead.');
  return row;
}

export function requireEditing(ctx: Ctx, clinicId: string): void {
  const denied = denyEditingCoverage((...asked) => mayAct(ctx, ...asked), clinicId);
  if (denied !== null) throw notAllowed(denied);
}

export function requireSensible({
  relationship,
  subscriber,
  effectiveFrom,
  endsOn,
}: CoverageFields): void {
  if (endsOn !== null && endsOn < effectiveFrom)
    throw invalidInput('endsOn', 'is before the first day');
  if (relationship === 'self' && subscriber !== null)
    throw invalidInput('subscriber', 'has no place where the patient holds the policy');
  if (relationship !== 'self' && subscriber === null)
    throw invalidInput('subscriber', 'must say who holds the policy');
}

/** One that is no longer chosen may stay where it stands. */
async function requirePayer(ctx: Ctx, payerId: string, before: string | null): Promise<void> {
  const payer = await findPayer(ctx, payerId);
  if (!payer || (!payer.active && payerId !== before))
    throw invalidInput('payerId', 'names no payer that can be chosen');
}

async function requireOrderFree(
  ctx: Ctx,
  wanted: Parameters<typeof isOrderTaken>[1],
  besides: string | null,
): Promise<void> {
  if (await isOrderTaken(ctx, wanted, besides))
    throw ruleBroken(
      'order-taken',
      `Another coverage is ${wanted.billing_order} on some of these days; nothing was changed. End that one first, or choose another order.`,
    );
}

export function columnsOf(
  input: CoverageFields,
): Omit<
  CoverageRow,
  | 'organization_id'
  | 'id'
  | 'patient_id'
  | keyof typeof notVerified
  | 'valid'
  | 'created_at'
  | 'version'
> {
  return {
    payer_id: input.payerId,
    plan_name: input.planName,
    member_id: input.memberId,
    group_number: input.groupNumber,
    billing_order: input.order,
    relationship: input.relationship,
    subscriber_family: input.subscriber?.family ?? null,
    subscriber_given: input.subscriber?.given ?? null,
    subscriber_birth_on: input.subscriber?.birthOn ?? null,
    effective_from: input.effectiveFrom,
    ends_on: input.endsOn,
  };
}
