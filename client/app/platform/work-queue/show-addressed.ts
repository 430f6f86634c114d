import { computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import { Session } from '../session';
import type { QueueAddress } from './queue-address';
import { QueueOnShow } from './queue-look/queue-on-show';
import { viewPageEvents } from './queue-views/view-events';
import { queuePageEvents } from './work-queue-events';

/** Asks for the views, the list and the item that the address names, whenever it names others. */
export function showAddressed(address: QueueAddress, mayRead: Signal<boolean>): void {
  const dispatch = injectDispatch(queuePageEvents);
  const session = inject(Session);
  const onShow = inject(QueueOnShow);
  const isComing = openClinics(address, mayRead);
  effect(() => {
    const clinicId = session.clinic()?.id ?? null;
    if (!clinicId || !mayRead() || isComing() || onShow.isAwaited()) return;
    const filter = onShow.filter();
    untracked(() => dispatch.opened({ clinicId, filter }));
  });
  effect(() => {
    const itemId = mayRead() ? address.itemId() : null;
    untracked(() => dispatch.itemPicked({ itemId }));
  });
}

/** Loads the views of each clinic that comes on show; true while the view that was chosen last there is opened. */
function openClinics(address: QueueAddress, mayRead: Signal<boolean>): Signal<boolean> {
  const dispatch = injectDispatch(viewPageEvents);
  const session = inject(Session);
  const onShow = inject(QueueOnShow);
  const remembered = signal<string | null>(null);
  let shown: string | null = null;
  effect(() => {
    const clinicId = session.clinic()?.id ?? null;
    if (!clinicId || !mayRead()) return;
    untracked(() => {
      const last = onShow.lastViewIn(clinicId);
      if (shown === null && isPlain(address) && last !== null) {
        remembered.set(last);
        address.showView(last, { replaceUrl: true });
      }
      // An item belongs to one clinic, and so do most views: neither follows into another.
      if (shown !== null && shown !== clinicId) {
        const stays = onShow.view()?.clinicId === null;
        address.leaveItem(stays ? address.viewId() : last);
      }
      shown = clinicId;
      dispatch.opened({ clinicId });
    });
  });
  effect(() => {
    if (remembered() === null || address.viewId() === null) return;
    const isNoMore = onShow.isGone() && onShow.view() === null;
    // Nobody asked for it: that it is gone is no news.
    if (isNoMore && address.viewId() === remembered())
      untracked(() => onShow.choose(null, { replaceUrl: true }));
    if (!onShow.isAwaited()) remembered.set(null);
  });
  return computed(() => remembered() !== null && address.viewId() === null);
}

function isPlain(address: QueueAddress): boolean {
  return [address.viewId(), address.filter(), address.itemId()].every((part) => part === null);
}
