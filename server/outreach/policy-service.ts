// The clinic's rules about messages.
import type { OutreachPolicy } from '#contract/outreach';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed } from '../platform/problem.ts';
import { changeRule } from '../platform/rules/dated-rules.ts';
import { denyConfiguring } from './outreach-policy.ts';
import { getOutreachPolicy } from './outreach-queries.ts';
import { outreachRule } from './outreach-rule.ts';

/** From now on; what is queued already leaves as it was queued. */
export async function changeOutreachPolicy(
  ctx: Ctx,
  input: Omit<OutreachPolicy, 'version'> & { expectedVersion: number },
): Promise<OutreachPolicy> {
  const { clinicId, expectedVersion, ...value } = input;
  const denied = denyConfiguring((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (denied !== null) throw notAllowed(denied);
  const changed = await changeRule(ctx, {
    ...{ clinicId, rule: outreachRule, value },
    expectedVersion: expectedVersion - 1,
    source: 'Set in the console',
  });
  const policy = await getOutreachPolicy(ctx, clinicId);
  if (!changed) throw conflict(policy);
  const { version } = policy;
  const type = 'outreach.policy-changed';
  recordChange(ctx, { type, clinicId, entityId: clinicId, version, payload: policy });
  recordAudit(ctx, { act: type, clinicId, entityId: clinicId, detail: { ...policy } });
  return policy;
}
