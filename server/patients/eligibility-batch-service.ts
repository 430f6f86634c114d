// Coverages of coming visits are asked about by themselves, so that who is not covered is called before the visit.
import { coverageStanding } from '#contract/coverage';
import { listVisitors } from '../calendar/calendar-queries.ts';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { findInterfaceTo } from '../platform/drop-folder/interface-queries.ts';
import { ProblemError } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic, listClinicIds } from '../staff/staff-queries.ts';
import { announceCoverage } from './announce-coverage.ts';
import { coverageViews } from './coverage-queries.ts';
import { lockPatient, type CoverageRow } from './coverage-repository.ts';
import { coverageRule } from './coverage-rule.ts';
import type { Asked } from './eligibility-inquiry.ts';
import { eligibilityRule } from './eligibility-rule.ts';
import { ask, askedOf, requireAskable, requireWritable } from './eligibility-service.ts';

/** So few at once that the transaction stays short; the next run goes on. */
const mostAtOnce = 40;
/** A coverage is asked about once in a day, whatever was answered. */
const restMinutes = 20 * 60;

/** A tick's work; answers how many coverages were asked about. */
export async function checkAhead(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const clinicId of await listClinicIds(ctx)) count += await checkAheadIn(ctx, clinicId);
  return count;
}

async function checkAheadIn(ctx: Ctx, clinicId: string): Promise<number> {
  const { checkAheadDays } = (await ruleInForce(ctx, clinicId, eligibilityRule)).value;
  if (checkAheadDays === 0) return 0;
  const { zone } = await getClinic(ctx, clinicId);
  const asked: Asked[] = [];
  for (const { coverage, on } of await listDue(ctx, { clinicId, zone, days: checkAheadDays })) {
    const one = await askableOf(ctx, { clinicId, coverage, on });
    if (one !== null) asked.push(one);
    if (asked.length === mostAtOnce) break;
  }
  for (const ofOne of Map.groupBy(asked, ({ row }) => row.id).values()) {
    const [first] = ofOne;
    if (first) await ask(ctx, { clinicId, zone, row: first.row, asked: ofOne });
  }
  for (const { coverage } of asked)
    await announceCoverage(ctx, clinicId, 'coverage.check-eligibility', coverage);
  return asked.length;
}

interface Due {
  coverage: CoverageRow;
  /** The day of the first visit. */
  on: string;
}

/** Not in order on the day of the visit, and not asked about today. */
async function listDue(
  ctx: Ctx,
  { clinicId, zone, days }: { clinicId: string; zone: string; days: number },
): Promise<Due[]> {
  const today = localDateOf(ctx.now, zone);
  const { verifyWithinDays } = (await ruleInForce(ctx, clinicId, coverageRule)).value;
  const until = localDateOf(plusMinutes(ctx.now, days * 1440), zone);
  const visits = await listVisitors(ctx, { clinicId, zone, after: today, until });
  const rows = await ctx
    .db('coverage')
    .where({ organization_id: ctx.organizationId, valid: true })
    .whereRaw('patient_id = any(?)', [[...visits.keys()]])
    .orderBy('id')
    .select<CoverageRow[]>('*');
  const views = new Map((await coverageViews(ctx, rows)).map((view) => [view.id, view]));
  return rows.flatMap((coverage) => {
    const view = views.get(coverage.id);
    const on = visits.get(coverage.patient_id);
    if (!view || on === undefined) return [];
    const standing = coverageStanding(view, { on, today, verifyWithinDays });
    const isOpen = standing === 'never-verified' || standing === 'verified-long-ago';
    const rests = view.check !== null && plusMinutes(view.check.askedAt, restMinutes) > ctx.now;
    return isOpen && !rests ? [{ coverage, on }] : [];
  });
}

/** `null` where nobody may or can be asked: a person is told so when they ask by hand. */
async function askableOf(ctx: Ctx, of: Due & { clinicId: string }): Promise<Asked | null> {
  const { clinicId, coverage, on } = of;
  const { payer_id: payerId, patient_id: patientId } = coverage;
  if (!(await findInterfaceTo(ctx, { kind: 'eligibility', clinicId, payerId }))) return null;
  await lockPatient(ctx, patientId);
  try {
    await requireAskable(ctx, coverage, on);
    const asked = await askedOf(ctx, { clinicId, coverage, serviceOn: on });
    requireWritable(asked);
    return asked;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'rule-broken') return null;
    throw error;
  }
}
