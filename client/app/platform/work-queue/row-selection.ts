// Which rows of a queue are selected, one by one and in ranges.
import { computed, inject, type Signal } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import type { WorkItem } from '#contract/work';
import { bulkPageEvents } from './queue-bulk/bulk-events';
import { WorkQueueStore } from './work-queue-store';

export interface RowSelection {
  ids: Signal<ReadonlySet<string>>;
  /** Whether all loaded rows are selected. */
  all: Signal<'none' | 'some' | 'all'>;
  toggle: (itemId: string) => void;
  /** From where a selection began last to this row; what was selected before that stays. */
  extendTo: (itemId: string) => void;
  /** A range begins at this row unless one has begun. */
  beginAt: (itemId: string) => void;
  /** A click on the box of a row, or on the one of all. What is checked is what the store says. */
  check: (event: MouseEvent, itemId: string) => void;
  checkAll: (event: Event) => void;
}

export function injectRowSelection(shown: Signal<readonly WorkItem[]>): RowSelection {
  const dispatch = injectDispatch(bulkPageEvents);
  const store = inject(WorkQueueStore);
  let begun: { at: string; before: readonly string[] } | null = null;
  const select = (ids: readonly string[]): void => dispatch.selected({ ids });
  const here = (id: string): boolean => store.rows().some((row) => row.id === id);
  const begin = (at: string): void => {
    begun = { at, before: store.selectedIds() };
  };
  const selection: RowSelection = {
    ids: store.selection,
    all: computed(() => {
      const count = store.selection().size;
      if (count === 0) return 'none';
      return count === store.rows().length ? 'all' : 'some';
    }),
    toggle: (itemId) => {
      if (!here(itemId)) return;
      const ids = store.selectedIds();
      select(ids.includes(itemId) ? ids.filter((id) => id !== itemId) : [...ids, itemId]);
      begin(itemId);
    },
    beginAt: (itemId) => {
      if (begun === null || store.selectedIds().length === 0) begin(itemId);
    },
    extendTo: (itemId) => {
      selection.beginAt(itemId);
      const ids = shown().map(({ id }) => id);
      const [from, to] = [ids.indexOf(begun?.at ?? itemId), ids.indexOf(itemId)];
      if (to === -1) return;
      const start = from === -1 ? to : from;
      const range = ids.slice(Math.min(start, to), Math.max(start, to) + 1).filter(here);
      select([...(begun?.before ?? []), ...range]);
    },
    check: (event, itemId) => {
      event.preventDefault();
      if (event.shiftKey) selection.extendTo(itemId);
      else selection.toggle(itemId);
    },
    checkAll: (event) => {
      event.preventDefault();
      select(selection.all() === 'all' ? [] : store.rows().map(({ id }) => id));
    },
  };
  return selection;
}
