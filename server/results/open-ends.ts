// What of a result waits for somebody beside its state, and the clocks of that: a critical value until it is read back, a
// correction until everybody who saw the wrong version was told.
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { criticalClock, criticalClockName, criticalRule, recallClock } from './results-rule.ts';

export interface OpenEnds {
  /** Somebody who saw a wrong version was not told yet. */
  hasOpenContact: boolean;
  /** Since when a critical call is open. */
  callSince: string | null;
}

export async function openEndsOf(ctx: Ctx, resultId: string): Promise<OpenEnds> {
  const { organizationId: organization } = ctx;
  const { rows } = await ctx.db.raw<{ rows: OpenEnds[] }>(openEnds, {
    ...{ organization, result: resultId },
  });
  return rows[0] ?? { hasOpenContact: false, callSince: null };
}

const openEnds = `
  select exists (
      select from result_contact
      where organization_id = :organization and result_id = :result and not is_reached
    ) as "hasOpenContact",
    (select started_at from critical_call
      where organization_id = :organization and result_id = :result and ended_at is null) as "callSince"`;

/** Those that are to run, whatever state the result is in. */
export async function clocksBeside(
  ctx: Ctx,
  row: WorkRow,
  { hasOpenContact, callSince }: OpenEnds,
): Promise<ClockStart[]> {
  const clocks: ClockStart[] = [];
  if (hasOpenContact)
    clocks.push({
      ...{ rule: recallClock, startedAt: ctx.now },
      evidence: 'Somebody saw what was wrong',
    });
  if (callSince === null) return clocks;
  const { value } = await ruleInForce(ctx, row.clinic_id, criticalRule);
  clocks.push({
    ...{ rule: criticalClock(value.minutes), startedAt: callSince },
    evidence: 'Critical value arrived',
  });
  return clocks;
}

export const clocksBesideNames: readonly string[] = [recallClock.name, criticalClockName];
