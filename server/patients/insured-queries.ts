// Whom a coverage insures, as a payer wants to be told of them: the read door for other slices.
import type { Coverage } from '#contract/coverage';
import type { Patient } from '#contract/patients';
import type { Payer } from '#contract/payer';
import type { InsuredFacts } from '../interop/x12/insured-people.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { CoverageRow } from './coverage-repository.ts';

export interface Insured {
  coverageId: string;
  payer: Pick<Payer, 'id' | 'name' | 'payerIdentifier'>;
  patient: InsuredFacts['patient'] & Pick<Patient, 'id'>;
  order: Coverage['order'];
  facts: InsuredFacts;
}

export async function getInsured(ctx: Ctx, coverageId: string): Promise<Insured> {
  const { rows } = await ctx.db.raw<{
    rows: (Pick<Insured, 'payer' | 'patient'> & { coverage: CoverageRow })[];
  }>(
    `select row_to_json(c) as coverage,
       json_build_object('id', p.id, 'name', p.name, 'payerIdentifier', p.payer_identifier) as payer,
       json_build_object('id', i.id, 'family', i.family, 'given', i.given, 'birthOn', i.birth_on, 'sex', i.sex) as patient
     from coverage c
     join payer p on p.organization_id = c.organization_id and p.id = c.payer_id
     join patient i on i.organization_id = c.organization_id and i.id = c.patient_id
     where c.organization_id = ? and c.id = ?`,
    [ctx.organizationId, coverageId],
  );
  const [row] = rows;
  if (!row) throw notFound('coverage');
  const { coverage, payer, patient } = row;
  const facts = insuredFacts(coverage, patient);
  return { coverageId, payer, patient, order: coverage.billing_order, facts };
}

export function insuredFacts(
  coverage: CoverageRow,
  patient: InsuredFacts['patient'],
): InsuredFacts {
  const { relationship, member_id: memberId, group_number: groupNumber } = coverage;
  const { subscriber_family: family, subscriber_given: given } = coverage;
  const holder =
    relationship === 'self'
      ? null
      : { family: family ?? '', given: given ?? '', birthOn: coverage.subscriber_birth_on };
  return { patient, relationship, memberId, groupNumber, holder };
}

/** Whose coverage a member number is, told by name and birth date beside it; `null` when nobody's, or several people's. */
export async function findInsured(
  ctx: Ctx,
  said: { payerId: string | null; memberId: string; birthOn: string | null; family: string },
): Promise<{ coverageId: string; patientId: string } | null> {
  if (said.memberId === '') return null;
  const { rows } = await ctx.db.raw<{ rows: { coverageId: string; patientId: string }[] }>(
    `select c.id as "coverageId", c.patient_id as "patientId"
     from coverage c
     join patient i on i.organization_id = c.organization_id and i.id = c.patient_id
     where c.organization_id = :organization and c.member_id = :member and c.valid
       and (cast(:payer as uuid) is null or c.payer_id = :payer)
       and (i.birth_on = cast(:birth as date) or lower(i.family) = lower(:family))
     order by c.effective_from desc, c.id`,
    {
      ...{ organization: ctx.organizationId, member: said.memberId, payer: said.payerId },
      ...{ birth: said.birthOn, family: said.family },
    },
  );
  const people = new Set(rows.map(({ patientId }) => patientId));
  const [first = null] = rows;
  return people.size === 1 ? first : null;
}
