import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { Problem } from '#contract/problem';
import type { Bulk, BulkAction, BulkRefusal } from '#contract/work-bulk';
import { noPayload } from '../../no-payload';

/** What is to be done, and with which items, at the versions that this console shows. */
export interface BulkWish {
  /** Of the start, so that a repeated one begins nothing twice. */
  commandId: string;
  action: BulkAction;
  items: Readonly<Record<string, number>>;
}

export const bulkPageEvents = eventGroup({
  source: 'Work Queue Bulk',
  events: {
    /** The whole selection as it is from now on. */
    selected: type<{ ids: readonly string[] }>(),
    planned: type<BulkWish>(),
    planDropped: noPayload,
    started: noPayload,
    /** What it did is to be taken back. */
    undone: type<{ bulkId: string; commandId: string }>(),
    reportOpened: type<{ bulkId: string }>(),
    reportClosed: noPayload,
    progressDismissed: type<{ bulkId: string }>(),
  },
});

export const bulkServerEvents = eventGroup({
  source: 'Work Queue Bulk Server',
  events: {
    previewed: type<{ commandId: string; would: number; refused: BulkRefusal[] }>(),
    /** Neither the summary nor the start came about. */
    planFailed: type<{ commandId: string; problem: Problem }>(),
    startAnswered: type<{ commandId: string; bulk: Bulk }>(),
    undoAnswered: type<{ bulk: Bulk }>(),
    undoFailed: type<{ bulkId: string; problem: Problem }>(),
    reported: type<{ bulk: Bulk; refused: BulkRefusal[] }>(),
    reportFailed: type<{ bulkId: string; problem: Problem }>(),
  },
});
