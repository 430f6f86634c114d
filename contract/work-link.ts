// What a work item is about: links to records, of its own queue or of other capabilities.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import type { Permission } from './permission.ts';
import { instant } from './time.ts';

/** What can be linked; a queue says which of them it takes. */
export const linkKinds = ['appointment', 'work-item'] as const;
export type LinkKind = (typeof linkKinds)[number];

const linkKey = { kind: z.enum(linkKinds), recordId: z.uuid() };
/** Which record: on one item it is linked once. */
export interface LinkKey {
  readonly kind: LinkKind;
  readonly recordId: string;
}

const linkWords = {
  /** In short, e.g. `Visit on Mon, Nov 23, 2026, 9:00 am`. */
  title: z.string(),
  /** What tells it from its like, e.g. whose visit it is and how it stands. */
  detail: z.string(),
};

export const workLink = z.strictObject({
  id: z.uuid(),
  ...linkKey,
  linkedById: z.uuid(),
  at: instant,
  /** As the reader may see it; `null` = it is elsewhere, or not theirs to read. */
  record: z.nullable(
    z.strictObject({
      ...linkWords,
      /** Where a console opens it; `null` where it is another clinic's. */
      path: z.nullable(z.string()),
    }),
  ),
});
export type WorkLink = z.infer<typeof workLink>;

export const linkChoice = z.strictObject({ ...linkKey, ...linkWords });
export type LinkChoice = z.infer<typeof linkChoice>;

/** So many links an item has. */
export const mostLinks = 50;

interface OfQueue<I extends z.ZodMiniType> {
  readonly one: string;
  readonly root: `/${string}`;
  readonly view: I;
  readonly work: Permission;
  readonly rules: readonly string[];
}

/** The endpoints of links on the items of a queue. */
// The return type is what `endpoint` infers from the schemas below.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function linkEndpoints<I extends z.ZodMiniType>(queue: OfQueue<I>) {
  const { one, root, view, work, rules } = queue;
  const params = z.strictObject({ itemId: z.uuid() });
  const step = {
    method: 'POST' as const,
    access: work,
    params,
    body: z.strictObject({ expectedVersion: z.int32().check(z.positive()), ...linkKey }),
    answer: view,
    rules,
    showsPatients: true,
  };
  return {
    listLinkable: endpoint({
      name: `listLinkableTo${one}`,
      method: 'GET',
      path: `${root}/:itemId/linkable`,
      summary: 'What of the same patient may be linked to the item and is not yet.',
      access: work,
      params,
      answer: z.strictObject({ items: z.array(linkChoice) }),
      showsPatients: true,
    }),
    link: endpoint({
      ...step,
      name: `link${one}`,
      path: `${root}/:itemId/link`,
      summary: 'Say that the item is about that record; a record is linked once.',
      rules: [...rules, 'too-many-links'],
    }),
    unlink: endpoint({
      ...step,
      name: `unlink${one}`,
      path: `${root}/:itemId/unlink`,
      summary: 'Take a link away; that it was there stays in the item’s steps and the audit log.',
    }),
  };
}
