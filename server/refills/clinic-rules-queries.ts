// What a clinic's refills go by: its zone, its hours, its numbers and lists; read once in a transaction.
import type { BusinessCalendar } from '#contract/business-calendar';
import type { DrugGroup } from '#contract/drug-group';
import type { RefillProtocol } from '#contract/refill-protocol';
import type { RefillTerms } from '#contract/refill-terms';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import { protocolSql } from './protocol-queries.ts';
import { groupsRule, termsRule } from './refills-rule.ts';

export interface ClinicRules {
  zone: string;
  calendar: BusinessCalendar;
  terms: RefillTerms;
  groups: DrugGroup[];
  /** Those that have not ended, signed or not. */
  protocols: RefillProtocol[];
  /** Does the clinic work on this local date? */
  isWorked: (date: string) => boolean;
}

const known = new WeakMap<object, Map<string, Promise<ClinicRules>>>();

/** Rules change in transactions of their own: within one they are what they were. */
export function clinicRules(ctx: Ctx, clinicId: string): Promise<ClinicRules> {
  const read = known.get(ctx.db) ?? new Map<string, Promise<ClinicRules>>();
  known.set(ctx.db, read);
  const rules = read.get(clinicId) ?? readRules(ctx, clinicId);
  read.set(clinicId, rules);
  return rules;
}

async function readRules(ctx: Ctx, clinicId: string): Promise<ClinicRules> {
  const { rows } = await ctx.db.raw<{
    rows: {
      zone: string;
      values: Record<string, unknown> | null;
      protocols: RefillProtocol[];
    }[];
  }>(zoneAndRules, [
    [businessCalendar.name, termsRule.name, groupsRule.name],
    ctx.organizationId,
    clinicId,
  ]);
  const [row] = rows;
  if (!row) throw notFound('clinic');
  const inForce = <T>({ name, schema, standard }: RuleDefinition<T>): T =>
    row.values && name in row.values ? schema.parse(row.values[name]) : standard;
  const { zone, protocols } = row;
  const calendar = inForce(businessCalendar);
  return {
    ...{ zone, calendar, terms: inForce(termsRule) },
    ...{ groups: inForce(groupsRule), protocols },
    isWorked: (date) => isWorkingDay(calendar, date, zone),
  };
}

const zoneAndRules = `
  select c.zone, (
    select json_object_agg(r.rule, r.value)
    from dated_rule r
    where r.organization_id = c.organization_id and r.clinic_id = c.id and r.rule = any(?) and r.effective_to is null
  ) as values, coalesce((
    select json_agg(protocol)
    from (${protocolSql('p.organization_id = c.organization_id and p.clinic_id = c.id and p.ended_at is null')}) protocol
  ), '[]') as protocols
  from clinic c
  where c.organization_id = ? and c.id = ?`;
