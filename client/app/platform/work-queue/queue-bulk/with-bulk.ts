// What a queue's store knows of actions on many items: the selection, the plan, and what is under way.
import { computed, linkedSignal, type Signal } from '@angular/core';
import {
  signalStoreFeature,
  type as typeOf,
  withComputed,
  withLinkedState,
  withState,
} from '@ngrx/signals';
import type { WorkItem } from '#contract/work';
import type { WorkQueueState } from '../work-queue-state';
import { initialBulkState, shownBulk, stillAmong } from './bulk-state';

export function withBulk() {
  return signalStoreFeature(
    {
      state: typeOf<WorkQueueState>(),
      props: typeOf<{ rows: Signal<WorkItem[]>; me: Signal<string> }>(),
    },
    withState(initialBulkState),
    withLinkedState(({ rows }) => ({
      /** It outlives whatever changes in the rows, but not their leaving. */
      selectedIds: linkedSelection(rows),
    })),
    withComputed((store) => ({
      selection: computed<ReadonlySet<string>>(() => new Set(store.selectedIds())),
      shownBulk: computed(() => shownBulk(store.bulks(), store.me(), store.dismissedBulks())),
    })),
  );
}

function linkedSelection(rows: Signal<WorkItem[]>) {
  return linkedSignal<readonly WorkItem[], readonly string[]>({
    source: rows,
    computation: (now, previous) => stillAmong(now, previous?.value ?? []),
  });
}
