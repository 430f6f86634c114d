// The only SQL that writes rooms, devices and interpreters.
import type { OutOfUse, ResourceHours, ResourceKind } from '#contract/resources';
import type { Ctx } from '../../platform/context.ts';
import { recordVersion } from '../../platform/db/record-version.ts';

export interface ResourceRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  shared_with: string[];
  name: string;
  kind: ResourceKind;
  type: string;
  hours: ResourceHours[];
  out_of_use: OutOfUse[];
  active: boolean;
  version: number;
}

/** Arrays would be taken for those of PostgreSQL. */
function stored(row: Partial<ResourceRow>): Record<string, unknown> {
  const { hours, out_of_use, ...rest } = row;
  return {
    ...rest,
    ...(hours ? { hours: JSON.stringify(hours) } : {}),
    ...(out_of_use ? { out_of_use: JSON.stringify(out_of_use) } : {}),
  };
}

/** False when the clinic has an active one of this name. */
export async function insertResource(ctx: Ctx, row: ResourceRow): Promise<boolean> {
  const inserted = await ctx
    .db('resource')
    .insert(stored(row))
    .onConflict(ctx.db.raw('(organization_id, clinic_id, lower(name)) where active'))
    .ignore()
    .returning('id');
  if (inserted.length === 0) return false;
  await recordVersion(ctx, 'resource', 'added', row);
  return true;
}

export function findResourceForUpdate(ctx: Ctx, id: string): Promise<ResourceRow | undefined> {
  return ctx
    .db('resource')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ResourceRow | undefined>('*');
}

/** The row must have been read for update; `null` when another active one of the clinic has the name. */
export async function updateResource(
  ctx: Ctx,
  act: 'changed' | 'taken-out-of-use' | 'put-back-in-use' | 'retired',
  row: ResourceRow,
  changed: Partial<ResourceRow>,
): Promise<ResourceRow | null> {
  const next = { ...row, ...changed, version: row.version + 1 };
  if (next.active && (await isNameTaken(ctx, next))) return null;
  await ctx
    .db('resource')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update(stored({ ...changed, version: next.version }));
  await recordVersion(ctx, 'resource', act, next);
  return next;
}

async function isNameTaken(ctx: Ctx, row: ResourceRow): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(
    `select from resource
     where organization_id = ? and clinic_id = ? and active and id <> ? and lower(name) = lower(?)`,
    [row.organization_id, row.clinic_id, row.id, row.name],
  );
  return rows.length > 0;
}
