// The endpoints that every queue has: a slice says what its items are, and gets all of them.
import * as z from 'zod/mini';
import { attachment, attachmentEndpoints } from './attachment.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { asOf, cursor, pageQuery } from './page.ts';
import type { Permission } from './permission.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';
import { bulk, bulkAction, bulkItems, bulkRefusal, bulkUndoRules } from './work-bulk.ts';
import { linkEndpoints, workLink } from './work-link.ts';
import { mostTags, tag, workComment, workFilter, workStep } from './work.ts';
import type { Workflow } from './workflow.ts';

const item = z.strictObject({ itemId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
/** The lease under which a write is made; without one, or with an old one, nothing is written. */
export const leaseToken = z.int32().check(z.nonnegative());
/** Where a list leaves the console for. */
export const exportTargets = ['csv', 'print'] as const;
export type ExportTarget = (typeof exportTargets)[number];

export const workRules = ['held', 'lease-lost', 'closed', 'away'] as const;

export interface QueueDefinition<I extends z.ZodMiniType> {
  /** The queue's and the capability's word, e.g. `calls`. */
  readonly queue: string;
  /** In endpoint names, e.g. `Call`, `Calls`. */
  readonly noun: readonly [one: string, many: string];
  readonly item: I;
  readonly workflow: Workflow;
  readonly read: Permission;
  /** To claim, snooze, comment and decide. */
  readonly work: Permission;
  /** To give items to others. */
  readonly assign: Permission;
}

/** The endpoints that every queue has; a slice adds its own decisions beside them. */
// The return type is what `endpoint` infers from the schemas below; writing it out would say everything twice.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function queueEndpoints<I extends z.ZodMiniType>(definition: QueueDefinition<I>) {
  const { queue, noun, item: view, workflow, read, work: doing, assign } = definition;
  const status = z.optional(z.enum(Object.keys(workflow.states)));
  const [one, many] = noun;
  const root = `/api/${queue}/items` as const;
  const inClinic = { clinicId: z.uuid() };
  const step = {
    method: 'POST' as const,
    params: item,
    answer: view,
    rules: workRules,
    showsPatients: true,
  };
  return {
    list: endpoint({
      name: `list${many}`,
      method: 'GET',
      path: root,
      summary: 'Items of the queue in a clinic, most urgent first.',
      access: read,
      clinic: 'query',
      query: z.strictObject({ ...inClinic, ...workFilter, status, ...pageQuery }),
      answer: z.strictObject({ items: z.array(view), next: z.nullable(cursor), asOf }),
      showsPatients: true,
    }),
    count: endpoint({
      name: `count${many}`,
      method: 'GET',
      path: `${root}/count`,
      summary: 'How many items are open, late, mine and snoozed; each stops at 10,000.',
      access: read,
      clinic: 'query',
      query: z.strictObject(inClinic),
      answer: z.strictObject({ open: z.int(), late: z.int(), mine: z.int(), snoozed: z.int() }),
    }),
    get: endpoint({
      name: `get${one}`,
      method: 'GET',
      path: `${root}/:itemId`,
      summary: 'One item with its steps, comments, attached files and links.',
      access: read,
      params: item,
      answer: z.strictObject({
        item: view,
        steps: z.array(workStep),
        comments: z.array(workComment),
        /** Oldest first, removed ones among them. */
        attachments: z.array(attachment),
        /** Oldest first. */
        links: z.array(workLink),
      }),
      showsPatients: true,
    }),
    export: endpoint({
      name: `export${many}`,
      method: 'POST',
      path: `${root}/export`,
      summary:
        'Items of a list for a file or for paper, in parts; the audit log keeps who took which list.',
      access: read,
      clinic: 'body',
      body: z.strictObject({
        ...inClinic,
        filter: z.strictObject({ ...workFilter, status }),
        target: z.enum(exportTargets),
        /** Keys of the columns that go into it. */
        columns: z
          .array(z.string().check(z.maxLength(40), z.regex(/^[a-z-]+$/)))
          .check(z.maxLength(40)),
        after: pageQuery.after,
      }),
      /** `at` is the time of its reading. */
      answer: z.strictObject({ items: z.array(view), next: z.nullable(cursor), at: instant }),
      showsPatients: true,
      idempotent: false,
      stepUp: true,
      takesOut: true,
      audits: ['target', 'columns', 'filter', 'after'],
    }),
    claim: endpoint({
      ...step,
      name: `claim${one}`,
      path: `${root}/:itemId/claim`,
      summary:
        'Take the item to work on it; nobody else decides until it is released or the lease ends.',
      access: doing,
    }),
    claimNext: endpoint({
      name: `claimNext${one}`,
      method: 'POST',
      path: `${root}/claim-next`,
      summary:
        'Claim the most urgent item that nobody else has or holds; `null` when there is none.',
      access: doing,
      clinic: 'body',
      body: z.strictObject(inClinic),
      answer: z.strictObject({ item: z.nullable(view) }),
      showsPatients: true,
    }),
    renew: endpoint({
      name: `renew${one}Lease`,
      method: 'POST',
      path: `${root}/:itemId/renew-lease`,
      summary: 'Heartbeat of the console in which the item is worked on.',
      access: doing,
      params: item,
      body: z.strictObject({ token: leaseToken }),
      answer: z.strictObject({ until: instant }),
      rules: workRules,
      idempotent: false,
    }),
    release: endpoint({
      ...step,
      name: `release${one}`,
      path: `${root}/:itemId/release`,
      summary: 'Give the item back undecided.',
      access: doing,
      body: z.strictObject({ token: leaseToken }),
    }),
    takeOver: endpoint({
      ...step,
      name: `takeOver${one}`,
      path: `${root}/:itemId/take-over`,
      summary: 'Take the item from who holds it; what they send afterwards writes nothing.',
      access: doing,
      body: z.strictObject({ expectedVersion }),
    }),
    assign: endpoint({
      ...step,
      name: `assign${one}`,
      path: `${root}/:itemId/assign`,
      summary:
        'Say who answers for the item; `null` gives it to the pool. Others than yourself need the right to assign.',
      access: doing,
      body: z.strictObject({ expectedVersion, ownerId: z.nullable(z.uuid()) }),
    }),
    snooze: endpoint({
      ...step,
      name: `snooze${one}`,
      path: `${root}/:itemId/snooze`,
      summary: 'Put the item out of the way until a time; its clocks go on.',
      access: doing,
      body: z.strictObject({ expectedVersion, until: instant }),
    }),
    wake: endpoint({
      ...step,
      name: `wake${one}`,
      path: `${root}/:itemId/wake`,
      summary: 'Bring a snoozed item back now.',
      access: doing,
      body: z.strictObject({ expectedVersion }),
    }),
    comment: endpoint({
      ...step,
      name: `commentOn${one}`,
      path: `${root}/:itemId/comment`,
      summary: 'Write a comment that everyone with the queue reads; mentions name colleagues.',
      access: doing,
      body: z.strictObject({
        text: paragraph({ max: 2000 }).check(z.minLength(1)),
        mentions: z._default(z.array(z.uuid()).check(z.maxLength(20)), []),
      }),
    }),
    pauseClocks: endpoint({
      ...step,
      name: `pause${one}Clocks`,
      path: `${root}/:itemId/pause-clocks`,
      summary: 'Stop the item’s clocks for a stated reason, e.g. while somebody else must answer.',
      access: doing,
      body: z.strictObject({ expectedVersion, reason: line({ max: 200 }) }),
    }),
    resumeClocks: endpoint({
      ...step,
      name: `resume${one}Clocks`,
      path: `${root}/:itemId/resume-clocks`,
      summary: 'Let the clocks run on; deadlines move by what was paused.',
      access: doing,
      body: z.strictObject({ expectedVersion }),
    }),
    tag: endpoint({
      ...step,
      name: `tag${one}`,
      path: `${root}/:itemId/tag`,
      summary: 'Set the tags of the item.',
      access: doing,
      body: z.strictObject({
        expectedVersion,
        tags: z.array(tag).check(z.maxLength(mostTags)),
      }),
    }),
    ...attachmentEndpoints({ one, root, view, read, work: doing }),
    ...linkEndpoints({ one, root, view, work: doing, rules: workRules }),
    previewBulk: endpoint({
      name: `preview${one}Bulk`,
      method: 'POST',
      path: `${root}/preview-bulk`,
      summary: 'What an action on many items would do, without doing it.',
      access: doing,
      clinic: 'body',
      body: z.strictObject({ ...inClinic, action: bulkAction, items: bulkItems }),
      answer: z.strictObject({ would: z.int(), refused: z.array(bulkRefusal) }),
      idempotent: false,
    }),
    startBulk: endpoint({
      name: `start${one}Bulk`,
      method: 'POST',
      path: `${root}/start-bulk`,
      summary: 'Start an action on many items; its progress comes as changes, each item once.',
      access: doing,
      clinic: 'body',
      body: z.strictObject({ ...inClinic, action: bulkAction, items: bulkItems }),
      answer: bulk,
    }),
    getBulk: endpoint({
      name: `get${one}Bulk`,
      method: 'GET',
      path: `/api/${queue}/bulks/:bulkId`,
      summary: 'How far an action on many items is, and which items it refused.',
      access: doing,
      params: z.strictObject({ bulkId: z.uuid() }),
      answer: z.strictObject({ bulk, refused: z.array(bulkRefusal) }),
    }),
    undoBulk: endpoint({
      name: `undo${one}Bulk`,
      method: 'POST',
      path: `/api/${queue}/bulks/:bulkId/undo`,
      summary: 'Take back your own action on many items, as an action of its own; once.',
      access: doing,
      params: z.strictObject({ bulkId: z.uuid() }),
      answer: bulk,
      rules: bulkUndoRules,
    }),
    /** Who may assign to others; the console asks before it shows colleagues. */
    permissions: { read, work: doing, assign },
  };
}

export type QueueEndpoints<I extends z.ZodMiniType> = ReturnType<typeof queueEndpoints<I>>;

/** The endpoints alone, for a capability's list. */
export function listOfEndpoints(queue: object): Endpoint[] {
  return Object.entries(queue).flatMap(([key, each]) =>
    key === 'permissions' ? [] : [each as Endpoint],
  );
}
