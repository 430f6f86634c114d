// What nobody could tell by certain signs is told by a person: whose a result is, who ordered it, which order it answers.
import type { MissingPart, Result } from '#contract/result-report';
import { requireOpenChart } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { holdsThere } from '../staff/grant-queries.ts';
import { renewLadder } from './critical-call.ts';
import { keepObservations } from './keep-observations.ts';
import { ownerOf } from './match-sent.ts';
import {
  findVersion,
  getResultRow,
  updateResult,
  type ResultColumns,
} from './result-repository.ts';
import { results } from './results-queue.ts';
import { settleResult } from './settle-result.ts';
import { takeHeldResult, type HeldResult, type TakenResult } from './take-result.ts';

interface Said {
  patientId?: string | undefined;
  orderedById?: string | null | undefined;
  orderItemId?: string | null | undefined;
}

export async function matchResult(ctx: Ctx, input: HeldResult & Said): Promise<Result> {
  const taken = await takeHeldResult(ctx, input, results);
  const { row, result } = taken;
  const { orderItemId } = input;
  if (result.missing.length === 0)
    throw ruleBroken('wrong-state', 'Nothing of it is to be matched; nothing was changed.');
  const settled = partsOf(input);
  if (settled.length === 0)
    throw ruleBroken('nothing-said', 'Say what is matched; nothing was changed.');
  const order =
    orderItemId === undefined || orderItemId === null
      ? null
      : await answerOrder(ctx, taken, orderItemId);
  const patientId = await patientOf(ctx, { row, input, order });
  const provider = await providerOf(ctx, taken, { input, order });
  const missing = result.missing.filter((part) => !settled.includes(part));
  const left = patientId === null ? missing : missing.filter((part) => part !== 'patient');
  const matched = await updateResult(ctx, result, {
    ...{ ...provider, missing: left },
    ...(orderItemId === undefined ? {} : orderColumns(order)),
  });
  const owner = await ownerOf(ctx, { staffId: matched.ordered_by, clinicId: row.clinic_id });
  if (provider.ordered_by !== result.ordered_by) await renewLadder(ctx, matched);
  await keepValues(ctx, { result: matched, row: { ...row, patient_id: patientId } });
  return settleResult(ctx, row, matched, {
    ...{ act: 'matched', by: 'person', detail: { parts: settled, left } },
    keepsLease: left.length > 0,
    change: { patient_id: patientId, ...(owner === null ? {} : { owner_id: owner }) },
  });
}

function partsOf({ patientId, orderedById, orderItemId }: Said): MissingPart[] {
  return [
    ...(patientId === undefined ? [] : (['patient'] as const)),
    ...(orderedById === undefined ? [] : (['provider'] as const)),
    ...(orderItemId === undefined ? [] : (['order'] as const)),
  ];
}

async function patientOf(
  ctx: Ctx,
  of: { row: TakenResult['row']; input: Said; order: TakenResult | null },
): Promise<string | null> {
  const { row, input, order } = of;
  const patientId = input.patientId ?? row.patient_id ?? order?.row.patient_id ?? null;
  if (input.patientId !== undefined) {
    await getPatientSummary(ctx, input.patientId);
    await requireOpenChart(ctx, input.patientId);
  }
  const ordered = order?.row.patient_id ?? null;
  if (ordered !== null && ordered !== patientId)
    throw ruleBroken('other-patient', 'That order is for another patient; nothing was changed.');
  return patientId;
}

async function providerOf(
  ctx: Ctx,
  { row, result }: TakenResult,
  { input, order }: { input: Said; order: TakenResult | null },
): Promise<Pick<ResultColumns, 'ordered_by'>> {
  const { orderedById } = input;
  if (orderedById === undefined)
    return { ordered_by: result.ordered_by ?? order?.result.ordered_by ?? null };
  if (orderedById !== null) {
    const asked = {
      staffId: orderedById,
      permission: 'result:sign',
      clinicId: row.clinic_id,
    } as const;
    if (!(await holdsThere(ctx, asked)))
      throw ruleBroken(
        'not-a-clinician',
        'That is no clinician of this clinic; nothing was changed.',
      );
  }
  return { ordered_by: orderedById };
}

/** The expected result gives its order to the one that arrived, and is gone from the list. */
async function answerOrder(
  ctx: Ctx,
  { row }: TakenResult,
  orderItemId: string,
): Promise<TakenResult> {
  const order =
    orderItemId === row.id ? undefined : await lockWorkRow(ctx, results.name, orderItemId);
  const result = order?.clinic_id === row.clinic_id ? await getResultRow(ctx, order.id) : null;
  if (!order || !result || result.number > 0 || result.report_status === 'entered-in-error')
    throw ruleBroken(
      'not-expected',
      'No result is expected under that order; nothing was changed.',
    );
  const answered = await updateResult(ctx, result, { placer: null, order_state: 'accepted' });
  await settleResult(ctx, order, answered, {
    ...{ act: 'dropped', by: 'system', isDropped: true, detail: { answeredBy: row.id } },
  });
  return { row: order, result };
}

function orderColumns(order: TakenResult | null): ResultColumns {
  if (!order) return { order_state: 'accepted' };
  const { placer, ordered_at } = order.result;
  return { order_state: 'ordered', placer, ordered_at };
}

/** What was left alone while nobody knew whose it is. */
async function keepValues(ctx: Ctx, { row, result }: TakenResult): Promise<void> {
  const version = result.number === 0 ? undefined : await findVersion(ctx, row.id, result.number);
  if (!version) return;
  const { content } = version;
  await keepObservations(ctx, { result, patientId: row.patient_id, content });
}
