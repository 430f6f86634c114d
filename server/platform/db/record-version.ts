import type { Ctx } from '../context.ts';

interface VersionedRow {
  organization_id: string;
  id: string;
  version: number;
  clinic_id?: string | null;
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

/** The same for rows that one statement changed: two statements for all of them. */
export async function recordVersions(
  ctx: Ctx,
  table: string,
  act: string,
  rows: readonly VersionedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const kept = `${table}_version`;
  const last = [rows.map(({ id }) => id), rows.map(({ version }) => version - 1)];
  const { rows: closed } = await ctx.db.raw<{ rows: { id: string; valid_to: string }[] }>(
    `update ?? kept set valid_to = greatest(kept.valid_from, cast(? as timestamptz))
     from unnest(cast(? as uuid[]), cast(? as integer[])) as last (id, version)
     where kept.organization_id = ? and kept.id = last.id and kept.version = last.version
     returning kept.id, kept.valid_to`,
    [kept, ctx.now, ...last, ctx.organizationId],
  );
  const began = new Map(closed.map(({ id, valid_to }) => [id, valid_to]));
  await ctx.db(kept).insert(
    rows.map((row) => ({
      organization_id: row.organization_id,
      id: row.id,
      version: row.version,
      act,
      row: JSON.stringify(row),
      actor_id: ctx.actorId,
      valid_from: began.get(row.id) ?? ctx.now,
      ...(row.clinic_id === undefined ? {} : { clinic_id: row.clinic_id }),
    })),
  );
}
