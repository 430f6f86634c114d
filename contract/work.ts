// Work items: everything that waits for a person. A queue (calls, refills …) is one slice's items; its view carries
// `work`, and its endpoints come from `queueEndpoints`, so that every queue is worked in the same way.
import * as z from 'zod/mini';
import { line } from './text.ts';
import { instant } from './time.ts';

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

/** A word that staff put on an item. */
export const tag = line({ max: 40 });
export const mostTags = 10;

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
  /**
   * What open lists are ordered by, `noDue` last: the earliest target or deadline that runs, or an instant of the queue's
   * own, e.g. when a patient runs out.
   */
  sortAt: instant,
  /** The earliest target or deadline that runs. */
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
  /** Only what stands before this instant: items with an earlier `sortAt`. */
  before: z.optional(instant),
};
export interface WorkFilter {
  show: 'open' | 'snoozed' | 'closed';
  /** `me` = I answer for it or hold it; `nobody` = in the pool and in nobody's hands. */
  owner?: 'me' | 'nobody' | undefined;
  level?: ClockLevel | undefined;
  priority?: WorkPriority | undefined;
  status?: string | undefined;
  before?: string | undefined;
}

/** What of a filter may be kept under a name: an instant that was near when it was chosen is soon past. */
export function lastingFilter(filter: WorkFilter): WorkFilter {
  return { ...filter, before: undefined };
}

/** True when an item belongs in a list with this filter; the server's query says the same. */
export function matchesWork(filter: WorkFilter, { work: item }: WorkItem, me: string): boolean {
  const { show, owner, level, priority, status, before } = filter;
  const place = item.closedAt !== null ? 'closed' : item.snoozedUntil !== null ? 'snoozed' : 'open';
  if (place !== show) return false;
  if (owner === 'me' && item.ownerId !== me && item.lease?.holderId !== me) return false;
  if (owner === 'nobody' && (item.ownerId !== null || item.lease !== null)) return false;
  if (level !== undefined && item.level !== level) return false;
  if (priority !== undefined && item.priority !== priority) return false;
  // The wish may be written with another offset than the view.
  if (before !== undefined && Date.parse(item.sortAt) >= Date.parse(before)) return false;
  return status === undefined || item.status === status;
}

/** Open ones by the queue's order, then by priority; closed ones the latest first. The id breaks ties. */
export function compareWork(show: WorkFilter['show']): (a: WorkItem, b: WorkItem) => number {
  return show === 'closed' ? compareClosed : compareOpen;
}

function compareOpen(a: WorkItem, b: WorkItem): number {
  return (
    compareText(a.work.sortAt, b.work.sortAt) ||
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
  'linked',
  'unlinked',
  'tagged',
  'clock-paused',
  'clock-resumed',
  'clock-turned',
] as const;
export type WorkAct = (typeof workActs)[number];
