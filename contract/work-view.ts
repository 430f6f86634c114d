// Saved views of a queue: which items, which columns, how dense. A person's own, a role's, or shared by all.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { roles, type Permission } from './permission.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { clockLevels, workPriorities } from './work.ts';

/** So many views a queue can have in a clinic for one person, one role, or all. */
export const mostWorkViews = 50;
const mostColumns = 40;
export const columnWidths = { least: 24, most: 1200 } as const;

export const workViewScopes = ['mine', 'role', 'shared'] as const;
export type WorkViewScope = (typeof workViewScopes)[number];

/** What the list shows; never text, because a name or number typed there could be a patient's. */
export const workViewFilter = z.strictObject({
  show: z.enum(['open', 'snoozed', 'closed']),
  owner: z.optional(z.enum(['me', 'nobody'])),
  level: z.optional(z.enum(clockLevels)),
  priority: z.optional(z.enum(workPriorities)),
  /** A state of the queue's workflow. */
  status: z.optional(z.string().check(z.maxLength(40), z.regex(/^[a-z-]+$/))),
});

/** In the order in which they stand. */
const columns = z
  .array(
    z.strictObject({
      id: z.string().check(z.maxLength(40), z.regex(/^[a-z-]+$/)),
      /** CSS pixels; `null` = as wide as the queue has it. */
      width: z.nullable(z.int().check(z.minimum(columnWidths.least), z.maximum(columnWidths.most))),
    }),
  )
  .check(
    z.maxLength(mostColumns),
    z.refine(
      (held) => new Set(held.map(({ id }) => id)).size === held.length,
      'names a column twice',
    ),
  );

/** How the table looks: which columns in which order, how wide, and how high its rows are. */
export const workViewLook = { columns, density: z.enum(['compact', 'comfortable']) };
export type WorkViewLook = Pick<WorkView, 'columns' | 'density'>;

export const longestViewName = 60;

const look = {
  name: line({ max: longestViewName }),
  filter: workViewFilter,
  ...workViewLook,
};

export const workView = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  queue: z.string(),
  /** `null` = in all clinics of who looks. */
  clinicId: z.nullable(z.uuid()),
  ...look,
  scope: z.enum(workViewScopes),
  /** Whose tabs it is among; only with scope `role`. */
  role: z.nullable(z.enum(roles)),
  /** Who saved it. */
  ownerId: z.uuid(),
  /** True in the change that removes it; lists leave it out. */
  removed: z.boolean(),
});
export type WorkView = z.infer<typeof workView>;

export const workViewActs = ['saved', 'changed', 'removed'] as const;
export type WorkViewAct = (typeof workViewActs)[number];

/** On the queue's feed. Thin for a person's own view, which is nobody else's to read: its owner's consoles fetch anew. */
export interface WorkViewChange<Queue extends string = string> {
  type: `${Queue}.view-${WorkViewAct}`;
  payload: WorkView | null;
}

/** Views of roles and shared ones, removed ones among them, so that an older change does not bring them back. */
export function applyWorkViewChange(
  views: ById<WorkView>,
  { payload }: WorkViewChange,
): ById<WorkView> {
  return payload === null ? views : upsertVersioned(views, payload);
}

export const workViewRules = ['name-taken', 'too-many-views'] as const;

const viewId = z.strictObject({ viewId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());

/** The endpoints of a queue's views; the service decides who may change what, by the view's scope. */
// The return type is what `endpoint` infers from the schemas below; writing it out would say everything twice.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function workViewEndpoints(definition: { queue: string; one: string; read: Permission }) {
  const { queue, one, read } = definition;
  const root = `/api/${queue}/views` as const;
  return {
    list: endpoint({
      name: `list${one}Views`,
      method: 'GET',
      path: root,
      summary: 'Saved views for a clinic: your own, those of your roles there, and shared ones.',
      access: read,
      clinic: 'query',
      query: z.strictObject({ clinicId: z.uuid() }),
      answer: z.strictObject({
        items: z.array(workView),
        /** Sequence of the queue's feed that the views contain. */
        asOf: z.int(),
      }),
    }),
    save: endpoint({
      name: `save${one}View`,
      method: 'POST',
      path: `${root}/save`,
      summary: 'Save a view; for a role or for all by who may assign the queue’s items.',
      access: read,
      clinic: 'body',
      body: z.strictObject({
        clinicId: z.uuid(),
        /** True: in all your clinics; only a view of your own can be so. */
        inAllClinics: z._default(z.boolean(), false),
        ...look,
        scope: z.enum(workViewScopes),
        role: z._default(z.nullable(z.enum(roles)), null),
      }),
      answer: workView,
      rules: workViewRules,
    }),
    change: endpoint({
      name: `change${one}View`,
      method: 'POST',
      path: `${root}/:viewId/change`,
      summary: 'Change the name, filter, columns or density of a view.',
      access: read,
      params: viewId,
      body: z.strictObject({
        expectedVersion,
        name: z.optional(look.name),
        filter: z.optional(look.filter),
        columns: z.optional(look.columns),
        density: z.optional(look.density),
      }),
      answer: workView,
      rules: workViewRules,
    }),
    remove: endpoint({
      name: `remove${one}View`,
      method: 'POST',
      path: `${root}/:viewId/remove`,
      summary: 'Remove a view.',
      access: read,
      params: viewId,
      body: z.strictObject({ expectedVersion }),
      answer: z.strictObject({}),
    }),
  };
}
export type WorkViewEndpoints = ReturnType<typeof workViewEndpoints>;
