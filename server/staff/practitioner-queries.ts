// Everybody whose time is or was booked, in all clinics: for who takes everything out.
import type { Licence } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';

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

/** As payers know them, by their ids; who has left is still who ordered it. */
export async function findProviderIdentities(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, ProviderIdentity>> {
  const rows = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .select<ProviderIdentity[]>('id', 'family', 'given', 'npi');
  return new Map(rows.map((row) => [row.id, row]));
}
