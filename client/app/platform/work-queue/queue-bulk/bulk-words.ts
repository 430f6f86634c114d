// An action on many items in words: what would come of it, how far it is, what came of it.
import type { Bulk, BulkAction } from '#contract/work-bulk';
import type { ManyDecision } from '../work-queue';

export interface BulkNames {
  me: string;
  nameOf: (staffId: string) => string;
  when: (iso: string) => string;
  decisions: readonly ManyDecision[];
}

/** `38 will be given to Rivera, Sam`. */
export function wouldWords(count: number, action: BulkAction, names: BulkNames): string {
  if (count === 0) return 'Nothing would change';
  return `${count} will ${pastOf(action, names, 'be ')}`;
}

/** `Give 38 to Rivera, Sam`, for the button. */
export function commandWords(count: number, action: BulkAction, names: BulkNames): string {
  switch (action.verb) {
    case 'assign':
      if (action.ownerId === null) return `Give ${count} to the pool`;
      return `Give ${count} to ${ownerName(action.ownerId, names)}`;
    case 'snooze':
      return `Put ${count} off`;
    case 'tag':
      return action.add.length === 0 ? `Take tags off ${count}` : `Tag ${count}`;
    case 'decide':
      return `${decisionOf(action, names)?.title ?? 'Decide'} ${count}`;
  }
}

/** `20 of 40 given to Rivera, Sam`, and at the end `38 given to Rivera, Sam · 2 left alone`. */
export function progressWords(bulk: Bulk, names: BulkNames): string {
  const { total, done, refused, action, endedAt } = bulk;
  const count = endedAt === null ? `${done} of ${total}` : `${done}`;
  const left = refused > 0 ? ` · ${refused} left alone` : '';
  return `${count} ${pastOf(action, names, '')}${left}`;
}

export function leftAloneWords(count: number): string {
  return count === 1 ? '1 is left alone' : `${count} are left alone`;
}

function pastOf(action: Bulk['action'], names: BulkNames, be: string): string {
  switch (action.verb) {
    case 'assign':
      if (action.ownerId === null) return `${be}given to the pool`;
      return `${be}given to ${ownerName(action.ownerId, names)}`;
    case 'snooze':
      return `${be}put off until ${names.when(action.until)}`;
    case 'tag':
      return tagWords(action)
        .map((words) => `${be}${words}`)
        .join(' and ');
    case 'decide':
      return `${be}${decisionOf(action, names)?.past ?? 'decided'}`;
    case 'undo':
      return `${be}put back as before`;
  }
}

function decisionOf(
  { decision }: Extract<BulkAction, { verb: 'decide' }>,
  { decisions }: BulkNames,
): ManyDecision | undefined {
  return decisions.find((known) => known.decision === decision);
}

function tagWords({ add, remove }: Extract<BulkAction, { verb: 'tag' }>): string[] {
  return [
    ...(add.length > 0 ? [`tagged ${add.join(', ')}`] : []),
    ...(remove.length > 0 ? [`freed of the tag ${remove.join(', ')}`] : []),
  ];
}

function ownerName(ownerId: string, { me, nameOf }: BulkNames): string {
  return ownerId === me ? 'you' : nameOf(ownerId);
}
