// The only SQL that writes drawers.
import type { DrawerStatus } from '#contract/drawers';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface DrawerRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  staff_id: string;
  status: DrawerStatus;
  float_cents: number;
  opened_at: string;
  closed_at: string | null;
  closed_by: string | null;
  expected_cents: number | null;
  counted_cents: number | null;
  difference_reason: string | null;
  version: number;
}

const table = 'drawer';

export function lockDrawer(ctx: Ctx, id: string): Promise<DrawerRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<DrawerRow | undefined>('*');
}

export function lockOwnDrawer(ctx: Ctx, clinicId: string): Promise<DrawerRow | undefined> {
  return ctx
    .db(table)
    .where({
      organization_id: ctx.organizationId,
      clinic_id: clinicId,
      staff_id: ctx.actorId,
      status: 'open',
    })
    .forUpdate()
    .first<DrawerRow | undefined>('*');
}

/** `false` when that person has an open one there already. */
export async function insertDrawer(ctx: Ctx, row: DrawerRow): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(insertUnlessOpen, {
    organizationId: row.organization_id,
    id: row.id,
    clinicId: row.clinic_id,
    staffId: row.staff_id,
    floatCents: row.float_cents,
    openedAt: row.opened_at,
  });
  if (rows.length === 0) return false;
  await recordVersion(ctx, table, 'opened', row);
  return true;
}

const insertUnlessOpen = `
  insert into drawer (organization_id, id, clinic_id, staff_id, status, float_cents, opened_at)
  values (:organizationId, :id, :clinicId, :staffId, 'open', :floatCents, :openedAt)
  on conflict (organization_id, clinic_id, staff_id) where status = 'open' do nothing
  returning id`;

/** Of a row that this transaction holds locked. */
export async function updateDrawer(
  ctx: Ctx,
  act: 'used' | 'closed',
  row: DrawerRow,
  changed: Partial<DrawerRow> = {},
): Promise<DrawerRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const count = await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A locked drawer changed under its lock.');
  await recordVersion(ctx, table, act, next);
  return next;
}
