// Named locks of a transaction, for what one row cannot stand for. Released by commit and roll-back.
import type { Ctx } from '../context.ts';

/**
 * Takes the locks in the order of their keys, so that two transactions never wait for each other in a circle:
 * call it once per transaction for locks of one kind. Names live within the organization.
 */
export async function takeLocks(
  ctx: Ctx,
  names: { exclusive?: readonly string[]; shared?: readonly string[] },
): Promise<void> {
  await ctx.db.raw(
    `select case when s.exclusive then pg_advisory_xact_lock(s.key) else pg_advisory_xact_lock_shared(s.key) end
     from (
       select hashtextextended(n.name, 0) as key, bool_or(n.exclusive) as exclusive
       from (
         select unnest(cast(? as text[])) as name, true as exclusive
         union all
         select unnest(cast(? as text[])), false
       ) n
       group by 1
       order by 1
       offset 0
     ) s`,
    [scoped(ctx, names.exclusive ?? []), scoped(ctx, names.shared ?? [])],
  );
}

function scoped(ctx: Ctx, names: readonly string[]): string[] {
  return names.map((name) => `${ctx.organizationId} ${name}`);
}
