// What payers want authorized, as staff write it down: from a day on, with its source.
import type { AuthorizationRule, AuthorizationRuleTerms } from '#contract/authorization-rule';
import { findVisitType } from '../availability/availability-queries.ts';
import { findPayer } from '../patients/payer-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { getRule } from './rule-queries.ts';
import { findRuleForUpdate, insertRule, ruleColumns, updateRule } from './rule-repository.ts';

export async function addAuthorizationRule(
  ctx: Ctx,
  { clinicId, terms }: { clinicId: string; terms: AuthorizationRuleTerms },
): Promise<AuthorizationRule> {
  requireConfiguring(ctx, clinicId);
  await requireKnown(ctx, clinicId, terms);
  const { id } = await insertRule(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: clinicId },
    ...ruleColumns(terms),
    version: 1,
  });
  return announce(ctx, await getRule(ctx, id), 'added');
}

export async function changeAuthorizationRule(
  ctx: Ctx,
  input: { ruleId: string; expectedVersion: number; terms: AuthorizationRuleTerms },
): Promise<AuthorizationRule> {
  const row = await findRuleForUpdate(ctx, input.ruleId);
  if (!row || !mayAct(ctx, 'authorization:standing', row.clinic_id)) throw notFound('rule');
  requireConfiguring(ctx, row.clinic_id);
  if (row.version !== input.expectedVersion) throw conflict(await getRule(ctx, row.id));
  await requireKnown(ctx, row.clinic_id, input.terms);
  await updateRule(ctx, row, input.terms);
  return announce(ctx, await getRule(ctx, row.id), 'changed');
}

function requireConfiguring(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'authorization:configure', clinicId))
    throw notAllowed('What payers want in this clinic is not yours to write; nothing was changed.');
}

async function requireKnown(
  ctx: Ctx,
  clinicId: string,
  { payerId, visitTypeId }: AuthorizationRuleTerms,
): Promise<void> {
  if (payerId !== null && !(await findPayer(ctx, payerId))) throw notFound('payer');
  if (visitTypeId === null) return;
  const visitType = await findVisitType(ctx, visitTypeId);
  if (visitType?.clinicId !== clinicId)
    throw ruleBroken(
      'not-of-this-clinic',
      'The clinic has no such visit type; nothing was changed.',
    );
}

function announce(ctx: Ctx, rule: AuthorizationRule, what: 'added' | 'changed'): AuthorizationRule {
  const { id: entityId, clinicId, version } = rule;
  const type = `authorizations.rule-${what}`;
  recordChange(ctx, { type, clinicId, entityId, version, payload: rule });
  recordAudit(ctx, { act: type, clinicId, entityId, detail: { version } });
  return rule;
}
