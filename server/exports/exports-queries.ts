import type { DataExport } from '#contract/exports';
import type { Ctx } from '../platform/context.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { exportView, type ExportRow } from './exports-view.ts';
import { requireExporter } from './require-exporter.ts';

export async function listExports(ctx: Ctx): Promise<DataExport[]> {
  await requireExporter(ctx);
  const rows = await ctx
    .db('export_run')
    .where({ organization_id: ctx.organizationId })
    .orderBy([
      { column: 'requested_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(50)
    .select<ExportRow[]>('*');
  return exportViews(ctx, rows);
}

export async function exportViews(ctx: Ctx, rows: readonly ExportRow[]): Promise<DataExport[]> {
  const names = await staffNames(
    ctx,
    rows.map((row) => row.requested_by_id),
  );
  return rows.map((row) => exportView(row, names.get(row.requested_by_id) ?? ''));
}
