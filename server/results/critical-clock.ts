// What of a result waits for somebody beside its state, and the clock of a critical call: it runs for as long as nobody has
// read the value back.
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { criticalClock, criticalRule } from './results-rule.ts';

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

export async function criticalClockOf(
  ctx: Ctx,
  row: WorkRow,
  { callSince }: OpenEnds,
): Promise<ClockStart | null> {
  if (callSince === null) return null;
  const { value } = await ruleInForce(ctx, row.clinic_id, criticalRule);
  return {
    ...{ rule: criticalClock(value.minutes), startedAt: callSince },
    evidence: 'Critical value arrived',
  };
}
