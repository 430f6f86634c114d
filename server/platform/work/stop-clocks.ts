// One kind of clock stops for many items at once, in one statement.
import { noDue } from '#contract/work';
import type { Ctx } from '../context.ts';

/** What it counts has happened, to all of them. Their rows must be locked; whoever calls writes their next versions. */
export async function stopClocksOfMany(
  ctx: Ctx,
  itemIds: readonly string[],
  rule: string,
): Promise<void> {
  const { organizationId: organization, now } = ctx;
  await ctx.db.raw(stop, { organization, now, items: [...itemIds], rule, none: noDue });
}

const stop = `
  with stopped as (
    update work_clock set state = 'stopped', stopped_at = :now, next_at = null,
      level = case when state = 'paused' then level when deadline_at <= :now then 2 when warn_at <= :now then 1 else 0 end
    where organization_id = :organization and work_item_id = any(:items) and rule = :rule and state <> 'stopped'
    returning id
  ), resumed as (
    update work_clock_pause p set until_at = greatest(p.from_at, cast(:now as timestamptz))
    from stopped
    where p.organization_id = :organization and p.clock_id = stopped.id and p.until_at is null
  ), left_over as (
    select i.id, min(coalesce(c.target_at, c.deadline_at)) as due_at, coalesce(max(c.level), 0) as level
    from unnest(cast(:items as uuid[])) i (id)
    left join work_clock c on c.organization_id = :organization and c.work_item_id = i.id and c.rule <> :rule
      and c.state = 'running'
    group by i.id
  )
  update work_item i set due_at = coalesce(l.due_at, cast(:none as timestamptz)), level = l.level
  from left_over l
  where i.organization_id = :organization and i.id = l.id`;
