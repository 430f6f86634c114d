import { effect, inject, untracked, type Signal } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import { Session } from '../session';
import type { QueueAddress } from './queue-address';
import { queuePageEvents } from './work-queue-events';

/** Asks for the list and the item that the address names, whenever it names others. */
export function showAddressed(address: QueueAddress, mayRead: Signal<boolean>): void {
  const dispatch = injectDispatch(queuePageEvents);
  const session = inject(Session);
  let shown: string | null = null;
  effect(() => {
    const clinicId = session.clinic()?.id ?? null;
    const filter = address.filter();
    if (!clinicId || !mayRead()) return;
    untracked(() => {
      // An item belongs to one clinic: its panel does not follow into another.
      if (shown && shown !== clinicId && address.itemId()) address.show(null, { replaceUrl: true });
      shown = clinicId;
      dispatch.opened({ clinicId, filter });
    });
  });
  effect(() => {
    const itemId = mayRead() ? address.itemId() : null;
    untracked(() => dispatch.itemPicked({ itemId }));
  });
}
