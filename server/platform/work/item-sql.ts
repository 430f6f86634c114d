// The view of an item as PostgreSQL builds it: SQL over `i`, a row of `work_item`. The only place that composes it; pages,
// single items and changes all select it, so that they can never differ.
import { clockLevels, noDue, workPriorities } from '#contract/work';
import { instantSql } from '../db/instant-sql.ts';
import type { Queue } from './queue.ts';

/** Rows become JSON text, which nests without being copied again at each level as `jsonb` is. */
function jsonOf(columns: string): string {
  return `(select row_to_json(o) from (${columns}) o)`;
}

/** The whole view of an item: the kernel's half and the queue's own. `null` when the queue has no row of it. */
export function itemSql({ ownSql }: Pick<Queue, 'ownSql'>): string {
  return jsonOf(`select i.id, i.version, own.*, ${work} as work from (${ownSql}) own`);
}

/** A statement around the view, put together once for each queue. */
export function perQueue(sql: (queue: Pick<Queue, 'ownSql'>) => string): (queue: Queue) => string {
  const known = new Map<string, string>();
  return (queue) => {
    const text = known.get(queue.name) ?? sql(queue);
    known.set(queue.name, text);
    return text;
  };
}

/** The item's row as it is kept with each version. */
export const rowSql = `to_jsonb(i) || jsonb_build_object(
  'lease_until', ${instantSql('i.lease_until')},
  'snoozed_until', ${instantSql('i.snoozed_until')},
  'sort_at', ${instantSql('i.sort_at')},
  'due_at', ${instantSql('i.due_at')},
  'opened_at', ${instantSql('i.opened_at')},
  'closed_at', ${instantSql('i.closed_at')})`;

const clocks = `coalesce((
  select json_agg(clock order by clock."deadlineAt", clock.id)
  from (
    select c.id, c.rule, c.rule_version as "ruleVersion", c.title, ${instantSql('c.started_at')} as "startedAt",
      c.start_evidence as "startEvidence", ${instantSql('c.target_at')} as "targetAt",
      ${instantSql('c.deadline_at')} as "deadlineAt", ${instantSql('c.warn_at')} as "warnAt",
      ${nth(clockLevels, 'c.level')} as level, c.state, p.reason as "pausedBecause",
      ${instantSql('c.stopped_at')} as "stoppedAt"
    from work_clock c
    left join work_clock_pause p
      on p.organization_id = c.organization_id and p.clock_id = c.id and p.until_at is null
    where c.organization_id = i.organization_id and c.work_item_id = i.id
  ) clock), '[]')`;

const lease = `case when i.lease_holder_id is not null then
  ${jsonOf(`select i.lease_holder_id as "holderId", i.lease_token as token`)} end`;

const work = jsonOf(`
  select i.clinic_id as "clinicId", i.status, ${nth(workPriorities, 'i.priority')} as priority,
    i.owner_id as "ownerId", ${lease} as lease, ${instantSql('i.snoozed_until')} as "snoozedUntil", i.reason, i.tags,
    ${instantSql('i.sort_at')} as "sortAt",
    ${instantSql(`nullif(i.due_at, timestamptz '${noDue}')`)} as "dueAt", ${nth(clockLevels, 'i.level')} as level,
    ${clocks} as clocks, i.amount_cents as "amountCents", i.comments, i.attachments,
    ${instantSql('i.opened_at')} as "openedAt", ${instantSql('i.closed_at')} as "closedAt"`);

/** The word for a rank. */
function nth(words: readonly string[], rank: string): string {
  return `(array['${words.join("','")}'])[${rank} + 1]`;
}
