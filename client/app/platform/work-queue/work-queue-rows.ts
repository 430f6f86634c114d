// What is read from a queue's state: the rows in their order, what is under way, who is who.
import { computed, type Signal } from '@angular/core';
import { signalStoreFeature, type as typeOf, withComputed } from '@ngrx/signals';
import { nameAmong } from './colleague-names';
import { rowsOf, type WorkQueueState } from './work-queue-state';

export function withQueueRows() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>(), props: typeOf<{ me: Signal<string> }>() },
    withComputed((store) => ({
      pendingIds: computed(() => new Set(Object.values(store.pending()))),
      rows: computed(() =>
        rowsOf({ items: store.items(), filter: store.filter(), edge: store.edge() }, store.me()),
      ),
      /** `Rivera, Sam`; a person whom this clinic does not know is somebody. */
      nameOf: computed(() => nameAmong(store.colleagues())),
    })),
  );
}
