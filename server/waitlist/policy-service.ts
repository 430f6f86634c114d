// The clinic's waitlist rules on one page: its own, and the calendar's undo window.
import type { WaitlistPolicy } from '#contract/waitlist-policy';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed } from '../platform/problem.ts';
import { changeRule, ruleInForce } from '../platform/rules/dated-rules.ts';
import { denyConfiguring } from './waitlist-policy.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { policyView } from './waitlist-view.ts';

export async function getWaitlistPolicy(ctx: Ctx, clinicId: string): Promise<WaitlistPolicy> {
  const rule = await ruleInForce(ctx, clinicId, waitlistRule);
  const cancellation = await ruleInForce(ctx, clinicId, cancellationRule);
  return policyView(clinicId, rule, cancellation.value.undoSeconds);
}

/** From now on; what was offered already stands as it was offered. */
export async function changeWaitlistPolicy(
  ctx: Ctx,
  input: Omit<WaitlistPolicy, 'version'> & { expectedVersion: number },
): Promise<WaitlistPolicy> {
  const { clinicId, expectedVersion, undoSeconds, ...value } = input;
  const denied = denyConfiguring((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (denied !== null) throw notAllowed(denied);
  const source = 'Set in the console';
  const changed = await changeRule(ctx, {
    clinicId,
    rule: waitlistRule,
    value,
    expectedVersion: expectedVersion - 1,
    source,
  });
  if (!changed || !(await changeUndo(ctx, clinicId, undoSeconds, source)))
    throw conflict(await getWaitlistPolicy(ctx, clinicId));
  const policy = await getWaitlistPolicy(ctx, clinicId);
  const { version } = policy;
  const type = 'waitlist.policy-changed';
  recordChange(ctx, { type, clinicId, entityId: clinicId, version, payload: policy });
  recordAudit(ctx, { act: type, clinicId, entityId: clinicId, detail: { ...policy } });
  return policy;
}

async function changeUndo(
  ctx: Ctx,
  clinicId: string,
  undoSeconds: number,
  source: string,
): Promise<boolean> {
  const { value, version } = await ruleInForce(ctx, clinicId, cancellationRule);
  if (value.undoSeconds === undoSeconds) return true;
  return changeRule(ctx, {
    clinicId,
    rule: cancellationRule,
    value: { ...value, undoSeconds },
    expectedVersion: version,
    source,
  });
}
