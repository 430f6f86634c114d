// Whom a coverage insures, as a payer wants to be told of them: the read door for other slices.
import type { Coverage } from '#contract/coverage';
import type { Patient } from '#contract/patients';
import type { Payer } from '#contract/payer';
import type { InsuredFacts } from '../interop/x12/insured-people.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { findCoverageRow, type CoverageRow } from './coverage-repository.ts';
import { getPatient } from './patients-queries.ts';
import { findPayer } from './payer-queries.ts';

export interface Insured {
  coverageId: string;
  payer: Payer;
  patient: Patient;
  order: Coverage['order'];
  facts: InsuredFacts;
}

export async function getInsured(ctx: Ctx, coverageId: string): Promise<Insured> {
  const coverage = await findCoverageRow(ctx, coverageId);
  const payer = coverage && (await findPayer(ctx, coverage.payer_id));
  if (!payer) throw notFound('coverage');
  const patient = await getPatient(ctx, coverage.patient_id);
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
