// What every change of a recall begins and ends with: taking the row, and saying what has become of it.
import type { Recall, RecallChange } from '#contract/recalls';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { recordChange } from '../../platform/change-log/record-change.ts';
import type { Ctx } from '../../platform/context.ts';
import { conflict, notAllowed, notFound } from '../../platform/problem.ts';
import { holds } from '../visit-change.ts';
import { denyRecalling, maySeeRecall } from './recall-policy.ts';
import { recallView } from './recall-queries.ts';
import { lockRecall, type RecallRow } from './recall-repository.ts';

export interface KnownRecall {
  recallId: string;
  expectedVersion: number;
}

/** Locks the recall and answers for it: seen, allowed, as the caller knows it. */
export async function takeRecall(ctx: Ctx, known: KnownRecall): Promise<RecallRow> {
  const row = await lockRecall(ctx, known.recallId);
  if (!row || !maySeeRecall(holds(ctx), row)) throw notFound('recall');
  const refusal = denyRecalling(holds(ctx), row.clinic_id);
  if (refusal !== null) throw notAllowed(refusal);
  if (row.version !== known.expectedVersion) throw conflict(await recallView(ctx, row));
  return row;
}

const acts = {
  added: 'recall.add',
  booked: 'recall.book',
  reopened: 'recall.reopen',
  dropped: 'recall.drop',
  postponed: 'recall.postpone',
  claimed: 'recall.claim',
  released: 'recall.release',
} as const;

/** To every console, and to the audit log in ids and codes only. */
export async function announce(
  ctx: Ctx,
  what: keyof typeof acts,
  row: RecallRow,
  detail: Record<string, unknown>,
): Promise<Recall> {
  const view = await recallView(ctx, row);
  const { id: entityId, clinicId, version } = view;
  const type: RecallChange['type'] = `recalls.recall-${what}`;
  recordAudit(ctx, { act: acts[what], clinicId, entityId, detail });
  recordChange(ctx, { type, clinicId, entityId, version, payload: view });
  return view;
}
