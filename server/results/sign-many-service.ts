// Signing many at once: only what is final and normal throughout. Everything else is left for a person, and says why.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { Composed, recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import type { BulkDecision } from '../platform/work/bulk-decision.ts';
import type { Queue } from '../platform/work/queue.ts';
import type { Result } from '#contract/result-report';
import { isFinal } from '#contract/result-workflow';
import { stopClocksOfMany } from '../platform/work/stop-clocks.ts';
import { composedItem } from '../platform/work/work-queries.ts';
import { updateWorkRows, type JudgedRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import type { ResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';
import { normalClock } from './results-rule.ts';

type Judged = Pick<ResultRow, 'id' | 'severity' | 'report_status' | 'missing'> & {
  status: string;
  has_recall: boolean;
};

const signMany: BulkDecision = {
  by: 'result:sign',
  async decide(ctx, rows) {
    const judged = await judgedOf(ctx, rows);
    const refused = new Map(
      rows.flatMap(({ id }) => {
        const because = whyNot(judged.get(id));
        return because === null ? [] : [[id, because] as const];
      }),
    );
    const taken = rows.filter(({ id }) => !refused.has(id));
    return { refused, act: () => signAll(ctx, taken) };
  },
};

async function judgedOf(ctx: Ctx, rows: readonly JudgedRow[]): Promise<Map<string, Judged>> {
  const found = await ctx
    .db('result as r')
    .join('work_item as i', { 'i.organization_id': 'r.organization_id', 'i.id': 'r.id' })
    .where({ 'r.organization_id': ctx.organizationId })
    .whereRaw('r.id = any(?)', [rows.map(({ id }) => id)])
    .select<Judged[]>(
      'r.id',
      'r.severity',
      'r.report_status',
      'r.missing',
      'i.status',
      ctx.db.raw(`exists (select from result_contact t where t.organization_id = r.organization_id
        and t.result_id = r.id and not t.is_reached) as has_recall`),
    );
  return new Map(found.map((row) => [row.id, row]));
}

function whyNot(judged: Judged | undefined): string | null {
  if (judged?.status !== 'to-review') return 'It does not wait for a signature.';
  if (!isFinal(judged.report_status)) return 'It is not final.';
  if (judged.report_status === 'cancelled')
    return 'The test was not done: somebody has to decide what next.';
  if (judged.has_recall) return 'Somebody who saw a wrong version was not told yet.';
  if (judged.severity === 'unknown') return 'It has to be read: nothing says that it is normal.';
  return judged.severity === 'normal' ? null : 'Not all of its values are normal.';
}

async function signAll(ctx: Ctx, rows: readonly JudgedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await ctx
    .db('result')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [ids])
    .update({ signed_by: ctx.actorId, signed_at: ctx.now, signed_note: '' });
  await stopClocksOfMany(ctx, ids, normalClock.name);
  const change = { ...noLease, status: 'reviewed', snoozed_until: null, closed_at: ctx.now };
  await updateWorkRows(ctx, rows, 'sign', change);
  const payload = new Composed(composedItem(results));
  for (const { id, clinic_id: clinicId, version: before } of rows) {
    const version = before + 1;
    const type = 'results.result-signed';
    recordChange(ctx, { type, clinicId, entityId: id, version, payload });
    recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, inBulk: true } });
  }
}

/** The queue with what can be decided about many of its items. */
export const resultsInBulk: Queue<Result> = { ...results, bulkDecisions: { sign: signMany } };
