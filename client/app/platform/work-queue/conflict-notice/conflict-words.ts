// Somebody was faster: what they did, and what differs from what was seen.
import type { WorkItem } from '#contract/work';
import type { Workflow } from '#contract/workflow';
import type { QueueAct } from '../work-queue-events';
import type { QueueConflict } from '../work-queue-state';

export interface Difference {
  what: string;
  seen: string;
  now: string;
}

interface Speech {
  me: string;
  workflow: Workflow;
  /** The queue's own. */
  factsOf?: ((item: WorkItem) => Readonly<Record<string, string>>) | undefined;
  nameOf: (staffId: string) => string;
  when: (iso: string) => string;
}

/** `Rivera, Sam has this now` where they hold it, otherwise that it was changed. */
export function conflictTitle(current: WorkItem, { me, nameOf }: Speech): string {
  const { lease, closedAt } = current.work;
  if (closedAt !== null) return 'This was closed meanwhile.';
  if (lease && lease.holderId !== me) return `${nameOf(lease.holderId)} has this now.`;
  return 'Somebody changed this meanwhile.';
}

const alsoWhenClosed: readonly QueueAct['kind'][] = ['comment', 'remove-file'];

/** What can still be done with what the person wanted; `null` when nothing can. */
export function applyWords({ act }: QueueConflict, current: WorkItem, me: string): string | null {
  const { lease, closedAt } = current.work;
  if (closedAt !== null && !alsoWhenClosed.includes(act.kind)) return null;
  if (act.kind === 'release') return null;
  if (lease === null || lease.holderId === me) return 'Apply mine';
  return act.kind === 'claim' || act.kind === 'take-over'
    ? 'Take over'
    : 'Take over and apply mine';
}

export function differences(seen: WorkItem, current: WorkItem, speech: Speech): Difference[] {
  const [before, after] = [allFactsOf(seen, speech), allFactsOf(current, speech)];
  return Object.entries(after)
    .map(([what, now]) => ({ what, seen: before[what] ?? '', now }))
    .filter((fact) => fact.seen !== fact.now);
}

function allFactsOf(item: WorkItem, speech: Speech): Record<string, string> {
  const { workflow, factsOf, nameOf, when } = speech;
  const { work } = item;
  return {
    ...factsOf?.(item),
    Status: workflow.states[work.status]?.title ?? work.status,
    'Works on it': work.lease ? nameOf(work.lease.holderId) : 'nobody',
    'Answers for it': work.ownerId ? nameOf(work.ownerId) : 'nobody',
    'Put off': work.snoozedUntil ? `until ${when(work.snoozedUntil)}` : 'no',
    Priority: work.priority,
    Tags: work.tags.join(', ') || 'none',
    Comments: String(work.comments),
    Files: String(work.attachments),
  };
}
