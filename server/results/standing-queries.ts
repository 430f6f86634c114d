// "Where are my labs?": where each result of a patient stands, in a sentence for the phone; without what it is or says.
import type { ResultStanding, Standing } from '#contract/result-standing';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import {
  factsOf,
  holdsByResult,
  releaseOfPatient,
  type PatientRelease,
} from './release-queries.ts';
import type { HoldRow } from './release-repository.ts';
import { judgeRelease, nextTurn } from './release-rules.ts';
import { sentenceOf } from './standing-words.ts';
import { listResultsOf, type PatientResult } from './results-queries.ts';

const mostOfPatient = 100;

export async function listResultStandings(ctx: Ctx, patientId: string): Promise<ResultStanding[]> {
  await getPatientSummary(ctx, patientId);
  const rows = (await listResultsOf(ctx, patientId, mostOfPatient)).filter(
    ({ clinic_id: clinicId }) => mayAct(ctx, 'result:standing', clinicId),
  );
  const ids = rows.map(({ id }) => id);
  const holds = await holdsByResult(ctx, ids);
  const seen = await seenAt(ctx, ids);
  const dues = await dueAt(ctx, ids);
  const byClinic = new Map<string, PatientRelease>();
  for (const { clinic_id: clinicId } of rows)
    if (!byClinic.has(clinicId))
      byClinic.set(clinicId, await releaseOfPatient(ctx, { patientId, clinicId }));
  return rows.flatMap((row) => {
    const whose = byClinic.get(row.clinic_id);
    if (!whose) return [];
    return [
      standingOf(ctx, {
        ...{ row, whose, holds: holds.get(row.id) ?? [], dueAt: dues.get(row.id) ?? null },
        seenAt: seen.get(row.id) ?? null,
      }),
    ];
  });
}

function standingOf(
  ctx: Ctx,
  of: {
    row: PatientResult;
    whose: PatientRelease;
    holds: readonly HoldRow[];
    dueAt: string | null;
    seenAt: string | null;
  },
): ResultStanding {
  const { row, whose, holds, dueAt, seenAt } = of;
  const { zone } = whose.known;
  const { standing, at } = judge(ctx, { row, whose, holds, dueAt });
  const orderedOn = row.ordered_at === null ? null : localDateOf(row.ordered_at, zone);
  const dayOf = at === null ? null : localDateOf(at, zone);
  return {
    ...{ itemId: row.id, clinicId: row.clinic_id, kind: row.kind, standing, orderedOn, at, seenAt },
    sentence: sentenceOf({ standing, kind: row.kind, source: row.source, day: dayOf, seenAt }),
    ...{
      orderedBy: row.ordered_name,
      isReviewed: row.signed_at !== null,
      version: row.item_version,
    },
  };
}

function judge(
  ctx: Ctx,
  of: {
    row: PatientResult;
    whose: PatientRelease;
    holds: readonly HoldRow[];
    dueAt: string | null;
  },
): { standing: Standing; at: string | null } {
  const { row, whose, holds, dueAt } = of;
  if (row.report_status === 'entered-in-error') return { standing: 'withdrawn', at: null };
  if (row.status === 'dropped') return { standing: 'dropped', at: null };
  if (row.missing.length > 0) return { standing: 'matching', at: null };
  if (row.number === 0)
    return { standing: dueAt !== null && dueAt <= ctx.now ? 'late' : 'expected', at: dueAt };
  const facts = factsOf(whose, row, holds);
  const verdict = judgeRelease(facts, { audience: 'patient' }, ctx.now);
  const at = nextTurn(facts, { audience: 'patient' }, ctx.now);
  if (verdict.because === 'not-final') return { standing: 'preliminary', at: null };
  if (verdict.because === 'held') return { standing: 'held', at };
  if (!verdict.sees) return { standing: 'delayed', at };
  return { standing: row.report_status === 'cancelled' ? 'not-done' : 'visible', at: null };
}

async function seenAt(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx
    .db('result_view')
    .where({ organization_id: ctx.organizationId, kind: 'patient' })
    .whereRaw('result_id = any(?)', [[...ids]])
    .groupBy('result_id')
    .select<{ result_id: string; at: string }[]>('result_id', ctx.db.raw('max(last_at) as at'));
  return new Map(rows.map(({ result_id: id, at }) => [id, at]));
}

async function dueAt(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .select<{ id: string; due_at: string }[]>('id', 'due_at');
  return new Map(rows.map(({ id, due_at: at }) => [id, at]));
}
