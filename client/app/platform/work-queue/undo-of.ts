import type { WorkItem } from '#contract/work';
import type { QueueAct } from './work-queue-events';

/** The act that takes back what was done with an item as it was seen before; `null` where there is no such act. */
export function undoOf(act: QueueAct, { work }: WorkItem): QueueAct | null {
  switch (act.kind) {
    case 'assign':
      return act.ownerId === work.ownerId ? null : { kind: 'assign', ownerId: work.ownerId };
    case 'snooze':
      return work.snoozedUntil === null
        ? { kind: 'wake' }
        : { kind: 'snooze', until: work.snoozedUntil };
    case 'wake':
      return work.snoozedUntil === null ? null : { kind: 'snooze', until: work.snoozedUntil };
    case 'tag':
      return { kind: 'tag', tags: work.tags };
    case 'release':
      return { kind: 'claim' };
    case 'link':
      return { kind: 'unlink', record: act.record };
    case 'unlink':
      return { kind: 'link', record: act.record };
    // Taken and taken over stand in the panel with the way back; what was said or decided is not unsaid.
    case 'claim':
    case 'take-over':
    case 'comment':
    case 'remove-file':
    case 'decide':
      return null;
  }
}
