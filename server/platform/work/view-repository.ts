// The rows of saved views.
import type { Role } from '#contract/permission';
import type { WorkView, WorkViewScope } from '#contract/work-view';
import type { Ctx } from '../context.ts';
import { recordVersion } from '../db/record-version.ts';

export interface ViewRow {
  organization_id: string;
  id: string;
  clinic_id: string | null;
  queue: string;
  name: string;
  scope: WorkViewScope;
  role: Role | null;
  owner_id: string;
  filter: WorkView['filter'];
  columns: WorkView['columns'];
  density: WorkView['density'];
  removed_at: string | null;
  version: number;
}

export type ViewPatch = Partial<
  Pick<ViewRow, 'name' | 'filter' | 'columns' | 'density' | 'removed_at'>
>;

export function viewOf(row: ViewRow): WorkView {
  return {
    id: row.id,
    version: row.version,
    queue: row.queue,
    clinicId: row.clinic_id,
    name: row.name,
    filter: row.filter,
    columns: row.columns,
    density: row.density,
    scope: row.scope,
    role: row.role,
    ownerId: row.owner_id,
    removed: row.removed_at !== null,
  };
}

/** One's own for this clinic or for all, those of the roles, and shared ones; by scope, then by name. */
export function listViewRows(
  ctx: Ctx,
  queue: string,
  { clinicId, roles }: { clinicId: string; roles: readonly Role[] | 'every' },
): Promise<ViewRow[]> {
  return ctx
    .db('work_view')
    .where({ organization_id: ctx.organizationId, queue })
    .whereNull('removed_at')
    .where((own) => {
      void own.where({ clinic_id: clinicId }).orWhereNull('clinic_id');
    })
    .where((mine) => {
      void mine.where({ scope: 'mine', owner_id: ctx.actorId }).orWhere({ scope: 'shared' });
      void mine.orWhere((theirs) => {
        void theirs.where({ scope: 'role' });
        if (roles !== 'every') void theirs.whereIn('role', [...roles]);
      });
    })
    .orderByRaw('scope, role, lower(name), id')
    .select<ViewRow[]>('*');
}

/** Locked, so that the version it has is the version that is written over. */
export function lockViewRow(ctx: Ctx, queue: string, id: string): Promise<ViewRow | undefined> {
  return ctx
    .db('work_view')
    .where({ organization_id: ctx.organizationId, queue, id })
    .whereNull('removed_at')
    .forUpdate()
    .first<ViewRow | undefined>('*');
}

/** Those that stand beside it: of the same person, the same role, or all. */
export function listNamesBeside(
  ctx: Ctx,
  row: Pick<ViewRow, 'queue' | 'clinic_id' | 'scope' | 'role' | 'owner_id'>,
): Promise<{ id: string; name: string }[]> {
  return ctx
    .db('work_view')
    .where({
      organization_id: ctx.organizationId,
      queue: row.queue,
      clinic_id: row.clinic_id,
      scope: row.scope,
      role: row.role,
      ...(row.scope === 'mine' ? { owner_id: row.owner_id } : {}),
    })
    .whereNull('removed_at')
    .select<{ id: string; name: string }[]>('id', 'name');
}

export async function insertView(ctx: Ctx, row: ViewRow): Promise<ViewRow | null> {
  const [kept] = (await ctx
    .db('work_view')
    .insert({ ...row, ...asJson(row) })
    // Somebody else may have taken the name in the same moment.
    .onConflict()
    .ignore()
    .returning('*')) as ViewRow[];
  if (!kept) return null;
  await recordVersion(ctx, 'work_view', 'view-saved', kept);
  return kept;
}

export async function updateView(
  ctx: Ctx,
  row: ViewRow,
  act: 'view-changed' | 'view-removed',
  patch: ViewPatch,
): Promise<ViewRow> {
  const [after] = (await ctx
    .db('work_view')
    .where({ organization_id: ctx.organizationId, id: row.id, version: row.version })
    .update({ ...patch, ...asJson(patch), version: row.version + 1 })
    .returning('*')) as ViewRow[];
  if (!after) throw new Error('A locked view is gone.');
  await recordVersion(ctx, 'work_view', act, after);
  return after;
}

function asJson({ filter, columns }: ViewPatch): Record<string, string> {
  return {
    ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
    ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }),
  };
}
