// What makes one queue out of the shell: a slice describes its queue once, the shell does the rest.
import { InjectionToken } from '@angular/core';
import type * as z from 'zod/mini';
import type { Endpoint } from '#contract/endpoint';
import type { Permission } from '#contract/permission';
import type { ById, ChangeEnvelope } from '#contract/realtime';
import type { WorkItem } from '#contract/work';
import type { Bulk } from '#contract/work-bulk';
import type { QueueEndpoints } from '#contract/work-queue';
import type { WorkViewEndpoints } from '#contract/work-view';
import type { Workflow } from '#contract/workflow';
import type { QueueColumn } from './queue-columns';

/** What a queue's feed tells of: its items, and the actions on many of them. */
export interface QueueEntities<I extends WorkItem = WorkItem> {
  readonly items: ById<I>;
  readonly bulks: ById<Bulk>;
}

/** A decision that is made about many items at once, as the server knows it, and its words. */
export interface ManyDecision {
  readonly decision: string;
  /** The verb, for buttons: `Approve`. */
  readonly title: string;
  /** What has become of the items: `approved`. */
  readonly past: string;
  /** Who is shown it; the server judges each item. */
  readonly by: Permission;
  /** The server takes it back again. */
  readonly canBeUndone: boolean;
}

export interface TakesBack {
  readonly step: string;
  readonly seconds: number;
}

/** How instants are said: `2:11 pm`, `Mon, Nov 23, 2:11 pm`. */
export interface WhenWords {
  readonly time: (iso: string) => string;
  readonly dayAndTime: (iso: string) => string;
}

export interface WorkQueueDefinition<I extends WorkItem = WorkItem> {
  /** The capability: its feed is `<name>:<clinic>`, its page `/<name>`. */
  readonly name: string;
  /** How one item and several are called, e.g. `call`, `calls`. */
  readonly noun: readonly [one: string, many: string];
  readonly endpoints: QueueEndpoints<z.ZodMiniType<I>>;
  readonly views: WorkViewEndpoints;
  readonly workflow: Workflow;
  /** The queue's own acts under a lease: `itemId` in the path, `token` in the body, the item as the answer. */
  readonly decisions: Readonly<Record<string, Endpoint>>;
  /** They take `expectedVersion` beside the token: others than the holder write to its items, too. */
  readonly decidesOnVersion?: boolean;
  /** Those that need no lease: `itemId` in the path, `expectedVersion` in the body, the item as the answer. */
  readonly steps?: Readonly<Record<string, Endpoint>>;
  /** Decision → the step that takes it back, and for how long the notice of it offers that. */
  readonly takesBack?: Readonly<Record<string, TakesBack>>;
  /** Left out = none. */
  readonly manyDecisions?: readonly ManyDecision[];
  readonly columns: readonly QueueColumn<I>[];
  readonly apply: (entities: QueueEntities<I>, change: ChangeEnvelope) => QueueEntities<I>;
  /** What differs between two versions of an item beside its work: name → words. Left out = nothing. */
  readonly factsOf?: (item: I) => Readonly<Record<string, string>>;
  /** Whom or what it is about, as lists name it. */
  readonly nameOf: (item: I) => string;
  /** What an item that is out of sight waits for: `Leaves at 2:11 pm`; left out or `null` = somebody put it off. */
  readonly waitsFor?: (item: I, until: string, when: WhenWords) => string | null;
  /** It is not given back by itself when somebody looks at something else. */
  readonly isUnderWay: (item: I) => boolean;
  /** What a person reads after a decision; `null` where the screen says enough. */
  readonly tell: (decision: string, item: I) => string | null;
}

export const WORK_QUEUE = new InjectionToken<WorkQueueDefinition>('work queue');

/** The definition as the shell holds it: a queue's store only ever holds that queue's items. */
export function defineWorkQueue<I extends WorkItem>(
  definition: WorkQueueDefinition<I>,
): WorkQueueDefinition {
  return definition as unknown as WorkQueueDefinition;
}
