// How somebody's second step stands, and whom a rule is about.
import { roles, type Role } from '#contract/permission';
import type { SignInRule } from '#contract/second-step';
import type { Ctx } from '../platform/context.ts';
import { listRuleRows, type SignInRuleRow } from './second-step-repository.ts';

export interface SecondStepState {
  isSetUp: boolean;
  /** By a role of theirs. */
  isRequired: boolean;
  /** How many recovery codes are left. */
  codesLeft: number;
}

export async function readSecondStep(ctx: Ctx, staffId: string): Promise<SecondStepState> {
  const { rows } = await ctx.db.raw<{ rows: SecondStepState[] }>(
    `select
        exists (select from second_step t where t.organization_id = :organizationId and t.staff_id = :staffId
          and t.set_up_at is not null) as "isSetUp",
        exists (select from role_grant g
          join sign_in_rule r on r.organization_id = g.organization_id and r.role = g.role and r.second_step
          join login l on l.organization_id = g.organization_id and l.staff_id = g.staff_id
          where g.organization_id = :organizationId and g.staff_id = :staffId) as "isRequired",
        (select count(*) from recovery_code c where c.organization_id = :organizationId
          and c.staff_id = :staffId and c.used_at is null) as "codesLeft"`,
    { organizationId: ctx.organizationId, staffId },
  );
  return rows[0] ?? { isSetUp: false, isRequired: false, codesLeft: 0 };
}

/** One of every role, as it stands where nobody has changed it. */
export async function listSignInRules(ctx: Ctx): Promise<SignInRule[]> {
  const known = new Map((await listRuleRows(ctx)).map((row) => [row.role, row]));
  return roles.map((role) => signInRuleView(known.get(role) ?? standardRule(role)));
}

export function standardRule(role: Role): SignInRuleRow {
  return { role, second_step: false, idle_minutes: null, version: 0 };
}

export function signInRuleView(row: SignInRuleRow): SignInRule {
  const { role, second_step: secondStep, idle_minutes: idleMinutes, version } = row;
  return { role, secondStep, idleMinutes, version };
}

/** Who holds the role and works here: their sockets are looked at anew. */
export async function listHolders(ctx: Ctx, role: Role): Promise<string[]> {
  return ctx
    .db('role_grant as g')
    .join('staff_member as s', (on) =>
      on.on('s.organization_id', 'g.organization_id').andOn('s.id', 'g.staff_id'),
    )
    .where({ 'g.organization_id': ctx.organizationId, 'g.role': role })
    .whereNull('s.ended_at')
    .distinct('g.staff_id')
    .pluck<string[]>('g.staff_id');
}
