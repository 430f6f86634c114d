// Who pays on a day: for whoever asks a payer for something, and keeps its answer with the plan that gave it.
import type { CoverageOrder } from '#contract/coverage';
import type { LineOfBusiness } from '#contract/payer';
import type { Ctx } from '../platform/context.ts';

export interface PayingCoverage {
  coverageId: string;
  patientId: string;
  payerId: string;
  payerName: string;
  lineOfBusiness: LineOfBusiness;
  planName: string;
  memberId: string;
  order: CoverageOrder;
  effectiveFrom: string;
  endsOn: string | null;
}

/** Those that are in force on a local date, in the order of billing; what the payer called inactive pays nothing. */
export async function listPayingCoverages(
  ctx: Ctx,
  patientId: string,
  on: string,
): Promise<PayingCoverage[]> {
  return (await listValidCoverages(ctx, patientId)).filter((each) => paysOn(each, on));
}

export function paysOn(
  { effectiveFrom, endsOn }: Pick<PayingCoverage, 'effectiveFrom' | 'endsOn'>,
  on: string,
): boolean {
  return effectiveFrom <= on && (endsOn === null || on <= endsOn);
}

/** Of all days, those that count first. */
export async function listValidCoverages(ctx: Ctx, patientId: string): Promise<PayingCoverage[]> {
  const { rows } = await ctx.db.raw<{ rows: PayingCoverage[] }>(valid, [
    ctx.organizationId,
    patientId,
  ]);
  return rows;
}

/** The same of many patients at once. */
export async function validCoveragesOf(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<PayingCoverage[]> {
  if (patientIds.length === 0) return [];
  const { rows } = await ctx.db.raw<{ rows: PayingCoverage[] }>(validOfMany, [
    ctx.organizationId,
    [...patientIds],
  ]);
  return rows;
}

const validAmong = (whose: string): string => `
  select c.id as "coverageId", c.patient_id as "patientId", c.payer_id as "payerId", p.name as "payerName",
    p.line_of_business as "lineOfBusiness", c.plan_name as "planName", c.member_id as "memberId",
    c.billing_order as "order", c.effective_from as "effectiveFrom", c.ends_on as "endsOn"
  from coverage c
  join payer p on p.organization_id = c.organization_id and p.id = c.payer_id
  where c.organization_id = ? and ${whose} and c.valid and c.inactive_on is null
  order by array_position(array['primary', 'secondary', 'tertiary'], c.billing_order), c.effective_from desc, c.id`;
const valid = validAmong('c.patient_id = ?');
const validOfMany = validAmong('c.patient_id = any(?)');
