// How long a payer takes, from its own answers of the last half year: what is said to whoever waits.
import type { Urgency } from '#contract/authorization-request';
import type { Ctx } from '../platform/context.ts';

/** Fewer answers say nothing. */
export const fewestAnswers = 5;
const remembered = '180 days';

/** The values of `turnaround`, in its order. */
export function turnaroundOf(
  ctx: Ctx,
  { payerId, urgency }: { payerId: string; urgency: Urgency },
): string[] {
  return [ctx.organizationId, payerId, ctx.now, remembered, ctx.now, urgency];
}

/** What stood as an answer, from the payer's receipt to its decision; what was only pended is no answer. */
export const turnaround = `
  select round(extract(epoch from percentile_cont(0.5) within group (order by a.decided_at - a.received_at)) / 60)::integer
      as median,
    round(extract(epoch from percentile_cont(0.9) within group (order by a.decided_at - a.received_at)) / 60)::integer
      as ninetieth,
    count(*)::integer as answers
  from authorization_answer a
  join authorization_request r on r.organization_id = a.organization_id and r.id = a.request_id
  where a.organization_id = ? and a.payer_id = ? and a.decided_at > cast(? as timestamptz) - cast(? as interval)
    and a.decided_at <= ? and a.received_at is not null and a.fate = 'stood' and a.action in ('A1', 'A2', 'A3', 'A6')
    and r.urgency = ?`;
