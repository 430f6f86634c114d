// People as those see them who manage them.
import type { Grant } from '#contract/permission';
import type { StaffHoldings, StaffMember, StaffMemberVersion } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { memberView, versionViews, type MemberRow, type MemberVersionRow } from './member-view.ts';

/** By family name; who has left stays, so that they can be found and come back. */
export async function listMembers(ctx: Ctx, clinicId: string): Promise<StaffMember[]> {
  const { rows: here } = await ctx.db.raw<{ rows: { id: string }[] }>(
    `select g.staff_id as id from role_grant g
      where g.organization_id = :organizationId and g.clinic_id = :clinicId
      union
      select p.provider_id from provider_clinic p
      where p.organization_id = :organizationId and p.clinic_id = :clinicId`,
    { organizationId: ctx.organizationId, clinicId },
  );
  const rows = await readMembers(
    ctx,
    here.map(({ id }) => id),
  );
  return rows.map(memberView);
}

export async function findMember(ctx: Ctx, staffId: string): Promise<MemberRow | null> {
  const [row] = await readMembers(ctx, [staffId]);
  return row ?? null;
}

export async function getMember(ctx: Ctx, staffId: string): Promise<MemberRow> {
  const known = await findMember(ctx, staffId);
  if (!known) throw notFound('person');
  return known;
}

async function readMembers(ctx: Ctx, ids: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await ctx.db.raw<{ rows: MemberRow[] }>(
    `select s.id, s.family, s.given, s.credentials, s.specialty, s.is_provider, s.npi, s.licence_number,
        s.licence_state, s.licence_expires_on, s.prescriber, s.dea_schedules, s.supervised_by_id,
        s.languages, s.gender, s.ended_at,
        s.version, l.last_sign_in_at, l.staff_id is not null as has_login, o.is_demo,
        o.name as organization_name, k.kind as link_kind,
        k.expires_at as link_until,
        exists (select from second_step t where t.organization_id = s.organization_id and t.staff_id = s.id
          and t.set_up_at is not null) as has_second_step,
        coalesce((
          select jsonb_agg(jsonb_build_object('clinicId', g.clinic_id, 'role', g.role) order by g.clinic_id, g.role)
          from role_grant g where g.organization_id = s.organization_id and g.staff_id = s.id
        ), '[]') as grants,
        array(
          select p.clinic_id from provider_clinic p
          where p.organization_id = s.organization_id and p.provider_id = s.id order by p.clinic_id
        ) as clinic_ids
      from staff_member s
      join organization o on o.organization_id = s.organization_id
      left join login l on l.organization_id = s.organization_id and l.staff_id = s.id
      left join staff_link k on k.organization_id = s.organization_id and k.staff_id = s.id
        and k.used_at is null and k.revoked_at is null and k.expires_at > :now
      where s.organization_id = :organizationId and s.id = any(:ids)
      order by s.family, s.given, s.id`,
    { organizationId: ctx.organizationId, now: ctx.now, ids: [...ids] },
  );
  return rows;
}

/** The latest first. */
export async function readHistory(ctx: Ctx, staffId: string): Promise<StaffMemberVersion[]> {
  const rows = await ctx
    .db('staff_member_version')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .orderBy('version')
    .select<MemberVersionRow[]>('version', 'act', 'valid_from', 'actor_id', 'row');
  return versionViews(rows);
}

export async function readHoldings(ctx: Ctx, staffId: string): Promise<StaffHoldings> {
  const { rows } = await ctx.db.raw<{ rows: StaffHoldings[] }>(
    `select
        (select count(*) from session s where s.organization_id = :organizationId and s.staff_id = :staffId
          and s.absolute_expires_at > :now) as sessions,
        (select count(*) from work_item i where i.organization_id = :organizationId
          and i.owner_id = :staffId and i.closed_at is null) as "openItems",
        (select count(*) from occupied_time o where o.organization_id = :organizationId
          and o.resource_id = :staffId and o.starts_at > :now) as "visitsAhead",
        (select min(o.starts_at) from occupied_time o where o.organization_id = :organizationId
          and o.resource_id = :staffId and o.starts_at > :now) as "nextVisitAt"`,
    { organizationId: ctx.organizationId, staffId, now: ctx.now },
  );
  return rows[0] ?? { sessions: 0, openItems: 0, visitsAhead: 0, nextVisitAt: null };
}

/** Would this supervisor, over however many others, be supervised by the person? */
export async function leadsBack(ctx: Ctx, staffId: string, supervisorId: string): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: { found: boolean }[] }>(
    `with recursive above(id) as (
        select cast(:supervisorId as uuid)
        union
        select s.supervised_by_id from staff_member s join above a on a.id = s.id
        where s.organization_id = :organizationId and s.supervised_by_id is not null
      )
      select exists (select from above where id = :staffId) as found`,
    { organizationId: ctx.organizationId, staffId, supervisorId },
  );
  return rows[0]?.found ?? false;
}

export async function worksHere(ctx: Ctx, staffId: string): Promise<boolean> {
  const row = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .whereNull('ended_at')
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** Where they hold a role or have time that can be booked. */
export function clinicsOf(member: Pick<MemberRow, 'grants' | 'clinic_ids'>): string[] {
  return [...new Set([...member.grants.map((held: Grant) => held.clinicId), ...member.clinic_ids])];
}
