// What a console knows of one clinic's queue: the rows that are loaded, the item in hand, what is under way.
import { computed } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import { nameAmong } from './colleague-names';
import { withHeldLease } from './held-lease';
import { withQueueHandlers } from './work-queue-handlers';
import { withQueueNews } from './work-queue-news';
import { withQueueReducer } from './work-queue-reducer';
import { initialQueueState, rowsOf } from './work-queue-state';

export const WorkQueueStore = signalStore(
  withState(initialQueueState),
  withQueueReducer(),
  withQueueHandlers(),
  withHeldLease(),
  withQueueNews(),
  withComputed((store) => ({
    pendingIds: computed(() => new Set(Object.values(store.pending()))),
    rows: computed(() =>
      rowsOf({ items: store.items(), filter: store.filter(), edge: store.edge() }, store.me()),
    ),
    /** `Rivera, Sam`; a person whom this clinic does not know is somebody. */
    nameOf: computed(() => nameAmong(store.colleagues())),
  })),
);
