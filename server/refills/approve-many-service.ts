// Approving many at once: only what a protocol delegates with everything met. What is controlled, of high risk, not known or
// not as ordered is left for a person, and says why.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { Composed, recordChange } from '../platform/change-log/record-change.ts';
import { plusSeconds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { BulkDecision } from '../platform/work/bulk-decision.ts';
import type { Queue } from '../platform/work/queue.ts';
import type { Refill } from '#contract/refill-request';
import { stopClocksOfMany } from '../platform/work/stop-clocks.ts';
import { composedItem } from '../platform/work/work-queries.ts';
import { updateWorkRows, type JudgedRow, type WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { coSignOf } from './co-sign-rules.ts';
import { grantAsAsked } from './grant-rules.ts';
import { judgeRefills, type JudgedRefill } from './readiness-queries.ts';
import { refills } from './refills-queue.ts';
import {
  insertDecisions,
  samePharmacy,
  takeBackDecisions,
  updateRefills,
  type DecisionRow,
} from './refills-repository.ts';
import { firstTouchClock, undoSeconds } from './refills-rule.ts';

type Standing = Pick<WorkRow, 'id' | 'patient_id' | 'status'>;

const approveMany: BulkDecision = {
  by: 'refill:decide',
  async decide(ctx, rows) {
    const standing = await standingOf(ctx, rows);
    const judged = await judgeAll(ctx, rows, standing);
    const refused = refusals(rows, ({ id }) => whyNot(standing.get(id), judged.get(id)));
    const taken = rows.filter(({ id }) => !refused.has(id));
    return { refused, act: () => approveAll(ctx, taken, judged) };
  },
  async takeBack(ctx, rows) {
    const standing = await standingOf(ctx, rows);
    const left = await leftBy(ctx, rows);
    const refused = refusals(rows, ({ id }) => {
      if (standing.get(id)?.status !== 'decided') return 'It is not decided any more.';
      return left.has(id) ? 'The minute to take it back is over.' : null;
    });
    const taken = rows.filter(({ id }) => !refused.has(id));
    return { refused, act: () => takeAllBack(ctx, taken) };
  },
};

async function approveAll(
  ctx: Ctx,
  rows: readonly JudgedRow[],
  judged: ReadonlyMap<string, JudgedRefill>,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const ids = rows.map(({ id }) => id);
  const leavesAt = plusSeconds(ctx.now, undoSeconds);
  await insertDecisions(
    ctx,
    rows.flatMap((row) => decisionOf(ctx, row, { judged: judged.get(row.id), leavesAt })),
  );
  await stopClocksOfMany(ctx, ids, firstTouchClock.name);
  const change = { ...noLease, status: 'decided', snoozed_until: leavesAt };
  await updateWorkRows(ctx, rows, 'approve', change);
  const { terms } = await clinicRules(ctx, first.clinic_id);
  await updateRefills(ctx, ids, { transport: terms.transport });
  announceAll(ctx, rows, 'refills.refill-decided');
}

async function takeAllBack(ctx: Ctx, rows: readonly JudgedRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await takeBackDecisions(ctx, ids);
  await updateRefills(ctx, ids, { transport: null });
  const change = { ...noLease, status: 'to-decide', snoozed_until: null };
  await updateWorkRows(ctx, rows, 'undo', change);
  announceAll(ctx, rows, 'refills.refill-decision-undone');
}

async function standingOf(ctx: Ctx, rows: readonly JudgedRow[]): Promise<Map<string, Standing>> {
  const found = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [rows.map(({ id }) => id)])
    .select<Standing[]>('id', 'patient_id', 'status');
  return new Map(found.map((row) => [row.id, row]));
}

/** All of them are of one clinic: an action has one. */
async function judgeAll(
  ctx: Ctx,
  rows: readonly JudgedRow[],
  standing: ReadonlyMap<string, Standing>,
): Promise<Map<string, JudgedRefill>> {
  const [first] = rows;
  return first ? judgeRefills(ctx, first.clinic_id, [...standing.values()]) : new Map();
}

function whyNot(standing: Standing | undefined, judged: JudgedRefill | undefined): string | null {
  if (standing?.status !== 'to-decide' || !judged) return 'It does not wait for a decision.';
  return judged.readiness.notDelegated[0] ?? null;
}

function refusals(
  rows: readonly JudgedRow[],
  why: (row: JudgedRow) => string | null,
): Map<string, string> {
  return new Map(
    rows.flatMap((row) => {
      const because = why(row);
      return because === null ? [] : [[row.id, because] as const];
    }),
  );
}

function decisionOf(
  ctx: Ctx,
  { id, clinic_id }: JudgedRow,
  { judged, leavesAt }: { judged: JudgedRefill | undefined; leavesAt: string },
): DecisionRow[] {
  if (!judged) return [];
  const { readiness, facts } = judged;
  const { protocol, sides } = readiness;
  if (!protocol || !sides.requested) return [];
  return [
    {
      ...{ organization_id: ctx.organizationId, id: newId(), clinic_id, request_id: id },
      prescription_id: facts.prescription?.id ?? null,
      ...{ kind: 'approve', reason: null, note: '', criteria: readiness.criteria },
      granted: grantAsAsked(sides.requested, sides.active),
      ...{ by_id: ctx.actorId ?? '', at: ctx.now, leaves_at: leavesAt, taken_back_at: null },
      ...samePharmacy,
      ...{ protocol_id: protocol.id, protocol_version: protocol.version },
      protocol_title: protocol.terms.title,
      co_sign: coSignOf(id, protocol),
      ...{ co_signed_by: null, co_signed_at: null },
    },
  ];
}

/** Those of which the minute is over. */
async function leftBy(ctx: Ctx, rows: readonly JudgedRow[]): Promise<Set<string>> {
  const found = await ctx
    .db('refill_decision')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('request_id = any(?)', [rows.map(({ id }) => id)])
    .whereNull('taken_back_at')
    .where('leaves_at', '<=', ctx.now)
    .select<{ request_id: string }[]>('request_id');
  return new Set(found.map(({ request_id: id }) => id));
}

function announceAll(ctx: Ctx, rows: readonly JudgedRow[], type: string): void {
  const payload = new Composed(composedItem(refills));
  for (const { id, clinic_id: clinicId, version: before } of rows) {
    const version = before + 1;
    recordChange(ctx, { type, clinicId, entityId: id, version, payload });
    recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, inBulk: true } });
  }
}

/** The queue with what can be decided about many of its items. */
export const refillsInBulk: Queue<Refill> = { ...refills, bulkDecisions: { approve: approveMany } };
