// Read models of coverages, and the read door for other slices.
import {
  compareCoverages,
  coverageAlertOf,
  type Coverage,
  type CoverageAlert,
} from '#contract/coverage';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { coverageRule } from './coverage-rule.ts';
import { coverageView } from './coverage-view.ts';
import { listPayers } from './payer-queries.ts';
import { getPatientSummary } from './patients-queries.ts';

export async function coverageViews(ctx: Ctx, rows: readonly CoverageRow[]): Promise<Coverage[]> {
  if (rows.length === 0) return [];
  const payers = new Map((await listPayers(ctx)).map((payer) => [payer.id, payer]));
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.verified_by ?? []),
  );
  return rows.flatMap((row) => {
    const payer = payers.get(row.payer_id);
    if (!payer) return [];
    const { id, name, lineOfBusiness } = payer;
    const verifiedBy = row.verified_by === null ? null : (names.get(row.verified_by) ?? null);
    return [coverageView(row, { payer: { id, name, lineOfBusiness }, verifiedBy })];
  });
}

/** All of a patient's, also those that ended or were a mistake. */
export async function listCoverages(ctx: Ctx, patientId: string): Promise<Coverage[]> {
  await getPatientSummary(ctx, patientId);
  const rows = await ctx
    .db('coverage')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .select<CoverageRow[]>('*');
  return (await coverageViews(ctx, rows)).sort(compareCoverages);
}

export async function listCoveragesIn(
  ctx: Ctx,
  asked: { clinicId: string; patientId: string },
): Promise<{ items: Coverage[]; verifyWithinDays: number; today: string }> {
  const items = await listCoverages(ctx, asked.patientId);
  return { items, ...(await ruleOn(ctx, asked.clinicId)) };
}

/** About a visit on a local day of the clinic; how long ago somebody verified is counted until today. */
export async function getCoverageAlert(
  ctx: Ctx,
  asked: { clinicId: string; patientId: string; date: string },
): Promise<{ alert: CoverageAlert | null; verifyWithinDays: number }> {
  const { items, verifyWithinDays, today } = await listCoveragesIn(ctx, asked);
  const alert = coverageAlertOf(items, { on: asked.date, today, verifyWithinDays });
  return { alert, verifyWithinDays };
}

async function ruleOn(
  ctx: Ctx,
  clinicId: string,
): Promise<{ verifyWithinDays: number; today: string }> {
  const { zone } = await getClinic(ctx, clinicId);
  const { verifyWithinDays } = (await ruleInForce(ctx, clinicId, coverageRule)).value;
  return { verifyWithinDays, today: localDateOf(ctx.now, zone) };
}

/** The days and orders that coverages of these patients take. */
export function coveragesOf(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<(Pick<Coverage, 'order' | 'effectiveFrom' | 'endsOn'> & { patientId: string })[]> {
  return ctx
    .db('coverage')
    .where({ organization_id: ctx.organizationId, valid: true })
    .whereRaw('patient_id = any(?)', [[...patientIds]])
    .select({
      patientId: 'patient_id',
      order: 'billing_order',
      effectiveFrom: 'effective_from',
      endsOn: 'ends_on',
    });
}
