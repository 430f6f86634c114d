// What payers want authorized, as the clinic knows it: read once in a transaction.
import type { AuthorizationRule } from '#contract/authorization-rule';
import type { Ctx } from '../platform/context.ts';

/** So many rules of a clinic are listed; more than payers have. */
const most = 500;

export async function listRules(ctx: Ctx, clinicId: string): Promise<AuthorizationRule[]> {
  const { rows } = await ctx.db.raw<{ rows: AuthorizationRule[] }>(rulesOfClinic, [
    ctx.organizationId,
    clinicId,
    most,
  ]);
  return rows;
}

export async function getRule(ctx: Ctx, id: string): Promise<AuthorizationRule> {
  const { rows } = await ctx.db.raw<{ rows: AuthorizationRule[] }>(oneRule, [
    ctx.organizationId,
    id,
  ]);
  const [rule] = rows;
  if (!rule) throw new Error('A rule that was written is not there.');
  return rule;
}

const ruleSql = `
  select r.id, r.clinic_id as "clinicId", r.payer_id as "payerId", r.line_of_business as "lineOfBusiness", r.kind,
    r.visit_type_id as "visitTypeId", r.code_prefix as "codePrefix", r.drug_group as "drugGroup", r.required, r.level,
    r.documents, r.renew_days as "renewDays", r.from_on as "from", r.until_on as "until", r.source,
    p.name as "payerName", r.version
  from authorization_rule r
  left join payer p on p.organization_id = r.organization_id and p.id = r.payer_id`;

const rulesOfClinic = `${ruleSql}
  where r.organization_id = ? and r.clinic_id = ?
  order by r.from_on desc, r.id
  limit ?`;
const oneRule = `${ruleSql} where r.organization_id = ? and r.id = ?`;

const known = new WeakMap<object, Map<string, Promise<AuthorizationRule[]>>>();

/** The same for whoever asks again in this transaction: who changes a rule asks nothing else in it. */
export function rulesOf(ctx: Ctx, clinicId: string): Promise<AuthorizationRule[]> {
  const read = known.get(ctx.db) ?? new Map<string, Promise<AuthorizationRule[]>>();
  known.set(ctx.db, read);
  const rules = read.get(clinicId) ?? listRules(ctx, clinicId);
  read.set(clinicId, rules);
  return rules;
}
