// Before anybody opens a request: does the payer want it, and is the same live already?
import type { AuthorizationStanding } from '#contract/authorization-standing';
import { liveLineStates } from '#contract/authorization-workflow';
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { needWords, planOn, ruleOfNeed, type Need } from './need-queries.ts';
import { listStandingsOf } from './standing-queries.ts';

export interface NeedAnswer {
  required: 'yes' | 'no' | 'unknown';
  source: string | null;
  documents: string[];
  coverage: { coverageId: string; payerName: string; planName: string } | null;
  live: AuthorizationStanding[];
}

export async function checkNeed(
  ctx: Ctx,
  input: { clinicId: string; patientId: string; on: string } & Need,
): Promise<NeedAnswer> {
  const { clinicId, patientId, on, ...need } = input;
  await getPatientSummary(ctx, patientId);
  const plan = await planOn(ctx, patientId, on);
  const rule = plan === null ? null : await ruleOfNeed(ctx, clinicId, plan, { need, on });
  const isSame = (each: AuthorizationStanding): boolean =>
    each.clinicId === clinicId &&
    (liveLineStates as readonly string[]).includes(each.status) &&
    each.span.until >= on &&
    (need.visitTypeId === null ? each.kind === need.kind : each.visitTypeId === need.visitTypeId);
  return {
    required: plan === null ? 'no' : rule === null ? 'unknown' : rule.required ? 'yes' : 'no',
    source:
      plan === null
        ? 'No coverage is in force on that day: no payer is asked.'
        : rule && needWords(rule),
    documents: rule?.required ? rule.documents : [],
    coverage: plan && {
      coverageId: plan.coverageId,
      payerName: plan.payerName,
      planName: plan.planName,
    },
    live: (await listStandingsOf(ctx, patientId)).filter(isSame),
  };
}
