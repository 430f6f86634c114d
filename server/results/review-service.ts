// What clinicians and their team do with a result that is theirs: sign it, say that it does not come, that it is wrong.
import type { ResultCategory } from '#contract/result-content';
import type { Result } from '#contract/result-report';
import { isSensitive } from '#contract/result-content';
import { isFinal, type DropOrderReason, type ErrorReason } from '#contract/result-workflow';
import { addRecall } from '../calendar/recall/recall-service.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import { findOpenCall, updateCall } from './critical-repository.ts';
import { keepObservations } from './keep-observations.ts';
import { laterClock } from './later-clock.ts';
import { insertLetter } from './letter-repository.ts';
import { openRecall } from './open-recall.ts';
import { findVersion, updateResult, type ResultRow } from './result-repository.ts';
import { deciding, results } from './results-queue.ts';
import { settleResult } from './settle-result.ts';
import { takeHeldResult, takeResult, type HeldResult } from './take-result.ts';
import { everyVersion } from './version-rules.ts';

export async function signResult(ctx: Ctx, input: HeldResult & { note: string }): Promise<Result> {
  const { row, result } = await takeHeldResult(ctx, input, deciding);
  requireSignable(result, (await findOpenCall(ctx, row.id)) !== undefined);
  const signed = await updateResult(ctx, result, {
    ...{ signed_by: ctx.actorId, signed_at: ctx.now, signed_note: input.note },
  });
  return settleResult(ctx, row, signed, {
    ...{ act: 'signed', by: 'person', detail: { number: result.number } },
  });
}

/** The clock of a critical value must not be stopped by a signature: nobody may have heard of it. */
export function requireSignable(result: ResultRow, isCalling: boolean): void {
  if (result.number === 0 || result.missing.length > 0)
    throw ruleBroken('wrong-state', 'It does not wait for a signature; nothing was changed.');
  if (!isFinal(result.report_status) && result.report_status !== 'unknown')
    throw ruleBroken('not-final', 'It is not final yet; nothing was changed.');
  if (isCalling)
    throw ruleBroken(
      'critical-open',
      'Its critical value was not read back yet: that first. Nothing was changed.',
    );
}

export async function markResultInError(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; reason: ErrorReason; note: string },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  if (result.report_status === 'entered-in-error')
    throw ruleBroken('wrong-state', 'It is marked as entered in error already.');
  const call = await findOpenCall(ctx, row.id);
  if (call) await updateCall(ctx, call.id, { state: 'corrected', ended_at: ctx.now });
  // The sender's number is free: what it sends under it from now on is another report.
  const marked = await updateResult(ctx, result, {
    ...{ report_status: 'entered-in-error', report_key: null, signed_note: input.note },
  });
  const version = await findVersion(ctx, row.id, result.number);
  if (version)
    await keepObservations(ctx, {
      ...{ result: marked, patientId: row.patient_id, content: version.content },
    });
  const toTell = await openRecall(ctx, marked, everyVersion(result.number));
  return settleResult(ctx, row, marked, {
    ...{ act: 'marked-in-error', by: 'person', recorded: { reason: input.reason } },
    detail: { reason: input.reason, toTell },
  });
}

export async function dropExpectedResult(
  ctx: Ctx,
  input: HeldResult & { reason: DropOrderReason },
): Promise<Result> {
  const { row, result } = await takeHeldResult(ctx, input, results);
  requireExpected(result);
  const { reason } = input;
  return settleResult(ctx, row, result, {
    ...{ act: 'dropped', by: 'person', isDropped: true, recorded: { reason }, detail: { reason } },
  });
}

export async function expectResultLater(
  ctx: Ctx,
  input: HeldResult & { on: string; said: string },
): Promise<Result> {
  const { row, result } = await takeHeldResult(ctx, input, results);
  requireExpected(result);
  const zone = await zoneOf(ctx, row.clinic_id);
  const today = localDateOf(ctx.now, zone);
  if (input.on <= today)
    throw ruleBroken(
      'in-the-past',
      'It is expected on a later day than today; nothing was changed.',
    );
  return settleResult(ctx, row, result, {
    ...{ act: 'expected-later', by: 'person', detail: { on: input.on } },
    clock: {
      ...{ rule: laterClock(today, input.on), startedAt: ctx.now },
      evidence: `The laboratory says: ${input.said}`,
    },
  });
}

function requireExpected(result: ResultRow): void {
  if (result.number > 0 || result.missing.length > 0)
    throw ruleBroken('wrong-state', 'It does not wait for a result; nothing was changed.');
}

export async function categorizeResult(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; categories: ResultCategory[] },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  const categories = [...new Set(input.categories)];
  const said = await updateResult(ctx, result, {
    ...{ categories, is_sensitive: isSensitive(categories) },
  });
  return settleResult(ctx, row, said, {
    ...{ act: 'categorized', by: 'person', keepsLease: true, detail: { categories } },
  });
}

export async function askForResultVisit(
  ctx: Ctx,
  input: {
    itemId: string;
    expectedVersion: number;
    visitTypeId: string;
    providerId: string | null;
    dueOn: string;
    note: string;
  },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  const patientId = requirePatient(row);
  const { visitTypeId, providerId, dueOn, note } = input;
  await addRecall(ctx, {
    ...{ clinicId: row.clinic_id, patientId, visitTypeId, providerId, dueOn, note },
    askedBy: 'provider',
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'visit-asked-for', by: 'person', keepsLease: true, detail: { dueOn } },
  });
}

export async function writeResultLetter(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; text: string },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, deciding);
  requirePatient(row);
  await insertLetter(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ result_id: row.id, by_id: ctx.actorId ?? '', at: ctx.now, text: input.text },
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'letter-written', by: 'person', keepsLease: true },
  });
}

function requirePatient({ patient_id: patientId }: { patient_id: string | null }): string {
  if (patientId === null)
    throw ruleBroken('no-patient', 'Nobody knows yet whose it is; nothing was changed.');
  return patientId;
}
