// The only SQL that writes rescues and what they did with each visit.
import type { LeftBecause, RescueAct, RescueStatus } from '#contract/rescues';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface RescueRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  starts_at: string;
  ends_at: string;
  /** The time off that it entered. */
  exception_id: string;
  status: RescueStatus;
  committed_at: string;
  quiet_until: string;
  undone_at: string | null;
  version: number;
}

export interface RescueLineRow {
  organization_id: string;
  rescue_id: string;
  appointment_id: string;
  clinic_id: string;
  act: RescueAct;
  from_starts_at: string;
  from_ends_at: string;
  to_provider_id: string | null;
  to_starts_at: string | null;
  /** As the rescue left it: who finds another one sees that somebody touched the visit since. */
  appointment_version: number;
  entry_id: string | null;
  call_id: string | null;
  undone: 'restored' | LeftBecause | null;
}

export async function insertRescue(
  ctx: Ctx,
  row: RescueRow,
  lines: readonly RescueLineRow[],
): Promise<void> {
  await ctx.db('rescue').insert(row);
  if (lines.length > 0) await ctx.db('rescue_line').insert([...lines]);
  await recordVersion(ctx, 'rescue', 'committed', row);
}

export function lockRescue(ctx: Ctx, id: string): Promise<RescueRow | undefined> {
  return ctx
    .db('rescue')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<RescueRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updateRescue(
  ctx: Ctx,
  row: RescueRow,
  changed: Pick<RescueRow, 'status' | 'undone_at'>,
): Promise<RescueRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  await ctx
    .db('rescue')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  await recordVersion(ctx, 'rescue', 'undone', next);
  return next;
}

export async function markUndone(
  ctx: Ctx,
  line: RescueLineRow,
  undone: NonNullable<RescueLineRow['undone']>,
): Promise<void> {
  const { organization_id, rescue_id, appointment_id } = line;
  await ctx
    .db('rescue_line')
    .where({ organization_id, rescue_id, appointment_id })
    .update({ undone });
}
