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
  if (row.version > 1) {
    await ctx
      .db(kept)
      .where({ organization_id: row.organization_id, id: row.id, version: row.version - 1 })
      .update({ valid_to: ctx.now });
  }
  await ctx.db(kept).insert({
    organization_id: row.organization_id,
    id: row.id,
    version: row.version,
    act,
    row: JSON.stringify(row),
    actor_id: ctx.actorId,
    valid_from: ctx.now,
    ...(row.clinic_id === undefined ? {} : { clinic_id: row.clinic_id }),
  });
}
