// The only SQL that writes which chart is somebody's own.
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface OwnChartRow {
  organization_id: string;
  /** Of the staff member. */
  id: string;
  patient_id: string | null;
  version: number;
}

/** `undefined` when somebody else was faster. */
export async function putOwnChart(
  ctx: Ctx,
  { staffId, patientId, version }: { staffId: string; patientId: string | null; version: number },
): Promise<OwnChartRow | undefined> {
  const whose = { organization_id: ctx.organizationId, id: staffId };
  const columns = ['organization_id', 'id', 'patient_id', 'version'];
  const [row] =
    version === 0
      ? await ctx
          .db('own_chart')
          .insert({ ...whose, patient_id: patientId, version: 1 })
          .onConflict(['organization_id', 'id'])
          .ignore()
          .returning<OwnChartRow[]>(columns)
      : await ctx
          .db('own_chart')
          .where({ ...whose, version })
          .update({ patient_id: patientId, version: version + 1 })
          .returning<OwnChartRow[]>(columns);
  if (row) await recordVersion(ctx, 'own_chart', patientId === null ? 'unlink' : 'link', row);
  return row;
}
