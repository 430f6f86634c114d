// Everybody whose time is or was booked, in all clinics: for who takes everything out.
import type { Clinic } from '#contract/staff';
import type { Licence } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';

export interface PractitionerFacts {
  id: string;
  family: string;
  given: string;
  credentials: string;
  specialty: string;
  npi: string | null;
  licence: Licence | null;
  hasLeft: boolean;
  clinicIds: string[];
}

export async function listPractitioners(ctx: Ctx): Promise<PractitionerFacts[]> {
  const { rows } = await ctx.db.raw<{ rows: PractitionerFacts[] }>(
    `select s.id, s.family, s.given, s.credentials, s.specialty, s.npi, s.ended_at is not null as "hasLeft",
       case when s.licence_number is not null then json_build_object('number', s.licence_number,
         'state', s.licence_state, 'expiresOn', s.licence_expires_on) end as licence,
       array(select c.clinic_id from provider_clinic c
         where c.organization_id = s.organization_id and c.provider_id = s.id
         order by c.clinic_id)::text[] as "clinicIds"
     from staff_member s
     where s.organization_id = ? and s.is_provider
     order by s.id`,
    [ctx.organizationId],
  );
  return rows;
}

export type ProviderIdentity = Pick<PractitionerFacts, 'id' | 'family' | 'given' | 'npi'>;

/** A clinic as payers know it, with some of its people by their ids; who has left is still who ordered it. */
export async function getAsking(
  ctx: Ctx,
  { clinicId, staffIds }: { clinicId: string; staffIds: readonly string[] },
): Promise<{
  clinic: Pick<Clinic, 'id' | 'name' | 'zone' | 'phone'>;
  providers: Map<string, ProviderIdentity>;
}> {
  const { rows } = await ctx.db.raw<{
    rows: (Pick<Clinic, 'id' | 'name' | 'zone' | 'phone'> & { people: ProviderIdentity[] })[];
  }>(
    `select c.id, c.name, c.zone, c.phone, coalesce((
       select json_agg(json_build_object('id', s.id, 'family', s.family, 'given', s.given, 'npi', s.npi))
       from staff_member s
       where s.organization_id = c.organization_id and s.id = any(?)), '[]') as people
     from clinic c
     where c.organization_id = ? and c.id = ?`,
    [[...staffIds], ctx.organizationId, clinicId],
  );
  const [row] = rows;
  if (!row) throw notFound('clinic');
  const { people, ...clinic } = row;
  return { clinic, providers: new Map(people.map((each) => [each.id, each])) };
}
