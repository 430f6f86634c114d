// The only SQL that writes coverages.
import type { CoverageOrder, Relationship, VerificationWay } from '#contract/coverage';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface CoverageRow {
  organization_id: string;
  id: string;
  patient_id: string;
  payer_id: string;
  plan_name: string;
  member_id: string;
  group_number: string | null;
  billing_order: CoverageOrder;
  relationship: Relationship;
  subscriber_family: string | null;
  subscriber_given: string | null;
  subscriber_birth_on: string | null;
  effective_from: string;
  ends_on: string | null;
  verified_on: string | null;
  verified_by: string | null;
  verified_how: VerificationWay | null;
  known_on: string | null;
  copay_cents: number | null;
  deductible_cents: number | null;
  deductible_left_cents: number | null;
  /** The day on which the payer said that it is not active. */
  inactive_on: string | null;
  valid: boolean;
  created_at: string;
  version: number;
}

const table = 'coverage';

export function findCoverageRow(ctx: Ctx, id: string): Promise<CoverageRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<CoverageRow | undefined>('*');
}

/** Coverages of one patient are written one after the other, so that each sees the days that the others take. */
export async function lockPatient(ctx: Ctx, patientId: string): Promise<boolean> {
  const row = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId, id: patientId })
    .forNoKeyUpdate()
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** Another coverage that counts as the same order on one of the days. */
export async function isOrderTaken(
  ctx: Ctx,
  wanted: Pick<CoverageRow, 'patient_id' | 'billing_order' | 'effective_from' | 'ends_on'>,
  besides: string | null,
): Promise<boolean> {
  const query = ctx
    .db(table)
    .where({
      organization_id: ctx.organizationId,
      patient_id: wanted.patient_id,
      billing_order: wanted.billing_order,
      valid: true,
    })
    .whereRaw(`daterange(effective_from, ends_on, '[]') && daterange(?, ?, '[]')`, [
      wanted.effective_from,
      wanted.ends_on,
    ]);
  if (besides !== null) query.whereNot({ id: besides });
  return (await query.first<{ id: string } | undefined>('id')) !== undefined;
}

export async function insertCoverage(ctx: Ctx, coverage: CoverageRow): Promise<CoverageRow> {
  const [row] = await ctx.db(table).insert(coverage).returning<CoverageRow[]>('*');
  if (!row) throw new Error('An inserted coverage was not returned.');
  await recordVersion(ctx, table, 'added', row);
  return row;
}

/** Of a row whose patient this transaction holds locked. */
export async function updateCoverage(
  ctx: Ctx,
  coverage: CoverageRow,
  act: string,
  change: Partial<Omit<CoverageRow, 'organization_id' | 'id' | 'patient_id' | 'version'>>,
): Promise<CoverageRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: coverage.id, version: coverage.version })
    .update({ ...change, version: coverage.version + 1 })
    .returning<CoverageRow[]>('*');
  if (!row) throw new Error('A locked coverage changed under its lock.');
  await recordVersion(ctx, table, act, row);
  return row;
}
