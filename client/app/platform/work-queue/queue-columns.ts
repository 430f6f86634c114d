// The columns that every queue can show; a queue adds its own beside them.
import type { WorkItem, WorkPriority } from '#contract/work';
import type { Workflow } from '#contract/workflow';
import type { Tone } from '../../ui/status-chip/status-chip';
import type { IconName } from '../../ui/svg-icon/svg-icon';
import { initialsOf } from './colleague-names';
import { dueChip } from './due-words';

export interface QueueCell {
  text: string;
  /** Beside the text, quieter. */
  meta?: string;
  /** Shown as a chip of this tone. */
  tone?: Tone;
  /** Before the text, and never in its place. */
  icon?: IconName;
  /** In full, for hover and screen readers. */
  title?: string;
}

/** What a cell may need beside its item. */
export interface CellWords {
  now: string;
  me: string;
  zone: string;
  nameOf: (staffId: string) => string;
  time: (iso: string) => string;
  dayAndTime: (iso: string) => string;
  birthDate: (date: string) => string;
  /** A local date, `Mon, Nov 23`. */
  day: (date: string) => string;
  zoneName: (iso: string) => string;
}

export interface QueueColumn<I extends WorkItem = WorkItem> {
  readonly key: string;
  readonly title: string;
  /** A track of the grid, e.g. `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  /** Names the row: it is never chosen away, and is set in weight. */
  readonly isName?: boolean;
  /** In a narrower table than this it gives way, in pixels. */
  readonly from?: number;
  readonly cell: (item: I, words: CellWords) => QueueCell;
  /** In a file or on paper, where that is other than the cell's text: nothing there moves with the time. */
  readonly onPaper?: (item: I, words: CellWords) => string;
}

export const priorityTitles: Record<WorkPriority, string> = {
  stat: 'Stat',
  asap: 'ASAP',
  urgent: 'Urgent',
  routine: 'Routine',
};

const priorityTones = { stat: 'late', asap: 'soon', urgent: 'neutral' } as const;

export const dueColumn: QueueColumn = {
  key: 'due',
  title: 'Due',
  width: 'minmax(158px, 180px)',
  cell: ({ work }, words) => {
    if (work.closedAt !== null) {
      const at = words.dayAndTime(work.closedAt);
      return { text: at, title: `closed ${at}` };
    }
    if (work.snoozedUntil !== null) return { text: `back ${words.dayAndTime(work.snoozedUntil)}` };
    const due = dueChip(work, words);
    return due ? { text: due.word, tone: due.tone, title: due.full } : { text: 'no deadline' };
  },
  onPaper: ({ work }, { dayAndTime }) => {
    if (work.closedAt !== null) return dayAndTime(work.closedAt);
    if (work.snoozedUntil !== null) return `back ${dayAndTime(work.snoozedUntil)}`;
    if (work.dueAt === null) return 'no deadline';
    return `${dayAndTime(work.dueAt)}${work.level === 'late' ? ' (late)' : ''}`;
  },
};

export function statusColumn(workflow: Workflow): QueueColumn {
  return {
    key: 'status',
    title: 'Status',
    width: 'minmax(84px, 104px)',
    from: 1080,
    cell: ({ work }) => ({ text: workflow.states[work.status]?.title ?? work.status }),
  };
}

export const priorityColumn: QueueColumn = {
  key: 'priority',
  title: 'Priority',
  width: '84px',
  from: 760,
  cell: ({ work: { priority } }) => {
    if (priority === 'routine') return { text: 'Routine' };
    return { text: priorityTitles[priority], tone: priorityTones[priority] };
  },
};

/** Who works on it now, or else who answers for it. */
export const whoColumn: QueueColumn = {
  key: 'who',
  title: 'Who',
  width: 'minmax(104px, 1fr)',
  cell: ({ work: { lease, ownerId } }, { me, nameOf }) => {
    if (lease) {
      const mine = lease.holderId === me;
      const name = nameOf(lease.holderId);
      const text = mine ? 'You, working' : `${initialsOf(name)} working`;
      return {
        text,
        tone: mine ? 'info' : 'held',
        title: `${mine ? 'You' : name} works on it now`,
      };
    }
    if (ownerId === null) return { text: '' };
    return { text: ownerId === me ? 'You' : nameOf(ownerId), title: 'Answers for it' };
  },
  onPaper: ({ work: { lease, ownerId } }, { nameOf }) => {
    if (lease) return `${nameOf(lease.holderId)} (working)`;
    return ownerId === null ? '' : nameOf(ownerId);
  },
};

export const tagsColumn: QueueColumn = {
  key: 'tags',
  title: 'Tags',
  width: 'minmax(60px, 1fr)',
  from: 1180,
  cell: ({ work: { tags } }) => ({ text: tags.join(', ') }),
};
