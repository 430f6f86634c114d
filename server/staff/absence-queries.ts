// Who is away, for the console and for the queues.
import type { Absence } from '#contract/absence';
import { roleHolds, roles, type Permission } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';
import type { AbsenceRow } from './absence-repository.ts';

export function absenceView(row: AbsenceRow): Absence {
  return {
    id: row.id,
    staffId: row.staff_id,
    coverId: row.cover_id,
    fromAt: row.from_at,
    untilAt: row.until_at,
    endedAt: row.ended_at,
    version: row.version,
  };
}

/** Running and coming ones of the people of a clinic, soonest first. */
export async function listAbsences(ctx: Ctx, clinicId: string): Promise<Absence[]> {
  const here = ctx
    .db('role_grant')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .select('staff_id');
  const rows = await ctx
    .db('staff_absence')
    .where({ organization_id: ctx.organizationId })
    .whereNull('ended_at')
    .where('until_at', '>', ctx.now)
    .whereIn('staff_id', here)
    .orderBy(['from_at', 'id'])
    .select<AbsenceRow[]>('*');
  return rows.map(absenceView);
}

/** Everybody who no longer works here. */
export async function listLeft(ctx: Ctx): Promise<string[]> {
  return ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId })
    .whereNotNull('ended_at')
    .pluck<string[]>('id');
}

/** Everybody who is away now or has left, and who covers: `null` = the pool. */
export async function listAway(ctx: Ctx): Promise<Map<string, string | null>> {
  const left = await listLeft(ctx);
  const away = await ctx
    .db('staff_absence')
    .where({ organization_id: ctx.organizationId })
    .whereNull('ended_at')
    .where('until_at', '>', ctx.now)
    .where('from_at', '<=', ctx.now)
    .select<{ staff_id: string; cover_id: string | null }[]>('staff_id', 'cover_id');
  // Whoever leaves while somebody covers for them leaves their work with that person.
  return new Map([
    ...left.map((id) => [id, null] as const),
    ...away.map(({ staff_id, cover_id }) => [staff_id, cover_id] as const),
  ]);
}

/**
 * Who answers for somebody's work in a clinic now: they themselves, or who covers for them while they are away; `null` where
 * that is nobody who works here and holds the permission.
 */
export async function findAnswering(
  ctx: Ctx,
  { staffId, permission, clinicId }: { staffId: string; permission: Permission; clinicId: string },
): Promise<string | null> {
  const { organizationId: organization, now } = ctx;
  const holding = roles.filter((role) => roleHolds(role, permission));
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(answering, {
    ...{ organization, now, staff: staffId, clinic: clinicId, holding },
  });
  return rows[0]?.id ?? null;
}

const answering = `
  with away as (
    select cover_id from staff_absence
    where organization_id = :organization and staff_id = :staff and ended_at is null and from_at <= :now and until_at > :now
    order by from_at
    limit 1
  )
  select s.id
  from staff_member s
  where s.organization_id = :organization and s.ended_at is null
    and s.id = case when exists (select from away) then (select cover_id from away) else cast(:staff as uuid) end
    and exists (
      select from role_grant g
      where g.organization_id = s.organization_id and g.staff_id = s.id and g.clinic_id = :clinic
        and g.role = any(cast(:holding as text[])))`;
