// Read models of coverages, and the read door for other slices.
import {
  compareCoverages,
  coverageAlertOf,
  coverageStanding,
  type Coverage,
  type CoverageAlert,
  type CoverageStanding,
} from '#contract/coverage';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import { payersReached } from '../platform/drop-folder/interface-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { coverageRule } from './coverage-rule.ts';
import { coverageView } from './coverage-view.ts';
import { lastChecks, mayBeAskedAgain } from './eligibility-queries.ts';
import { listPayers } from './payer-queries.ts';
import { getPatientSummary } from './patients-queries.ts';

export async function coverageViews(ctx: Ctx, rows: readonly CoverageRow[]): Promise<Coverage[]> {
  if (rows.length === 0) return [];
  const payers = new Map((await listPayers(ctx)).map((payer) => [payer.id, payer]));
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.verified_by ?? []),
  );
  const checks = await lastChecks(ctx, rows);
  return rows.flatMap((row) => {
    const payer = payers.get(row.payer_id);
    if (!payer) return [];
    const { id, name, lineOfBusiness } = payer;
    const verifiedBy = row.verified_by === null ? null : (names.get(row.verified_by) ?? null);
    const check = checks.get(row.id) ?? null;
    return [coverageView(row, { payer: { id, name, lineOfBusiness }, verifiedBy, check })];
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
): Promise<{
  items: Coverage[];
  verifyWithinDays: number;
  today: string;
  askable: string[];
}> {
  const items = await listCoverages(ctx, asked.patientId);
  const rule = await ruleOn(ctx, asked.clinicId);
  return { items, ...rule, askable: await askableOf(ctx, asked.clinicId, { items, ...rule }) };
}

/** In force today, of a payer that the clinic reaches, and not asked about just now. */
async function askableOf(
  ctx: Ctx,
  clinicId: string,
  { items, ...day }: { items: readonly Coverage[]; today: string; verifyWithinDays: number },
): Promise<string[]> {
  const reached = await payersReached(ctx, { kind: 'eligibility', clinicId });
  return items
    .filter(({ payer, check }) => reached.includes(payer.id) && mayBeAskedAgain(check, ctx.now))
    .filter((each) => isInForce(coverageStanding(each, { on: day.today, ...day })))
    .map(({ id }) => id);
}

function isInForce(standing: CoverageStanding): boolean {
  return standing !== 'mistaken' && standing !== 'ended' && standing !== 'not-yet';
}

/** About a visit on a local day of the clinic; how long ago somebody verified is counted until today. */
export async function getCoverageAlert(
  ctx: Ctx,
  asked: { clinicId: string; patientId: string; date: string },
): Promise<{ alert: CoverageAlert | null; verifyWithinDays: number }> {
  const { items, verifyWithinDays, today, askable } = await listCoveragesIn(ctx, asked);
  const alert = coverageAlertOf(items, { on: asked.date, today, verifyWithinDays }, askable);
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
