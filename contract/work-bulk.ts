// One action on many items of a queue, as a job.
import * as z from 'zod/mini';
import { instant } from './time.ts';
import { mostTags, tag } from './work.ts';

const decisionName = z.string().check(z.maxLength(40), z.regex(/^[a-z-]+$/));
const tags = z.array(tag).check(z.maxLength(mostTags));

/** What can be done with many items at once. */
export const bulkAction = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('assign'), ownerId: z.nullable(z.uuid()) }),
  z.strictObject({ verb: z.literal('snooze'), until: instant }),
  z.strictObject({
    verb: z.literal('tag'),
    /** Every item has these afterwards, beside those of its own. */
    add: tags,
    /** No item has these afterwards. */
    remove: tags,
  }),
  z.strictObject({
    verb: z.literal('decide'),
    /** A decision that the queue makes about many at once, e.g. `approve`. */
    decision: decisionName,
  }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/** Gives each item back what an action took from it, where nobody has changed the item since. */
export const bulkUndo = z.strictObject({
  verb: z.literal('undo'),
  bulkId: z.uuid(),
  undone: z.enum(['assign', 'snooze', 'tag', 'decide']),
  /** Which one, where a decision is taken back. */
  decision: z.optional(decisionName),
});
export type BulkUndo = z.infer<typeof bulkUndo>;
export const bulkUndoRules = ['still-running', 'already-undone', 'not-undoable'] as const;

/** So many items are taken at once. */
export const mostInBulk = 1000;
/** Item → the version that its console shows. */
export const bulkItems = z.record(z.uuid(), z.int32().check(z.positive())).check(
  z.refine((items) => Object.keys(items).length > 0, { message: 'names no item' }),
  z.refine((items) => Object.keys(items).length <= mostInBulk, {
    message: `names more than ${mostInBulk} items`,
  }),
);

/** One item that the action does not touch, and why. */
export const bulkRefusal = z.strictObject({ itemId: z.uuid(), because: z.string() });
export type BulkRefusal = z.infer<typeof bulkRefusal>;

/** An action on many items as a job: it goes on when its console is closed or the server is started anew. */
export const bulk = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  action: z.union([bulkAction, bulkUndo]),
  requestedById: z.uuid(),
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  startedAt: instant,
  endedAt: z.nullable(instant),
  version: z.int(),
});
export type Bulk = z.infer<typeof bulk>;
