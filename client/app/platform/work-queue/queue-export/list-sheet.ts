// A list as it leaves the console: what it is, when it was read, and its cells as plain text.
import type { WorkFilter, WorkItem } from '#contract/work';
import type { Workflow } from '#contract/workflow';
import { priorityTitles, type CellWords, type QueueCell, type QueueColumn } from '../queue-columns';

export interface ListSheet {
  title: string;
  clinic: string;
  /** The filter in words. */
  filter: string;
  readAt: string;
  columns: readonly { title: string; align?: 'end' | undefined }[];
  rows: readonly (readonly string[])[];
}

export interface TakenList {
  items: readonly WorkItem[];
  /** When the server read it. */
  at: string;
}

export interface SheetAbout {
  title: string;
  clinic: string;
  filter: WorkFilter;
  workflow: Workflow;
  columns: readonly QueueColumn[];
}

export function sheetOf({ items, at }: TakenList, about: SheetAbout, words: CellWords): ListSheet {
  const { title, clinic, filter, workflow, columns } = about;
  const then = { ...words, now: at };
  return {
    title,
    clinic,
    filter: filterWords(filter, workflow, words),
    readAt: `${words.dayAndTime(at)} ${words.zoneName(at)}`,
    columns,
    rows: items.map((item) =>
      columns.map((column) => column.onPaper?.(item, then) ?? textOf(column.cell(item, then))),
    ),
  };
}

function textOf({ text, meta }: QueueCell): string {
  return meta ? `${text} (${meta})` : text;
}

const showWords = { open: 'Open', snoozed: 'Put off', closed: 'Closed' } as const;
const ownerWords = { me: 'mine', nobody: 'nobody’s' } as const;
const levelWords = { 'on-time': 'on time', soon: 'due soon', late: 'late' } as const;

export function filterWords(
  { show, owner, level, priority, status, before }: WorkFilter,
  workflow: Workflow,
  { dayAndTime }: Pick<CellWords, 'dayAndTime'>,
): string {
  return [
    showWords[show],
    owner && ownerWords[owner],
    level && levelWords[level],
    priority && `priority ${priorityTitles[priority].toLowerCase()}`,
    status && `status ${(workflow.states[status]?.title ?? status).toLowerCase()}`,
    before && `before ${dayAndTime(before)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
