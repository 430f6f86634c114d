// Does the payer want it authorized? By the clinic's dated rules, for one line or one visit.
import type { AuthorizationRule } from '#contract/authorization-rule';
import type { AskedLine } from '#contract/authorization-line';
import { listPayingCoverages, type PayingCoverage } from '../patients/paying-coverage-queries.ts';
import type { Ctx } from '../platform/context.ts';
import type { LineRow } from './line-repository.ts';
import { getRequest } from './request-repository.ts';
import { ruleFor } from './need-rules.ts';
import { rulesOf } from './rule-queries.ts';

export type Need = Pick<AskedLine, 'kind' | 'code' | 'visitTypeId' | 'drugGroup'>;

export async function ruleOfNeed(
  ctx: Ctx,
  clinicId: string,
  plan: Pick<PayingCoverage, 'payerId' | 'lineOfBusiness'>,
  asked: { need: Need; on: string },
): Promise<AuthorizationRule | null> {
  const { payerId, lineOfBusiness } = plan;
  const { need, on } = asked;
  return ruleFor(await rulesOf(ctx, clinicId), { payerId, lineOfBusiness, ...need, on });
}

/** The rule that speaks of a line now, of the plan that it was asked of. */
export async function ruleOfLine(ctx: Ctx, line: LineRow): Promise<AuthorizationRule | null> {
  const { payer_id: payerId, line_of_business: lineOfBusiness } = await getRequest(
    ctx,
    line.request_id,
  );
  const { kind, code, visit_type_id: visitTypeId, drug_group: drugGroup, from_on: on } = line;
  const need = { kind, code, visitTypeId, drugGroup };
  return ruleOfNeed(ctx, line.clinic_id, { payerId, lineOfBusiness }, { need, on });
}

/** Who is asked first on that day. */
export async function planOn(
  ctx: Ctx,
  patientId: string,
  on: string,
): Promise<PayingCoverage | null> {
  const [first] = await listPayingCoverages(ctx, patientId, on);
  return first ?? null;
}

/** The rule in a few words, as a line keeps why it is, or is not, required. */
export function needWords(rule: AuthorizationRule): string {
  const whose = rule.payerName ?? 'The rule of the clinic';
  return `${whose}: ${rule.required ? 'required' : 'not required'} (${rule.source})`;
}
