import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { Attachment } from '#contract/attachment';
import type { Problem } from '#contract/problem';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import type { WorkComment, WorkFilter, WorkItem, WorkStep } from '#contract/work';
import type { LinkKey, WorkLink } from '#contract/work-link';
import { noPayload } from '../no-payload';

/** What a person does with one item. Version and lease token are those of the item as they saw it. */
export type QueueAct =
  | { kind: 'claim' | 'release' | 'take-over' | 'wake' }
  | { kind: 'assign'; ownerId: string | null }
  | { kind: 'snooze'; until: string }
  | { kind: 'comment'; text: string; mentions: string[] }
  | { kind: 'tag'; tags: string[] }
  | { kind: 'link' | 'unlink'; record: LinkKey }
  | { kind: 'remove-file'; attachmentId: string; reason: string }
  | { kind: 'decide'; decision: string; body: Readonly<Record<string, unknown>> };

/** Why an act is sent that nobody chose as such: it takes another one back, or the person looked away. */
export type ActCause =
  | { kind: 'undo'; /** The item as the act that is taken back left it. */ left: WorkItem }
  | { kind: 'looked-away' };

/** An act on its way: `seen` is the item with the version on which it is sent. */
export interface SentAct {
  commandId: string;
  act: QueueAct;
  seen: WorkItem;
  cause?: ActCause | undefined;
}

/** Which list is on show. */
export interface QueueList {
  clinicId: string;
  filter: WorkFilter;
}

export interface QueuePage {
  items: WorkItem[];
  next: string | null;
}

export const queuePageEvents = eventGroup({
  source: 'Work Queue Page',
  events: {
    opened: type<QueueList>(),
    retried: noPayload,
    moreWanted: noPayload,
    itemPicked: type<{ itemId: string | null }>(),
    acted: type<{ commandId: string; itemId: string; act: QueueAct; cause?: ActCause }>(),
    nextAsked: type<{ commandId: string }>(),
    conflictOverridden: type<{ commandId: string }>(),
    conflictDismissed: noPayload,
    leaseRefused: type<{ itemId: string }>(),
  },
});

export const queueServerEvents = eventGroup({
  source: 'Work Queue Server',
  events: {
    loaded: type<QueueList & { page: QueuePage; colleagues: Colleague[] }>(),
    loadFailed: type<QueueList & { problem: Problem }>(),
    /** `after` is the place from which it goes on: what has been loaded anew meanwhile wants none of it. */
    moreLoaded: type<{ after: string; page: QueuePage }>(),
    moreFailed: type<{ after: string; problem: Problem }>(),
    /** `by` is who looks at this console: what they did themselves does not glow. */
    changed: type<{ changes: ChangeEnvelope[]; at: string; by: string | null }>(),
    detailLoaded: type<{
      itemId: string;
      item: WorkItem;
      steps: WorkStep[];
      comments: WorkComment[];
      attachments: Attachment[];
      links: WorkLink[];
    }>(),
    detailFailed: type<{ itemId: string; problem: Problem }>(),
    actAnswered: type<SentAct & { item: WorkItem }>(),
    actRefused: type<SentAct & { problem: Problem }>(),
    attached: type<{ item: WorkItem; attachment: Attachment }>(),
    /** Something new, asked for on this console. */
    added: type<{ item: WorkItem }>(),
    nextAnswered: type<{ commandId: string; item: WorkItem | null }>(),
    nextRefused: type<{ commandId: string; problem: Problem }>(),
  },
});
