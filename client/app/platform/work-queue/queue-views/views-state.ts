// Saved views as a console knows them, and how lists, changes and answers fold into them; pure.
import type { Role } from '#contract/permission';
import type { Problem } from '#contract/problem';
import { upsertVersioned, type ById, type ChangeEnvelope } from '#contract/realtime';
import {
  applyWorkViewChange,
  type WorkView,
  type WorkViewChange,
  type WorkViewScope,
} from '#contract/work-view';
import type { ViewAct } from './view-events';

export interface ViewsState {
  /** The clinic whose views these are. */
  viewsOf: string | null;
  viewsStatus: 'idle' | 'loading' | 'loaded' | 'failed';
  /** Removed ones among them: what somebody looks at does not go from under their eyes. */
  views: ById<WorkView>;
  /** What was asked for last and is not settled; `problem` once it was refused. */
  viewAct: { commandId: string; act: ViewAct; problem: Problem | null } | null;
}

export const initialViewsState: ViewsState = {
  viewsOf: null,
  viewsStatus: 'idle',
  views: {},
  viewAct: null,
};

/** Who looks, and as what. */
export interface Onlooker {
  me: string;
  roles: readonly Role[];
  /** Who keeps the views of others sees all of them. */
  mayAssign: boolean;
}

export interface ViewGroup {
  scope: WorkViewScope;
  title: string;
  views: WorkView[];
}

export function isViewChange({ type }: Pick<ChangeEnvelope, 'type'>): boolean {
  return /^[a-z-]+\.view-/.test(type);
}

/** A list takes the place of what was known; what is not in it any more has been removed. */
export function foldList(
  held: ById<WorkView>,
  listed: readonly WorkView[],
  isIn: (view: WorkView) => boolean = () => true,
): ById<WorkView> {
  const ids = new Set(listed.map(({ id }) => id));
  const known = Object.values(held).map((view) =>
    ids.has(view.id) || !isIn(view) ? view : { ...view, removed: true },
  );
  const kept = Object.fromEntries(known.map((view) => [view.id, view]));
  return listed.reduce<ById<WorkView>>(upsertVersioned, kept);
}

export function foldChanges(
  views: ById<WorkView>,
  changes: readonly ChangeEnvelope[],
): ById<WorkView> {
  return changes
    .filter(isViewChange)
    .reduce((held, change) => applyWorkViewChange(held, change as WorkViewChange), views);
}

/** A refusal that tells how the view is now, or that it is no more. */
export function foldRefusal(
  views: ById<WorkView>,
  act: ViewAct,
  { code, current }: Problem,
): ById<WorkView> {
  if (act.kind === 'save') return views;
  if (code === 'conflict' && current) return upsertVersioned(views, current as WorkView);
  const view = views[act.kind === 'remove' ? act.view.id : act.viewId];
  return code === 'not-found' && view ? { ...views, [view.id]: { ...view, removed: true } } : views;
}

export function maySee(view: WorkView, { me, roles, mayAssign }: Onlooker): boolean {
  if (view.scope === 'mine') return view.ownerId === me;
  return view.scope === 'shared' || mayAssign || (view.role !== null && roles.includes(view.role));
}

export function mayChange(view: WorkView, { me, mayAssign }: Onlooker): boolean {
  return view.scope === 'mine' ? view.ownerId === me : mayAssign;
}

const titles: Record<WorkViewScope, string> = {
  mine: 'Mine',
  role: 'My role’s',
  shared: 'Shared',
};

/** One's own first; a group without views is left out. */
export function groupsOf(views: ById<WorkView>, onlooker: Onlooker): ViewGroup[] {
  const shown = Object.values(views)
    .filter((view) => !view.removed && maySee(view, onlooker))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  return (['mine', 'role', 'shared'] as const)
    .map((scope) => ({
      scope,
      title: scope === 'role' && onlooker.mayAssign ? 'Roles’' : titles[scope],
      views: shown.filter((view) => view.scope === scope),
    }))
    .filter((group) => group.views.length > 0);
}
