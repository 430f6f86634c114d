// Work items: everything that waits for a person. A queue (calls, refills …) is one slice's items; its view carries
// `work`, and its endpoints come from `queueEndpoints`, so that every queue is worked in the same way.
import * as z from 'zod/mini';
import { attachment, attachmentEndpoints } from './attachment.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { asOf, cursor, pageQuery } from './page.ts';
import type { Permission } from './permission.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';
import type { Workflow } from './workflow.ts';

/** FHIR Task priorities, most urgent first. */
export const workPriorities = ['stat', 'asap', 'urgent', 'routine'] as const;
export type WorkPriority = (typeof workPriorities)[number];

/** How a running clock stands: `soon` from its warning on, `late` from its deadline on. */
export const clockLevels = ['on-time', 'soon', 'late'] as const;
export type ClockLevel = (typeof clockLevels)[number];

/** A deadline with everything that explains it. It keeps the rule by which it was set; a new rule does not move it. */
export const workClock = z.strictObject({
  id: z.uuid(),
  /** Code of the dated rule, e.g. `calls.answer`. */
  rule: z.string(),
  /** 0 = the standard value of the rule. */
  ruleVersion: z.int(),
  title: z.string(),
  startedAt: instant,
  /** What started it, in words, e.g. `Offer sent at 2:10 pm`. */
  startEvidence: z.string(),
  /** Where the team aims, before the deadline; `null` when there is only the deadline. */
  targetAt: z.nullable(instant),
  deadlineAt: instant,
  /** `soon` from here on. */
  warnAt: z.nullable(instant),
  level: z.enum(clockLevels),
  state: z.enum(['running', 'paused', 'stopped']),
  /** Why it pauses; `null` while it does not. */
  pausedBecause: z.nullable(z.string()),
  stoppedAt: z.nullable(instant),
});
export type WorkClock = z.infer<typeof workClock>;

/** What every queue's item has; facts that are the same for everyone who may read the feed. */
export const work = z.strictObject({
  clinicId: z.uuid(),
  /** A state of the queue's workflow. */
  status: z.string(),
  priority: z.enum(workPriorities),
  /** Who answers for it; `null` = the pool. */
  ownerId: z.nullable(z.uuid()),
  /** Who works on it now. The token fences: what carries an older one writes nothing. */
  lease: z.nullable(z.strictObject({ holderId: z.uuid(), token: z.int() })),
  /** Out of the way until then. */
  snoozedUntil: z.nullable(instant),
  /** Reason code of the last step that asked for one. */
  reason: z.nullable(z.string()),
  tags: z.array(z.string()),
  /** The earliest target or deadline that runs; what the queue is sorted by. */
  dueAt: z.nullable(instant),
  level: z.enum(clockLevels),
  clocks: z.array(workClock),
  /** Integer cents, where money is at stake. */
  amountCents: z.nullable(z.int()),
  comments: z.int(),
  /** Files that are there; removed ones do not count. */
  attachments: z.int(),
  openedAt: instant,
  closedAt: z.nullable(instant),
});
export type Work = z.infer<typeof work>;

/** The least that an item of a queue is. */
export interface WorkItem {
  readonly id: string;
  readonly version: number;
  readonly work: Work;
}

export const workComment = z.strictObject({
  id: z.uuid(),
  authorId: z.uuid(),
  text: z.string(),
  /** Colleagues named in it. */
  mentions: z.array(z.uuid()),
  at: instant,
});
export type WorkComment = z.infer<typeof workComment>;

/** One step in the life of an item, oldest first. */
export const workStep = z.strictObject({
  version: z.int(),
  /** e.g. `opened`, `claimed`, `taken-over`, or the workflow's transition. */
  act: z.string(),
  /** `null` = the system or the patient. */
  actorId: z.nullable(z.uuid()),
  at: instant,
  status: z.string(),
  ownerId: z.nullable(z.uuid()),
  holderId: z.nullable(z.uuid()),
  snoozedUntil: z.nullable(instant),
  reason: z.nullable(z.string()),
});
export type WorkStep = z.infer<typeof workStep>;

/** What a list shows; every field narrows it. It travels in the console's URL, so it holds no text about a patient. */
export const workFilter = {
  show: z._default(z.enum(['open', 'snoozed', 'closed']), 'open'),
  owner: z.optional(z.enum(['me', 'nobody'])),
  level: z.optional(z.enum(clockLevels)),
  priority: z.optional(z.enum(workPriorities)),
};
export interface WorkFilter {
  show: 'open' | 'snoozed' | 'closed';
  /** `me` = I answer for it or hold it; `nobody` = in the pool and in nobody's hands. */
  owner?: 'me' | 'nobody' | undefined;
  level?: ClockLevel | undefined;
  priority?: WorkPriority | undefined;
  status?: string | undefined;
}

/** True when an item belongs in a list with this filter; the server's query says the same. */
export function matchesWork(filter: WorkFilter, { work: item }: WorkItem, me: string): boolean {
  const { show, owner, level, priority, status } = filter;
  const place = item.closedAt !== null ? 'closed' : item.snoozedUntil !== null ? 'snoozed' : 'open';
  if (place !== show) return false;
  if (owner === 'me' && item.ownerId !== me && item.lease?.holderId !== me) return false;
  if (owner === 'nobody' && (item.ownerId !== null || item.lease !== null)) return false;
  if (level !== undefined && item.level !== level) return false;
  if (priority !== undefined && item.priority !== priority) return false;
  return status === undefined || item.status === status;
}

/** Open ones by what is due first, then by priority; closed ones the latest first. The id breaks ties. */
export function compareWork(show: WorkFilter['show']): (a: WorkItem, b: WorkItem) => number {
  return show === 'closed' ? compareClosed : compareOpen;
}

function compareOpen(a: WorkItem, b: WorkItem): number {
  return (
    compareText(a.work.dueAt ?? noDue, b.work.dueAt ?? noDue) ||
    workPriorities.indexOf(a.work.priority) - workPriorities.indexOf(b.work.priority) ||
    compareText(a.id, b.id)
  );
}

function compareClosed(a: WorkItem, b: WorkItem): number {
  return compareText(b.work.closedAt ?? '', a.work.closedAt ?? '') || compareText(b.id, a.id);
}

/** Instants and ids compare by their characters. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts behind every deadline. */
export const noDue = '2999-12-31T00:00:00.000Z';

/** Suffixes of the kernel's changes: `calls.work-claimed` is `claimed` of the queue `calls`. */
export const workActs = [
  'opened',
  'claimed',
  'released',
  'lease-expired',
  'taken-over',
  'assigned',
  'covered',
  'snoozed',
  'woken',
  'commented',
  'attached',
  'attachment-removed',
  'tagged',
  'clock-paused',
  'clock-resumed',
  'clock-turned',
] as const;
export type WorkAct = (typeof workActs)[number];

/** What can be done with many items at once. */
export const bulkAction = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('assign'), ownerId: z.nullable(z.uuid()) }),
  z.strictObject({ verb: z.literal('snooze'), until: instant }),
  z.strictObject({
    verb: z.literal('tag'),
    tags: z.array(line({ max: 40 })).check(z.maxLength(10)),
  }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/** So many items are taken at once. */
export const mostInBulk = 1000;
/** Item → the version that its console shows. */
const bulkItems = z.record(z.uuid(), z.int32().check(z.positive())).check(
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
  action: bulkAction,
  requestedById: z.uuid(),
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  startedAt: instant,
  endedAt: z.nullable(instant),
  version: z.int(),
});
export type Bulk = z.infer<typeof bulk>;

const item = z.strictObject({ itemId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
/** The lease under which a write is made; without one, or with an old one, nothing is written. */
export const leaseToken = z.int32().check(z.nonnegative());
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
      summary: 'One item with its steps, comments and attached files.',
      access: read,
      params: item,
      answer: z.strictObject({
        item: view,
        steps: z.array(workStep),
        comments: z.array(workComment),
        /** Oldest first, removed ones among them. */
        attachments: z.array(attachment),
      }),
      showsPatients: true,
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
        tags: z.array(line({ max: 40 })).check(z.maxLength(10)),
      }),
    }),
    ...attachmentEndpoints({ one, root, view, read, work: doing }),
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
