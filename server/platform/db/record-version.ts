import type { Ctx } from '../context.ts';

interface VersionedRow {
  organization_id: string;
  id: string;
  version: number;
  clinic_id?: string;
}

/**
 * Keeps the row as it stands after an act in `<table>_version` and closes the version before it. Repositories
 * call it in the statement pair of every insert and update.
 */
export async function recordVersion(
  ctx: Ctx,
  table: string,
  act: string,
  row: VersionedRow,
): Promise<void> {
  const kept = `${table}_version`;
  const validFrom = await closeVersionBefore(ctx, kept, row);
  await ctx.db(kept).insert({
    organization_id: row.organization_id,
    id: row.id,
    version: row.version,
    act,
    row: JSON.stringify(row),
    actor_id: ctx.actorId,
    valid_from: validFrom,
    ...(row.clinic_id === undefined ? {} : { clinic_id: row.clinic_id }),
  });
}

/**
 * Ends the version before and answers when this one begins. A transaction that began earlier may get the row's lock
 * later: its version then begins where the other did, never before it.
 */
async function closeVersionBefore(ctx: Ctx, kept: string, row: VersionedRow): Promise<string> {
  if (row.version === 1) return ctx.now;
  const [closed] = await ctx
    .db(kept)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version - 1 })
    .update({ valid_to: ctx.db.raw('greatest(valid_from, cast(? as timestamptz))', [ctx.now]) })
    .returning<{ valid_to: string }[]>('valid_to');
  return closed?.valid_to ?? ctx.now;
}
