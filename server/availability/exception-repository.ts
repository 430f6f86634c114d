// The only SQL that writes time off and extra hours.
import type { ExceptionKind } from '#contract/schedule-exception';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface ExceptionRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  kind: ExceptionKind;
  starts_at: string;
  ends_at: string;
  note: string | null;
  visit_type_ids: string[];
  removed_at: string | null;
  version: number;
}

const table = 'schedule_exception';

export async function insertException(ctx: Ctx, row: ExceptionRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'added', row);
}

export function findExceptionForUpdate(ctx: Ctx, id: string): Promise<ExceptionRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ExceptionRow | undefined>('*');
}

/** The row must have been read for update; returns it as it stands now. */
export async function updateException(
  ctx: Ctx,
  act: 'changed' | 'removed',
  row: ExceptionRow,
  changed: Partial<ExceptionRow>,
): Promise<ExceptionRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  await recordVersion(ctx, table, act, next);
  return next;
}
