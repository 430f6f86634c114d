// Read models of linked and retired charts, and the read door for other slices.
import type { PatientSummary } from '#contract/patients';
import type { PossibleDuplicate } from '#contract/retired-chart';
import type { Ctx } from '../platform/context.ts';
import type { DuplicateRow } from './merge-repository.ts';
import { listPatientSummaries } from './patients-queries.ts';

export async function duplicateViews(
  ctx: Ctx,
  rows: readonly DuplicateRow[],
  seenFrom: string,
): Promise<PossibleDuplicate[]> {
  const otherOf = (row: DuplicateRow): string =>
    row.patient_id === seenFrom ? row.other_id : row.patient_id;
  const others = await listPatientSummaries(ctx, rows.map(otherOf));
  return rows.flatMap((row) => {
    const other = others.get(otherOf(row));
    return other ? [{ id: row.id, other, note: row.note, version: row.version }] : [];
  });
}

/** Charts that may be of the same person, and nobody has said yet. */
export async function listPossibleDuplicates(
  ctx: Ctx,
  patientId: string,
): Promise<PossibleDuplicate[]> {
  const rows = await ctx
    .db('possible_duplicate')
    .where({ organization_id: ctx.organizationId })
    .whereNull('settled_as')
    .where((either) => {
      void either.where({ patient_id: patientId }).orWhere({ other_id: patientId });
    })
    .orderBy('id')
    .select<DuplicateRow[]>('*');
  return duplicateViews(ctx, rows, patientId);
}

/** The chart that replaced this one; `null` for one that is in use. */
export async function findSurvivor(ctx: Ctx, patientId: string): Promise<PatientSummary | null> {
  const row = await ctx
    .db('retired_chart')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .first<{ survivor_id: string } | undefined>('survivor_id');
  if (!row) return null;
  return (await listPatientSummaries(ctx, [row.survivor_id])).get(row.survivor_id) ?? null;
}

/** What stands open about a chart in all clinics, in numbers. */
export async function countOpenBusiness(
  ctx: Ctx,
  patientId: string,
): Promise<{ visits: number; waiting: number; work: number }> {
  const { rows } = await ctx.db.raw<{ rows: { visits: number; waiting: number; work: number }[] }>(
    'select visits, waiting, work from open_business_of(?, ?)',
    [patientId, ctx.now],
  );
  return rows[0] ?? { visits: 0, waiting: 0, work: 0 };
}
