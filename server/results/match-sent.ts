// Whom and what a sent report or order means: taken only by certain signs; what is missing is left for a person.
import type { MissingPart, OrderState } from '#contract/result-report';
import { identifyPatient } from '../patients/identify-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { findAnswering } from '../staff/absence-queries.ts';
import { findByNpi } from '../staff/staff-queries.ts';
import type { IntakePolicy } from '#contract/result-settings';
import type { ResultRow } from './result-repository.ts';
import type { SentPerson, SentProvider } from './sent-report.ts';

/** The order that it answers, where one is here: whose that is. */
export interface Ordered {
  row: ResultRow;
  patientId: string | null;
}

export interface MatchedPatient {
  patientId: string | null;
  /** They are somebody else than whom the order is for. */
  contradicts: boolean;
}

export async function matchPatient(
  ctx: Ctx,
  person: SentPerson | null,
  ordered: Pick<Ordered, 'patientId'> | null,
): Promise<MatchedPatient> {
  const expected = ordered?.patientId ?? null;
  if (person === null) return { patientId: expected, contradicts: false };
  const found = await identifyPatient(ctx, person);
  if (expected === null)
    return { patientId: found?.isCertain === true ? found.patientId : null, contradicts: false };
  // The order's number and the same name and birth date are sign enough; a name that is nobody's is not.
  if (found?.patientId === expected) return { patientId: expected, contradicts: false };
  return { patientId: null, contradicts: found?.isCertain === true };
}

export interface MatchedProvider {
  staffId: string | null;
  /** Named, and nobody of ours. */
  isUnknown: boolean;
}

export async function matchProvider(ctx: Ctx, said: SentProvider | null): Promise<MatchedProvider> {
  if (said === null || (said.npi === null && said.name === ''))
    return { staffId: null, isUnknown: false };
  const staffId = said.npi === null ? null : await findByNpi(ctx, said.npi);
  return { staffId, isUnknown: staffId === null };
}

export function orderStateOf(
  placer: string | null,
  ordered: Ordered | null,
): Exclude<OrderState, 'accepted'> {
  if (ordered) return 'ordered';
  return placer === null ? 'not-ordered' : 'unknown';
}

export function missingOf(of: {
  patientId: string | null;
  provider: MatchedProvider;
  orderState: OrderState;
  policy: IntakePolicy;
}): MissingPart[] {
  return [
    ...(of.patientId === null ? (['patient'] as const) : []),
    ...(of.provider.isUnknown ? (['provider'] as const) : []),
    ...(of.orderState === 'unknown' && of.policy.unknownOrder === 'match'
      ? (['order'] as const)
      : []),
  ];
}

/** Who answers for it: who ordered it, or who covers for them; `null` = the pool, so that nothing is nobody's. */
export async function ownerOf(
  ctx: Ctx,
  { staffId, clinicId }: { staffId: string | null; clinicId: string },
): Promise<string | null> {
  if (staffId === null) return null;
  return findAnswering(ctx, { staffId, permission: 'result:work', clinicId });
}

export async function orderedOf(ctx: Ctx, row: ResultRow): Promise<Ordered> {
  const item = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, id: row.id })
    .first<{ patient_id: string | null } | undefined>('patient_id');
  return { row, patientId: item?.patient_id ?? null };
}
