// The readiness card of one request, and the proof that a decision is about the card that was seen.
import type { RefillCard } from '#contract/refill-card';
import { listStatements } from '../patients/statement-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ProblemError } from '../platform/problem.ts';
import { findReadableRow, workItem } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import type { DrugKnowledge } from './drug-knowledge.ts';
import { judgeRefills, stampOf, type JudgedRefill } from './readiness-queries.ts';
import { listOpenTogether } from './refill-list-queries.ts';
import { refills } from './refills-queue.ts';

export async function getRefillCard(
  ctx: Ctx,
  itemId: string,
  knowledge: DrugKnowledge | null,
): Promise<RefillCard> {
  const row = await findReadableRow(ctx, refills, itemId);
  const { facts, readiness, nextVisitAt } = await judgeRow(ctx, row);
  const { clinic_id: clinicId, patient_id: patientId } = row;
  const statements = patientId === null ? [] : await listStatements(ctx, patientId);
  const order = readiness.sides.active ?? readiness.sides.requested;
  const beside = facts.beside.map(({ name, strength }) => ({ rxnorm: null, name, strength }));
  return {
    itemId,
    patientId,
    stamp: stampOf(readiness),
    judgedAt: ctx.now,
    criteria: readiness.criteria,
    sides: readiness.sides,
    differences: readiness.differences,
    prescription: facts.prescription,
    protocol: readiness.protocol,
    notDelegated: readiness.notDelegated,
    statements,
    alerts: knowledge && order ? [...knowledge.alertsFor({ order, beside, statements })] : null,
    lastSeenOn: facts.lastSeenOn,
    nextVisitAt,
    together: patientId === null ? [itemId] : await listOpenTogether(ctx, { clinicId, patientId }),
  };
}

export async function judgeRow(ctx: Ctx, row: WorkRow): Promise<JudgedRefill> {
  const judged = (await judgeRefills(ctx, row.clinic_id, [row])).get(row.id);
  if (!judged) throw new Error('A work item of refills has no request.');
  return judged;
}

/** The card as it stands now, which is the one that was seen; otherwise nothing is decided. */
export async function judgeAsSeen(ctx: Ctx, row: WorkRow, stamp: string): Promise<JudgedRefill> {
  const judged = await judgeRow(ctx, row);
  if (stampOf(judged.readiness) === stamp) return judged;
  throw new ProblemError(
    'conflict',
    'Something on the card has turned since you looked; nothing was decided. Look again.',
    { rule: 'card-turned', current: await workItem(ctx, refills, row) },
  );
}
