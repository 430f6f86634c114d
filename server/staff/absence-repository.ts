// The only SQL that writes absences.
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface AbsenceRow {
  organization_id: string;
  id: string;
  staff_id: string;
  cover_id: string | null;
  from_at: string;
  until_at: string;
  ended_at: string | null;
  version: number;
}

const table = 'staff_absence';

/** `null` when the person is away then already. */
export async function insertAbsence(
  ctx: Ctx,
  absence: Omit<AbsenceRow, 'organization_id' | 'ended_at' | 'version'>,
): Promise<AbsenceRow | null> {
  const [row] = (await ctx
    .db(table)
    .insert({ ...absence, organization_id: ctx.organizationId })
    .onConflict()
    .ignore()
    .returning('*')) as AbsenceRow[];
  if (!row) return null;
  await recordVersion(ctx, table, 'added', row);
  return row;
}

export function lockAbsence(ctx: Ctx, id: string): Promise<AbsenceRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<AbsenceRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function endAbsenceRow(ctx: Ctx, absence: AbsenceRow): Promise<AbsenceRow> {
  const [row] = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: absence.id, version: absence.version })
    .update({ ended_at: ctx.now, version: absence.version + 1 })
    .returning('*')) as AbsenceRow[];
  if (!row) throw new Error('A locked absence changed under its lock.');
  await recordVersion(ctx, table, 'ended', row);
  return row;
}
