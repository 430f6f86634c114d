// Who holds what where, people and programs: the read door for whoever must know before something is given or done.
import { roleHolds, roles, type Held, type Permission, type Role } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';

/** Does this person still work here and hold the permission in that clinic? */
export async function holdsThere(
  ctx: Ctx,
  { staffId, permission, clinicId }: { staffId: string; permission: Permission; clinicId: string },
): Promise<boolean> {
  const row = await ctx
    .db('role_grant as g')
    .join('staff_member as s', (on) => {
      on.on('s.organization_id', 'g.organization_id').andOn('s.id', 'g.staff_id');
    })
    .where({
      'g.organization_id': ctx.organizationId,
      'g.staff_id': staffId,
      'g.clinic_id': clinicId,
    })
    .whereNull('s.ended_at')
    .whereIn(
      'g.role',
      roles.filter((role) => roleHolds(role, permission)),
    )
    .first<{ staff_id: string } | undefined>('g.staff_id');
  return row !== undefined;
}

/**
 * Does somebody besides the one who acts hold the permission in that clinic, who can sign in? In the demo everybody can,
 * by their role.
 */
export async function othersHold(
  ctx: Ctx,
  { permission, clinicId }: { permission: Permission; clinicId: string },
): Promise<boolean> {
  const row = await ctx
    .db('role_grant as g')
    .join('staff_member as s', (on) => {
      on.on('s.organization_id', 'g.organization_id').andOn('s.id', 'g.staff_id');
    })
    .where({ 'g.organization_id': ctx.organizationId, 'g.clinic_id': clinicId })
    .whereNot({ 'g.staff_id': ctx.actorId })
    .whereNull('s.ended_at')
    .whereRaw(
      `(exists (select from login l where l.organization_id = s.organization_id and l.staff_id = s.id)
        or exists (select from organization o where o.organization_id = s.organization_id and o.is_demo))`,
    )
    .whereIn(
      'g.role',
      roles.filter((role) => roleHolds(role, permission)),
    )
    .first<{ staff_id: string } | undefined>('g.staff_id');
  return row !== undefined;
}

/** What a person or a program holds, as long as they work here. */
export async function grantsOf(ctx: Ctx, staffId: string): Promise<Held[]> {
  const { rows } = await ctx.db.raw<{ rows: { held: Held[] }[] }>(
    `select coalesce(jsonb_agg(h.held), '[]') as held from (
        select jsonb_build_object('clinicId', g.clinic_id, 'role', g.role) as held
        from role_grant g
        where g.organization_id = :organizationId and g.staff_id = :staffId
        union all
        select jsonb_build_object('clinicId', p.clinic_id, 'permission', p.permission)
        from service_permission p
        where p.organization_id = :organizationId and p.account_id = :staffId
      ) h
      where exists (select from staff_member s where s.organization_id = :organizationId and s.id = :staffId
        and s.ended_at is null)`,
    { organizationId: ctx.organizationId, staffId },
  );
  return rows[0]?.held ?? [];
}

/** Where this person works, as long as they do. */
export async function listClinicsOf(ctx: Ctx, staffId: string): Promise<string[]> {
  return ctx
    .db('role_grant as g')
    .join('staff_member as s', (on) => {
      on.on('s.organization_id', 'g.organization_id').andOn('s.id', 'g.staff_id');
    })
    .where({ 'g.organization_id': ctx.organizationId, 'g.staff_id': staffId })
    .whereNull('s.ended_at')
    .distinct('g.clinic_id')
    .pluck<string[]>('g.clinic_id');
}

/** Somebody who holds the role, first by family name; used by the demo sign-in. */
export async function findHolderOf(ctx: Ctx, role: Role): Promise<{ staffId: string } | null> {
  const row = await ctx
    .db('role_grant as g')
    .join('staff_member as s', (on) =>
      on.on('s.organization_id', 'g.organization_id').andOn('s.id', 'g.staff_id'),
    )
    .where({ 'g.organization_id': ctx.organizationId, 'g.role': role })
    .whereNull('s.ended_at')
    // Whoever holds it in most clinics stands first: that is the demo person of the role.
    .groupBy('s.id', 's.family', 's.given')
    .orderByRaw('count(*) desc, s.family, s.given, s.id')
    .first<{ id: string } | undefined>('s.id');
  return row ? { staffId: row.id } : null;
}
