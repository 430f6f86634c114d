import type { ServiceAccount } from '#contract/service-account';
import type { Ctx } from '../platform/context.ts';
import { serviceAccountView, type ServiceAccountRow } from './service-account-view.ts';

/** By name; those that have ended come last. */
export async function listServiceAccounts(ctx: Ctx, clinicId: string): Promise<ServiceAccount[]> {
  const here = ctx
    .db('service_permission')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .distinct('account_id');
  const rows = await selectAccounts(ctx)
    .whereIn('a.id', here)
    .orderByRaw('s.ended_at is not null, s.family, a.id');
  return rows.map(serviceAccountView);
}

export async function findServiceAccount(
  ctx: Ctx,
  accountId: string,
): Promise<ServiceAccountRow | null> {
  const [row] = await selectAccounts(ctx).where({ 'a.id': accountId });
  return row ?? null;
}

function selectAccounts(ctx: Ctx) {
  return ctx
    .db('service_account as a')
    .join('staff_member as s', (on) => {
      on.on('s.organization_id', 'a.organization_id').andOn('s.id', 'a.id');
    })
    .where({ 'a.organization_id': ctx.organizationId })
    .select<ServiceAccountRow[]>(
      'a.id',
      's.family as name',
      'a.key_hint',
      'a.key_made_at',
      'a.key_expires_at',
      'a.last_used_at',
      's.ended_at',
      's.version',
      ctx.db.raw(
        `coalesce((
          select jsonb_agg(jsonb_build_object('clinicId', p.clinic_id, 'permission', p.permission)
            order by p.clinic_id, p.permission)
          from service_permission p where p.organization_id = a.organization_id and p.account_id = a.id
        ), '[]') as permissions`,
      ),
    );
}
