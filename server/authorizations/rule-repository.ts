// The only SQL that writes what payers want authorized.
import type { AuthorizationRuleTerms } from '#contract/authorization-rule';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface RuleRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  payer_id: string | null;
  line_of_business: AuthorizationRuleTerms['lineOfBusiness'];
  kind: AuthorizationRuleTerms['kind'];
  visit_type_id: string | null;
  code_prefix: string | null;
  drug_group: string | null;
  required: boolean;
  level: AuthorizationRuleTerms['level'];
  documents: string[];
  renew_days: number;
  from_on: string;
  until_on: string | null;
  source: string;
  version: number;
}

export function ruleColumns(
  terms: AuthorizationRuleTerms,
): Omit<RuleRow, 'organization_id' | 'id' | 'clinic_id' | 'version'> {
  return {
    payer_id: terms.payerId,
    line_of_business: terms.lineOfBusiness,
    kind: terms.kind,
    visit_type_id: terms.visitTypeId,
    code_prefix: terms.codePrefix,
    drug_group: terms.drugGroup,
    required: terms.required,
    level: terms.level,
    documents: terms.documents,
    renew_days: terms.renewDays,
    from_on: terms.from,
    until_on: terms.until,
    source: terms.source,
  };
}

const table = 'authorization_rule';

export async function insertRule(ctx: Ctx, row: RuleRow): Promise<RuleRow> {
  await ctx.db(table).insert({ ...row, documents: JSON.stringify(row.documents) });
  await recordVersion(ctx, table, 'added', row);
  return row;
}

export function findRuleForUpdate(ctx: Ctx, id: string): Promise<RuleRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<RuleRow | undefined>('*');
}

export async function updateRule(
  ctx: Ctx,
  row: RuleRow,
  terms: AuthorizationRuleTerms,
): Promise<RuleRow> {
  const change = { ...ruleColumns(terms), version: row.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id, version: row.version })
    .update({ ...change, documents: JSON.stringify(change.documents) });
  const after = { ...row, ...change };
  await recordVersion(ctx, table, 'changed', after);
  return after;
}
