// An order comes in: from then on its result is expected, and "not received" is something else than "never ordered".
import type { Result } from '#contract/result-report';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { lockWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { matchPatient, matchProvider, missingOf, orderedOf, ownerOf } from './match-sent.ts';
import { categoriesOf } from './result-facts.ts';
import { findNaming, getResultRow, updateResult, type ResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';
import { intakeRule } from './results-rule.ts';
import type { SentOrder } from './sent-report.ts';
import { settleResult } from './settle-result.ts';
import { openResult } from './open-result.ts';
import { blankResult } from './result-columns.ts';

export interface TakenOrder {
  item: Result;
  outcome: 'ordered' | 'same';
}

export async function takeOrder(ctx: Ctx, clinicId: string, sent: SentOrder): Promise<TakenOrder> {
  if (!mayAct(ctx, 'result:take-in', clinicId))
    throw notAllowed('You may not take in orders in this clinic; nothing was taken in.');
  const { placer } = sent;
  if (placer === null)
    throw ruleBroken('no-number', 'An order has no number of who placed it; it was not taken.');
  await takeLocks(ctx, { exclusive: [`order ${clinicId} ${placer}`] });
  const known = await knownOrder(ctx, clinicId, sent);
  const row = known ? await lockWorkRow(ctx, results.name, known.id) : undefined;
  if (row) return sent.act === 'order' ? orderAgain(ctx, row, sent) : revoke(ctx, row);
  if (sent.act === 'revoke')
    throw ruleBroken(
      'unknown-order',
      'An order that is not here was taken back; nothing was changed.',
    );
  return { item: await placeOrder(ctx, clinicId, sent), outcome: 'ordered' };
}

/** The order, or what came before it and is of nobody else. */
async function knownOrder(ctx: Ctx, clinicId: string, sent: SentOrder): Promise<ResultRow | null> {
  const { placer, code, person } = sent;
  const ordered = await findNaming(ctx, { clinicId, placer, code, state: 'ordered' });
  if (ordered) return ordered;
  const arrived = await findNaming(ctx, { clinicId, placer, code, state: 'unknown' });
  if (!arrived) return null;
  const { patientId } = await orderedOf(ctx, arrived);
  const { patientId: meant } = await matchPatient(ctx, person, { patientId });
  return patientId !== null && meant === patientId ? arrived : null;
}

async function placeOrder(ctx: Ctx, clinicId: string, sent: SentOrder): Promise<Result> {
  const { value: policy } = await ruleInForce(ctx, clinicId, intakeRule);
  const { patientId } = await matchPatient(ctx, sent.person, null);
  const provider = await matchProvider(ctx, sent.orderedBy);
  const blank = blankResult(ctx, clinicId, sent);
  const result: ResultRow = {
    ...{ ...blank, ...categoriesOf(sent, [], policy), ordered_by: provider.staffId },
    ...{ order_state: 'ordered', ordered_at: blank.ordered_at ?? ctx.now },
    missing: missingOf({ patientId, provider, orderState: 'ordered', policy }),
  };
  const owner = await ownerOf(ctx, { staffId: provider.staffId, clinicId });
  const row = await openResult(ctx, { result, patientId, owner });
  return settleResult(
    ctx,
    row,
    { ...result, id: row.id },
    {
      ...{ act: 'ordered', by: 'system', detail: { source: sent.source } },
    },
  );
}

/** What came before its order is known by it from now on; an order that was taken back stands again. */
async function orderAgain(ctx: Ctx, row: WorkRow, sent: SentOrder): Promise<TakenOrder> {
  const was = await getResultRow(ctx, row.id);
  const isKnown = was.order_state === 'ordered' && row.status !== 'dropped';
  if (isKnown) return { item: await workItem(ctx, results, row), outcome: 'same' };
  const result = await updateResult(ctx, was, {
    ...{ order_state: 'ordered', missing: was.missing.filter((part) => part !== 'order') },
    ordered_at: was.ordered_at ?? sent.orderedAt ?? ctx.now,
  });
  const item = await settleResult(ctx, row, result, {
    ...{ act: 'ordered', by: 'system', isDropped: false, detail: { source: sent.source } },
  });
  return { item, outcome: 'ordered' };
}

/** What has arrived stays, whatever became of its order. */
async function revoke(ctx: Ctx, row: WorkRow): Promise<TakenOrder> {
  const result = await getResultRow(ctx, row.id);
  if (result.number > 0 || row.status === 'dropped')
    return { item: await workItem(ctx, results, row), outcome: 'same' };
  const item = await settleResult(ctx, row, result, {
    ...{ act: 'order-revoked', by: 'system', isDropped: true },
  });
  return { item, outcome: 'ordered' };
}
