// Rules that a clinic may change, each value with its time of effect and source.
import type * as z from 'zod/mini';
import type { Ctx } from '../context.ts';

export interface RuleDefinition<T> {
  /** e.g. `calendar.cancellation`. */
  readonly name: string;
  readonly schema: z.ZodMiniType<T>;
  /** In force where a clinic has no row of its own. */
  readonly standard: T;
}

export interface RuleInForce<T> {
  value: T;
  /** 0 = the standard value; recorded with what was decided by it. */
  version: number;
}

export async function ruleInForce<T>(
  ctx: Ctx,
  clinicId: string,
  rule: RuleDefinition<T>,
): Promise<RuleInForce<T>> {
  const row = await ctx
    .db('dated_rule')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, rule: rule.name })
    .whereNull('effective_to')
    .first<{ value: unknown; version: number } | undefined>('value', 'version');
  return row
    ? { value: rule.schema.parse(row.value), version: row.version }
    : { value: rule.standard, version: 0 };
}

/** Two of them in one read. */
export async function rulesInForce<A, B>(
  ctx: Ctx,
  clinicId: string,
  rules: readonly [RuleDefinition<A>, RuleDefinition<B>],
): Promise<[RuleInForce<A>, RuleInForce<B>]> {
  const rows = await ctx
    .db('dated_rule')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn(
      'rule',
      rules.map(({ name }) => name),
    )
    .whereNull('effective_to')
    .select<StoredRule[]>('rule', 'value', 'version');
  return [inForce(rules[0], rows), inForce(rules[1], rows)];
}

/** Any number of them in one read, in the order asked for. */
export async function manyRulesInForce<T>(
  ctx: Ctx,
  clinicId: string,
  rules: readonly RuleDefinition<T>[],
): Promise<RuleInForce<T>[]> {
  const rows = await ctx
    .db('dated_rule')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereRaw('rule = any(?)', [rules.map(({ name }) => name)])
    .whereNull('effective_to')
    .select<StoredRule[]>('rule', 'value', 'version');
  return rules.map((rule) => inForce(rule, rows));
}

interface StoredRule {
  rule: string;
  value: unknown;
  version: number;
}

function inForce<T>(rule: RuleDefinition<T>, rows: readonly StoredRule[]): RuleInForce<T> {
  const row = rows.find((stored) => stored.rule === rule.name);
  return row
    ? { value: rule.schema.parse(row.value), version: row.version }
    : { value: rule.standard, version: 0 };
}

/** Closes the value in force and starts a new one now. Returns false when `expectedVersion` is not in force. */
export async function changeRule<T>(
  ctx: Ctx,
  change: {
    clinicId: string;
    rule: RuleDefinition<T>;
    value: T;
    expectedVersion: number;
    source: string;
  },
): Promise<boolean> {
  const key = {
    organization_id: ctx.organizationId,
    clinic_id: change.clinicId,
    rule: change.rule.name,
  };
  const closed = await ctx
    .db('dated_rule')
    .where({ ...key, version: change.expectedVersion })
    .whereNull('effective_to')
    .update({ effective_to: ctx.now });
  if (closed === 0 && change.expectedVersion > 0) return false;
  const inserted = await ctx
    .db('dated_rule')
    .insert({
      ...key,
      version: change.expectedVersion + 1,
      value: JSON.stringify(change.value),
      source: change.source,
      effective_from: ctx.now,
      actor_id: ctx.actorId,
    })
    .onConflict(['organization_id', 'clinic_id', 'rule', 'version'])
    .ignore()
    .returning('version');
  return inserted.length === 1;
}
