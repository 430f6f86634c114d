// Saved views of a queue: list, save, change, remove. Told on the queue's feed like everything else of it.
import type { Role } from '#contract/permission';
import { mostWorkViews, type WorkView, type WorkViewAct } from '#contract/work-view';
import { recordAudit } from '../audit/record-audit.ts';
import { recordChange } from '../change-log/record-change.ts';
import { mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../problem.ts';
import type { Queue } from './queue.ts';
import {
  clinicsOf,
  denyChangingView,
  mayManageViews,
  maySeeView,
  rolesIn,
  type Viewer,
} from './view-policy.ts';
import {
  insertView,
  listNamesBeside,
  listViewRows,
  lockViewRow,
  updateView,
  viewOf,
  type ViewRow,
} from './view-repository.ts';

type Look = Pick<WorkView, 'name' | 'filter' | 'columns' | 'density'>;

export interface SaveView extends Look {
  clinicId: string;
  inAllClinics: boolean;
  scope: WorkView['scope'];
  role: Role | null;
}

export interface ChangeView {
  viewId: string;
  expectedVersion: number;
  name?: string | undefined;
  filter?: Look['filter'] | undefined;
  columns?: Look['columns'] | undefined;
  density?: Look['density'] | undefined;
}

export async function listViews(ctx: Ctx, queue: Queue, clinicId: string): Promise<WorkView[]> {
  if (!mayAct(ctx, queue.permissions.read, clinicId)) throw notFound('clinic');
  const viewer = viewerOf(ctx);
  const roles = mayManageViews(queue, viewer, clinicId) ? 'every' : rolesIn(viewer, clinicId);
  return (await listViewRows(ctx, queue.name, { clinicId, roles })).map(viewOf);
}

export async function saveView(ctx: Ctx, queue: Queue, input: SaveView): Promise<WorkView> {
  const { clinicId, inAllClinics, scope, role, name, filter, columns, density } = input;
  const { permissions } = queue;
  if (ctx.actorId === null) throw notAllowed('Only people save views.');
  if (!mayAct(ctx, scope === 'mine' ? permissions.read : permissions.assign, clinicId))
    throw notAllowed('You may save views for yourself only in this clinic; nothing was saved.');
  if ((scope === 'role') !== (role !== null))
    throw invalidInput('role', 'belongs to a view of a role, and to no other');
  if (inAllClinics && scope !== 'mine')
    throw invalidInput('inAllClinics', 'is for views of your own only');
  requireStatus(queue, filter);
  const row: ViewRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: inAllClinics ? null : clinicId,
    queue: queue.name,
    ...{ name, scope, role, filter, columns, density },
    owner_id: ctx.actorId,
    removed_at: null,
    version: 1,
  };
  await requireRoom(ctx, row, name);
  const kept = await insertView(ctx, row);
  if (!kept) throw nameTaken(name);
  return announce(ctx, queue, kept, 'saved');
}

export async function changeView(ctx: Ctx, queue: Queue, input: ChangeView): Promise<WorkView> {
  const { name, filter, columns, density } = input;
  const row = await takeView(ctx, queue, input);
  if (filter) requireStatus(queue, filter);
  if (name !== undefined) await requireRoom(ctx, row, name);
  const after = await updateView(ctx, row, 'view-changed', {
    ...(name === undefined ? {} : { name }),
    ...(filter === undefined ? {} : { filter }),
    ...(columns === undefined ? {} : { columns }),
    ...(density === undefined ? {} : { density }),
  });
  return announce(ctx, queue, after, 'changed');
}

export async function removeView(
  ctx: Ctx,
  queue: Queue,
  input: { viewId: string; expectedVersion: number },
): Promise<void> {
  const row = await takeView(ctx, queue, input);
  announce(
    ctx,
    queue,
    await updateView(ctx, row, 'view-removed', { removed_at: ctx.now }),
    'removed',
  );
}

async function takeView(
  ctx: Ctx,
  queue: Queue,
  { viewId, expectedVersion }: { viewId: string; expectedVersion: number },
): Promise<ViewRow> {
  const row = await lockViewRow(ctx, queue.name, viewId);
  if (!row || !maySeeView(queue, viewerOf(ctx), row)) throw notFound('view');
  const refusal = denyChangingView(queue, viewerOf(ctx), row);
  if (refusal !== null) throw notAllowed(refusal);
  if (row.version !== expectedVersion) throw conflict(viewOf(row));
  return row;
}

/** Neither too many beside it nor one of its name. */
async function requireRoom(ctx: Ctx, row: ViewRow, name: string): Promise<void> {
  const beside = (await listNamesBeside(ctx, row)).filter(({ id }) => id !== row.id);
  if (beside.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw nameTaken(name);
  if (beside.length >= mostWorkViews)
    throw ruleBroken(
      'too-many-views',
      `There are ${mostWorkViews} views already; nothing was saved. Remove one first.`,
    );
}

function nameTaken(name: string): Error {
  return ruleBroken('name-taken', `There is a view “${name}” already; nothing was saved.`);
}

function requireStatus({ workflow }: Queue, { status }: Look['filter']): void {
  if (status !== undefined && !(status in workflow.states))
    throw invalidInput('filter.status', 'is no state of this queue');
}

/** A person's own view is told of without its words, in each clinic where they have it, and is not audited. */
function announce(ctx: Ctx, queue: Queue, row: ViewRow, act: WorkViewAct): WorkView {
  const view = viewOf(row);
  const isOwn = row.scope === 'mine';
  const type = `${queue.name}.view-${act}`;
  const { id: entityId, version } = row;
  for (const clinicId of clinicsOf(queue, viewerOf(ctx), row)) {
    recordChange(ctx, { type, clinicId, entityId, version, payload: isOwn ? null : view });
  }
  if (!isOwn)
    recordAudit(ctx, { act: type, clinicId: row.clinic_id, entityId, detail: { version } });
  return view;
}

function viewerOf({ scope, actorId }: Ctx): Viewer {
  return { staffId: actorId, grants: scope.kind === 'user' ? scope.grants : [] };
}
