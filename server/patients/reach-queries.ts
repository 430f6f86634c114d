// Where a patient can be written to, as the chart has it; whether one may is decided by `contact-queries.ts`.
import type { PatientRecord } from '#contract/patient-record';
import type { Ctx } from '../platform/context.ts';

export interface Reach {
  /** The first number on record on which the patient has agreed to texts. */
  text: string | null;
  email: string | null;
  preferredChannel: PatientRecord['preferredChannel'];
  language: string;
  /** Where the patient is by the clock; `null` = as the clinic. */
  zone: string | null;
}

/** Who has the number on their chart, first or further, and is not retired. */
export async function listPatientsOfNumber(ctx: Ctx, number: string): Promise<string[]> {
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(ofNumber, {
    organization: ctx.organizationId,
    number,
  });
  return rows.map(({ id }) => id);
}

const ofNumber = `
  select p.id from patient p where p.organization_id = :organization and p.phone = :number
  union
  select t.patient_id from patient_telecom t
  where t.organization_id = :organization and t.number = :number
  order by 1`;

export async function getReach(ctx: Ctx, patientId: string): Promise<Reach> {
  const { rows } = await ctx.db.raw<{ rows: Reach[] }>(reach, [ctx.organizationId, patientId]);
  const [row] = rows;
  if (!row) throw new Error('A patient who would be written to has no row.');
  return row;
}

const reach = `
  select
    case when p.phone_may_text then p.phone else (
      select t.number
      from patient_telecom t
      where t.organization_id = p.organization_id and t.patient_id = p.id and t.may_text
      order by t.place
      limit 1
    ) end as text,
    p.email, p.preferred_channel as "preferredChannel", p.language, p.zone
  from patient p
  where p.organization_id = ? and p.id = ?`;
