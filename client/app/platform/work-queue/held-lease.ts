// The item in hand stays this person's while they look at it, and goes back to the others when they look away.
import { computed, DestroyRef, effect, inject, untracked } from '@angular/core';
import { signalStoreFeature, type as typeOf, withComputed, withHooks } from '@ngrx/signals';
import { Dispatcher } from '@ngrx/signals/events';
import type { WorkItem } from '#contract/work';
import { problemOf } from '../api';
import { newCommandId } from '../command-id';
import { Session } from '../session';
import { WORK_QUEUE } from './work-queue';
import { WorkQueueApi } from './work-queue-api';
import { queuePageEvents } from './work-queue-events';
import { isConflict, type WorkQueueState } from './work-queue-state';

/** The lease outlives some missed ones; a console that is silent for minutes gives its item back. */
export const heartbeatMs = 60_000;

export function withHeldLease() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withComputed((store, session = inject(Session)) => ({
      me: computed(() => session.me()?.staffId ?? ''),
      picked: computed<WorkItem | null>(() => store.items()[store.pickedId() ?? ''] ?? null),
    })),
    withComputed((store) => ({
      /** The item in hand, while this person holds it. */
      held: computed(() => {
        const item = store.picked();
        return item?.work.lease?.holderId === store.me() ? item : null;
      }),
    })),
    withHooks((store) => {
      const api = inject(WorkQueueApi);
      const dispatcher = inject(Dispatcher);
      const queue = inject(WORK_QUEUE);
      const destroyed = inject(DestroyRef);
      const leaseKey = computed(() => {
        const held = store.held();
        return held ? `${held.id} ${held.work.lease?.token ?? 0}` : null;
      });

      const beat = async (): Promise<void> => {
        const held = store.held();
        if (!held || document.visibilityState === 'hidden') return;
        try {
          await api.renew(held);
        } catch (error) {
          // Without an answer the next beat tries again; a lost lease is looked up at once.
          if (isConflict(problemOf(error)))
            dispatcher.dispatch(queuePageEvents.leaseRefused({ itemId: held.id }));
        }
      };
      const mayGoBack = (item: WorkItem | undefined): item is WorkItem =>
        item?.work.lease?.holderId === store.me() && !queue.isUnderWay(item);

      return {
        onInit: () => {
          effect((onCleanup) => {
            if (leaseKey() === null) return;
            const timer = setInterval(() => void beat(), heartbeatMs);
            const seen = (): void => void beat();
            document.addEventListener('visibilitychange', seen);
            onCleanup(() => {
              clearInterval(timer);
              document.removeEventListener('visibilitychange', seen);
            });
          });
          let shown: string | null = null;
          effect(() => {
            const pickedId = store.pickedId();
            const left = shown;
            shown = pickedId;
            if (left === null || left === pickedId) return;
            untracked(() => {
              if (!mayGoBack(store.items()[left])) return;
              const release = { commandId: newCommandId(), itemId: left };
              const cause = { kind: 'looked-away' } as const;
              dispatcher.dispatch(
                queuePageEvents.acted({ ...release, act: { kind: 'release' }, cause }),
              );
            });
          });
          destroyed.onDestroy(() => {
            const held = store.held() ?? undefined;
            // Nobody is left to be told; a lease that is not given back ends by itself.
            if (mayGoBack(held))
              api.send(held, { kind: 'release' }, newCommandId()).catch(() => undefined);
          });
        },
      };
    }),
  );
}
