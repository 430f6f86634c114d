// Inserts many coverages with their first versions: a handful of statements, however many.
import type { Ctx } from '../platform/context.ts';
import { recordVersions } from '../platform/db/record-version.ts';
import type { CoverageRow } from './coverage-repository.ts';

/**
 * Those of the patients whose charts are open. Until commit nobody else writes coverages of them, so that each sees the
 * days that the others take.
 */
export async function lockOpenCharts(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(
    `select p.id from patient p
     where p.organization_id = ? and p.id = any(?)
       and not exists (
         select from retired_chart r where r.organization_id = p.organization_id and r.patient_id = p.id)
     order by p.id
     for no key update`,
    [ctx.organizationId, [...patientIds]],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function insertCoverages(
  ctx: Ctx,
  coverages: readonly CoverageRow[],
): Promise<CoverageRow[]> {
  if (coverages.length === 0) return [];
  const { rows } = await ctx.db.raw<{ rows: CoverageRow[] }>(
    `insert into coverage
     select c.* from jsonb_populate_recordset(cast(null as coverage), cast(? as jsonb)) c
     returning *`,
    [JSON.stringify(coverages)],
  );
  await recordVersions(ctx, 'coverage', 'added', rows);
  return rows;
}
