// How a person likes the table of a queue, as far as no saved view holds it.
import * as z from 'zod/mini';
import { workViewLook } from './work-view.ts';

/** So many queues can have a look of one's own; more than there will be. */
export const mostQueueLooks = 20;
const mostClinics = 50;

export const panelWidths = { least: 360, most: 900 } as const;

export const queueLook = z.strictObject({
  /** Without a view. No columns = as the queue has them. */
  ...workViewLook,
  /** A view's look that was changed and not saved: `version` is the view as it was then. */
  draft: z.nullable(z.strictObject({ viewId: z.uuid(), version: z.int32(), ...workViewLook })),
  /** CSS pixels; `null` = as wide as the window suggests. */
  panelWidth: z.nullable(z.int().check(z.minimum(panelWidths.least), z.maximum(panelWidths.most))),
  /** Clinic → the view that was chosen last there. */
  lastViews: z
    .record(z.uuid(), z.uuid())
    .check(
      z.refine(
        (held) => Object.keys(held).length <= mostClinics,
        `has more than ${mostClinics} clinics`,
      ),
    ),
});
export type QueueLook = z.infer<typeof queueLook>;

/** Queue → its look; what is not in it looks as the queue does. */
export const queueLooks = z
  .record(z.string().check(z.maxLength(40), z.regex(/^[a-z-]+$/)), queueLook)
  .check(
    z.refine(
      (held) => Object.keys(held).length <= mostQueueLooks,
      `has more than ${mostQueueLooks} queues`,
    ),
  );
export type QueueLooks = z.infer<typeof queueLooks>;
