// What decides whether somebody may see a patient in a clinic, and is wished of who does.
import { listName } from '#contract/patients';
import type { Clinic, Provider } from '#contract/staff';
import type { Licence } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';

export interface Clinician {
  languages: string[];
  gender: Provider['gender'];
  licence: Pick<Licence, 'state' | 'expiresOn'> | null;
}

interface ClinicianRow extends Pick<Clinician, 'languages' | 'gender'> {
  zone: string;
  hour_cycle: Clinic['hourCycle'];
  given: string;
  family: string;
  state: string | null;
  expires_on: string | null;
}

/** With the clocks of the clinic in which they would see them, in one read. */
export async function getClinicianIn(
  ctx: Ctx,
  { clinicId, providerId }: { clinicId: string; providerId: string },
): Promise<Pick<Clinic, 'zone' | 'hourCycle'> & { name: string; clinician: Clinician }> {
  const row = await ctx
    .db('clinic as c')
    .join('staff_member as s', 's.organization_id', 'c.organization_id')
    .where({ 'c.organization_id': ctx.organizationId, 'c.id': clinicId, 's.id': providerId })
    .first<ClinicianRow | undefined>(
      ...['c.zone', 'c.hour_cycle', 's.given', 's.family', 's.languages', 's.gender'],
      ...['s.licence_state as state', 's.licence_expires_on as expires_on'],
    );
  if (!row) throw notFound('provider');
  const { zone, hour_cycle: hourCycle, languages, gender, state, expires_on: expiresOn } = row;
  const licence = state === null || expiresOn === null ? null : { state, expiresOn };
  return { zone, hourCycle, name: listName(row), clinician: { languages, gender, licence } };
}
