import type { Ctx } from '../context.ts';

interface VersionedRow {
  organization_id: string;
  id: string;
  version: number;
  clinic_id?: string | null;
}

/**
 * Keeps the row as it stands after an act in `<table>_version` and ends the version before it, in one statement.
 * Repositories call it with every insert and update.
 */
export async function recordVersion(
  ctx: Ctx,
  table: string,
  act: string,
  row: VersionedRow,
): Promise<void> {
  const kept = `${table}_version`;
  const { organization_id: organizationId, id, version, clinic_id: clinicId } = row;
  const columns = [organizationId, id, version, act, JSON.stringify(row), ctx.actorId, ctx.now];
  const before = [kept, ctx.now, organizationId, id, version - 1];
  if (clinicId === undefined) await ctx.db.raw(keep, [...before, kept, ...columns]);
  else await ctx.db.raw(keepInClinic, [...before, kept, clinicId, ...columns]);
}

/**
 * A transaction that began earlier may get the row's lock later: its version then begins where the other did, never
 * before it.
 */
const endBefore = `
  with ended as (
    update ?? v set valid_to = greatest(v.valid_from, cast(? as timestamptz))
    where v.organization_id = ? and v.id = ? and v.version = ?
    returning v.valid_to
  )`;
const asItStands = `?, ?, ?, ?, ?, ?, coalesce((select valid_to from ended), cast(? as timestamptz))`;
const keep = `${endBefore}
  insert into ?? (organization_id, id, version, act, row, actor_id, valid_from)
  select ${asItStands}`;
const keepInClinic = `${endBefore}
  insert into ?? (clinic_id, organization_id, id, version, act, row, actor_id, valid_from)
  select ?, ${asItStands}`;

/** Of rows of a table without a clinic, in one statement. */
export async function recordVersions(
  ctx: Ctx,
  table: string,
  act: string,
  rows: readonly VersionedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const kept = `${table}_version`;
  const changed = rows.filter(({ version }) => version > 1).map(({ id }) => id);
  const before = [kept, ctx.now, ctx.organizationId, changed];
  await ctx.db.raw(keepAll, [
    ...[...before, kept, ctx.organizationId, act],
    ...[ctx.actorId, ctx.now, JSON.stringify(rows)],
  ]);
}

/** The version before is the one that has not ended. */
const keepAll = `
  with ended as (
    update ?? v set valid_to = greatest(v.valid_from, cast(? as timestamptz))
    where v.organization_id = ? and v.id = any(?) and v.valid_to is null
    returning v.id, v.valid_to
  )
  insert into ?? (organization_id, id, version, act, row, actor_id, valid_from)
  select cast(? as uuid), g.id, (g.row ->> 'version')::integer, ?, g.row, cast(? as uuid),
         coalesce(e.valid_to, cast(? as timestamptz))
  from (
    select (given.row ->> 'id')::uuid as id, given.row
    from jsonb_array_elements(cast(? as jsonb)) as given (row)
  ) g left join ended e on e.id = g.id`;

/** The same of rows of one clinic each that are new: nothing of them has a version yet. */
export async function recordFirstVersions(
  ctx: Ctx,
  table: string,
  act: string,
  rows: readonly (VersionedRow & { clinic_id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.raw(keepFirst, [
    ...[`${table}_version`, ctx.organizationId, act, ctx.actorId, ctx.now, JSON.stringify(rows)],
  ]);
}

const keepFirst = `
  insert into ?? (organization_id, clinic_id, id, version, act, row, actor_id, valid_from)
  select cast(? as uuid), (given.row ->> 'clinic_id')::uuid, (given.row ->> 'id')::uuid,
    (given.row ->> 'version')::integer, ?, given.row, cast(? as uuid), cast(? as timestamptz)
  from jsonb_array_elements(cast(? as jsonb)) as given (row)`;
