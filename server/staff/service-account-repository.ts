// The only SQL that writes keys and permissions of service accounts; the account's own row is a member of the staff.
import type { PermissionGrant } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';

export interface ServiceKeyRow {
  key_hash: Buffer;
  key_hint: string;
  key_made_at: string;
  key_expires_at: string;
}

export async function insertServiceAccount(
  ctx: Ctx,
  id: string,
  key: ServiceKeyRow,
): Promise<void> {
  await ctx.db('service_account').insert({ organization_id: ctx.organizationId, id, ...key });
}

/** The one before is worth nothing from the commit on. */
export async function replaceKey(ctx: Ctx, id: string, key: ServiceKeyRow): Promise<void> {
  await ctx
    .db('service_account')
    .where({ organization_id: ctx.organizationId, id })
    .update({ ...key, last_used_at: null });
}

export async function replacePermissions(
  ctx: Ctx,
  id: string,
  { added, removed }: { added: readonly PermissionGrant[]; removed: readonly PermissionGrant[] },
): Promise<void> {
  const rowOf = ({ clinicId, permission }: PermissionGrant) => ({
    organization_id: ctx.organizationId,
    account_id: id,
    clinic_id: clinicId,
    permission,
  });
  if (added.length > 0) await ctx.db('service_permission').insert(added.map(rowOf));
  for (const grant of removed) await ctx.db('service_permission').where(rowOf(grant)).delete();
}
