// The state of a queue's page, and how pages, changes and answers fold into it.
import type { Attachment } from '#contract/attachment';
import type { Problem } from '#contract/problem';
import {
  upsertAllVersioned,
  upsertVersioned,
  type ById,
  type ChangeEnvelope,
} from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import {
  compareWork,
  matchesWork,
  type WorkComment,
  type WorkFilter,
  type WorkItem,
  type WorkStep,
} from '#contract/work';
import type { Bulk } from '#contract/work-bulk';
import type { WorkLink } from '#contract/work-link';
import { isViewChange } from './queue-views/views-state';
import type { QueueEntities } from './work-queue';
import type { QueueAct, QueueList, QueuePage } from './work-queue-events';

export interface QueueDetail {
  itemId: string;
  steps: WorkStep[];
  comments: WorkComment[];
  /** Oldest first, removed ones among them. */
  attachments: Attachment[];
  /** Oldest first. */
  links: WorkLink[];
  status: 'loading' | 'loaded' | 'failed';
  problem: Problem | null;
}

/** Somebody was faster: what this person wanted, and the item as they saw it when they wanted it. */
export interface QueueConflict {
  act: QueueAct;
  seen: WorkItem;
  problem: Problem;
}

export interface WorkQueueState {
  /** The list that was asked for last; what is on screen may still be the one before. */
  asked: QueueList | null;
  status: 'idle' | 'loading' | 'loaded' | 'failed';
  /** The clinic has been loaded at least once: its rows stay on screen when a later load fails. */
  hasData: boolean;
  problem: Problem | null;
  /** The filter of the rows on screen. */
  filter: WorkFilter;
  /** Everything known of the clinic's items: rows, and the one in hand. */
  items: ById<WorkItem>;
  /** Actions on many items, as far as they were heard of since the clinic came on show. */
  bulks: ById<Bulk>;
  /** Where the next page begins; `null` when the end is loaded. */
  next: string | null;
  /** The last row when it was loaded; what sorts behind it is on a page that is not here yet. */
  edge: WorkItem | null;
  more: 'idle' | 'loading' | 'failed';
  colleagues: ById<Colleague>;
  pickedId: string | null;
  detail: QueueDetail | null;
  /** Item that waits for the answer of a command, by command; empty while it is not known which one. */
  pending: ById<string>;
  /** When and by whom an item was changed last from elsewhere. */
  touched: ById<{ at: string; by: string | null }>;
  conflict: QueueConflict | null;
}

export const initialQueueState: WorkQueueState = {
  asked: null,
  status: 'idle',
  hasData: false,
  problem: null,
  filter: { show: 'open' },
  items: {},
  bulks: {},
  next: null,
  edge: null,
  more: 'idle',
  colleagues: {},
  pickedId: null,
  detail: null,
  pending: {},
  touched: {},
  conflict: null,
};

type Apply = (entities: QueueEntities, change: ChangeEnvelope) => QueueEntities;
type Window = Pick<WorkQueueState, 'filter' | 'edge'>;

/** The rows in their order: what matches, as far as it is loaded. */
export function rowsOf(
  { items, filter, edge }: Pick<WorkQueueState, 'items' | 'filter' | 'edge'>,
  me: string,
): WorkItem[] {
  return Object.values(items)
    .filter((item) => matchesWork(filter, item, me) && isInWindow({ filter, edge }, item))
    .sort(compareWork(filter.show));
}

export function isInWindow({ filter, edge }: Window, item: WorkItem): boolean {
  return edge === null || compareWork(filter.show)(item, edge) <= 0;
}

/** A first page takes the place of all rows; the item in hand stays. */
export function firstPage(
  state: WorkQueueState,
  { filter, page }: { filter: WorkFilter; page: QueuePage },
): Partial<WorkQueueState> {
  const picked = state.items[state.pickedId ?? ''];
  const loaded = byId(page.items);
  return {
    filter,
    items: picked ? upsertVersioned(loaded, picked) : loaded,
    ...windowEnd(page),
    more: 'idle',
  };
}

export function nextPage(state: WorkQueueState, page: QueuePage): Partial<WorkQueueState> {
  // What a change brought meanwhile may be newer than the page.
  const items = upsertAllVersioned(state.items, page.items);
  return { items, ...windowEnd(page), more: 'idle' };
}

function windowEnd({ items, next }: QueuePage): Pick<WorkQueueState, 'next' | 'edge'> {
  return { next, edge: next === null ? null : (items.at(-1) ?? null) };
}

/** Changes of one frame onto the state; what is settled by them is no longer pending. */
export function fold(
  state: WorkQueueState,
  changes: readonly ChangeEnvelope[],
  { at, by, apply }: { at: string; by: string | null; apply: Apply },
): Partial<WorkQueueState> {
  const wanted = changes.filter((change) => isWanted(state, change));
  const { items, bulks } = wanted.reduce<QueueEntities>(apply, state);
  const settled = new Set(changes.map((change) => change.commandId));
  const pending = Object.fromEntries(
    Object.entries(state.pending).filter(([commandId]) => !settled.has(commandId)),
  );
  const touched = { ...state.touched };
  for (const { actorId, entityId } of changes) {
    if (actorId === null || actorId !== by) touched[entityId] = { at, by: actorId };
  }
  return { items, bulks, pending, touched };
}

/** What lies beyond the last row is only counted, unless the page that holds it is on its way. */
function isWanted(state: WorkQueueState, { type, entityId, payload }: ChangeEnvelope): boolean {
  // It is no item, and has no place among the rows.
  if (type.endsWith('.bulk-progressed')) return true;
  if (isViewChange({ type }) || !isItem(payload)) return false;
  if (entityId in state.items || entityId === state.pickedId || state.more === 'loading')
    return true;
  return isInWindow(state, payload);
}

/** A queue's feed may tell of more than its items. */
function isItem(payload: unknown): payload is WorkItem {
  return typeof payload === 'object' && payload !== null && 'work' in payload;
}

export function settle(
  state: WorkQueueState,
  commandId: string,
  item: WorkItem | null,
): Partial<WorkQueueState> {
  return {
    pending: without(state.pending, commandId),
    ...(item ? { items: upsertVersioned(state.items, item) } : {}),
  };
}

/** What was refused because somebody else was faster, with what they made of the item. */
export function refuse(
  state: WorkQueueState,
  { commandId, act, seen, problem }: QueueConflict & { commandId: string },
): Partial<WorkQueueState> {
  if (!isConflict(problem)) return settle(state, commandId, null);
  const current = problem.current as WorkItem | undefined;
  return { ...settle(state, commandId, current ?? null), conflict: { act, seen, problem } };
}

export function isConflict({ code, rule }: Problem): boolean {
  const lost = rule === 'held' || rule === 'lease-lost' || rule === 'closed';
  // A conflict with a rule of its own is about something else than the item's version.
  return (code === 'conflict' && rule === undefined) || (code === 'rule-broken' && lost);
}

export function loadingDetail(itemId: string): QueueDetail {
  return {
    itemId,
    steps: [],
    comments: [],
    attachments: [],
    links: [],
    status: 'loading',
    problem: null,
  };
}

export function byId<T extends { id: string }>(views: readonly T[]): ById<T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

export function without(pending: ById<string>, commandId: string): ById<string> {
  return Object.fromEntries(Object.entries(pending).filter(([held]) => held !== commandId));
}
