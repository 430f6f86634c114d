// The only SQL that writes exports.
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import type { ExportRow } from './exports-view.ts';

const table = 'export_run';

export async function insertExport(
  ctx: Ctx,
  asked: Pick<ExportRow, 'id' | 'reason' | 'requested_by_id'>,
): Promise<ExportRow> {
  const [row] = await ctx
    .db(table)
    .insert({
      ...asked,
      organization_id: ctx.organizationId,
      requested_at: ctx.now,
      status: 'requested',
    })
    .returning<ExportRow[]>('*');
  if (!row) throw new Error('An export was not inserted.');
  return row;
}

/** Who asks waits for whoever asks at the same moment. */
export async function isUnderWay(ctx: Ctx): Promise<boolean> {
  await takeLocks(ctx, { exclusive: ['export'] });
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw("status in ('requested', 'running')")
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

export function lockExport(ctx: Ctx, id: string): Promise<ExportRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ExportRow | undefined>('*');
}

/** One that waits, or whose server has not been heard of for longer than its lease. */
export function lockExportToMake(ctx: Ctx): Promise<ExportRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw("status in ('requested', 'running') and (lease_until is null or lease_until <= ?)", [
      ctx.now,
    ])
    .forUpdate()
    .skipLocked()
    .first<ExportRow | undefined>('*');
}

export function lockExpired(ctx: Ctx): Promise<ExportRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, status: 'ready' })
    .where('expires_at', '<=', ctx.now)
    .orderBy('expires_at')
    .forUpdate()
    .skipLocked()
    .first<ExportRow | undefined>('*');
}

export async function updateExport(
  ctx: Ctx,
  { id, version }: ExportRow,
  change: Partial<ExportRow>,
): Promise<ExportRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id, version })
    .update({ ...change, version: version + 1 })
    .returning<ExportRow[]>('*');
  if (!row) throw new Error('A locked export has changed.');
  return row;
}
