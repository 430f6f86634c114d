// Numbers and lists of refills in a clinic: dated data, each change with its source.
import type { DrugGroup } from '#contract/drug-group';
import type { RefillTerms } from '#contract/refill-terms';
import type { RefillSettings } from '#contract/refill-settings';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed } from '../platform/problem.ts';
import { changeRule, rulesInForce, type RuleDefinition } from '../platform/rules/dated-rules.ts';
import { requireGroups } from './protocol-service.ts';
import { groupsRule, termsRule } from './refills-rule.ts';

export async function getRefillSettings(ctx: Ctx, clinicId: string): Promise<RefillSettings> {
  const [terms, groups] = await rulesInForce(ctx, clinicId, [termsRule, groupsRule]);
  return {
    ...{ terms: terms.value, termsVersion: terms.version },
    ...{ groups: groups.value, groupsVersion: groups.version },
  };
}

interface Change {
  clinicId: string;
  expectedVersion: number;
  source: string;
}

export async function changeRefillTerms(
  ctx: Ctx,
  input: Change & { terms: RefillTerms },
): Promise<RefillSettings> {
  const { clinicId, terms } = input;
  await requireGroups(
    ctx,
    clinicId,
    terms.payers.flatMap(({ authorizationFor }) => authorizationFor),
  );
  return change(ctx, input, termsRule, terms);
}

export async function changeDrugGroups(
  ctx: Ctx,
  input: Change & { groups: DrugGroup[] },
): Promise<RefillSettings> {
  return change(ctx, input, groupsRule, input.groups);
}

async function change<T>(
  ctx: Ctx,
  { clinicId, expectedVersion, source }: Change,
  rule: RuleDefinition<T>,
  value: T,
): Promise<RefillSettings> {
  if (!mayAct(ctx, 'refill:configure', clinicId))
    throw notAllowed('The lists of this clinic are not yours to change; nothing was changed.');
  const changed = await changeRule(ctx, { clinicId, rule, value, expectedVersion, source });
  if (!changed) throw conflict(await getRefillSettings(ctx, clinicId));
  const version = expectedVersion + 1;
  const type = 'refills.settings-changed';
  const payload = { id: clinicId, version };
  recordChange(ctx, { type, clinicId, entityId: clinicId, version, payload });
  recordAudit(ctx, {
    act: type,
    clinicId,
    entityId: clinicId,
    detail: { rule: rule.name, version },
  });
  return getRefillSettings(ctx, clinicId);
}
