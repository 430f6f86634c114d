// The only SQL that writes one-time links of people.
import type { StaffLinkKind } from '#contract/staff-link';
import type { Ctx } from '../platform/context.ts';

export interface StaffLinkRow {
  id: string;
  staff_id: string;
  kind: StaffLinkKind;
  created_at: string;
  created_by: string;
  expires_at: string;
}

export async function insertLink(
  ctx: Ctx,
  link: StaffLinkRow & { token_hash: Buffer },
): Promise<void> {
  await ctx.db('staff_link').insert({ organization_id: ctx.organizationId, ...link });
}

/** True when there was one that could still be used. */
export async function revokeOpenLink(ctx: Ctx, staffId: string): Promise<boolean> {
  const revoked = await ctx
    .db('staff_link')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .whereNull('used_at')
    .whereNull('revoked_at')
    .update({ revoked_at: ctx.now })
    .returning<{ expires_at: string }[]>('expires_at');
  return revoked.some(({ expires_at }) => expires_at > ctx.now);
}

/** Once: of two who use it at the same time, one gets nothing. */
export async function useLink(
  ctx: Ctx,
  id: string,
  kind: StaffLinkKind,
): Promise<StaffLinkRow | undefined> {
  const [row] = await ctx
    .db('staff_link')
    .where({ organization_id: ctx.organizationId, id, kind })
    .whereNull('used_at')
    .whereNull('revoked_at')
    .where('expires_at', '>', ctx.now)
    .update({ used_at: ctx.now })
    .returning<StaffLinkRow[]>([
      'id',
      'staff_id',
      'kind',
      'created_at',
      'created_by',
      'expires_at',
    ]);
  return row;
}

export async function lastResetAt(ctx: Ctx, staffId: string): Promise<string | null> {
  const row = await ctx
    .db('staff_link')
    .where({ organization_id: ctx.organizationId, staff_id: staffId, kind: 'password-reset' })
    .max<{ at: string | null }[]>('created_at as at')
    .first();
  return row?.at ?? null;
}

export async function updatePassword(
  ctx: Ctx,
  staffId: string,
  passwordHash: string,
): Promise<string> {
  const [row] = await ctx
    .db('login')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .update({ password_hash: passwordHash, changed_at: ctx.now })
    .returning<{ name: string }[]>('name');
  if (!row) throw new Error('A login whose password changes is not there.');
  return row.name;
}
