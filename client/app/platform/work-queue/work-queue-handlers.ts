// What happens after an event: calls to the server, and the live feed of the clinic on show.
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Events, withEventHandlers } from '@ngrx/signals/events';
import { debounceTime, EMPTY, exhaustMap, filter, from, mergeMap, switchMap } from 'rxjs';
import type { ChangeEnvelope } from '#contract/realtime';
import type { WorkItem } from '#contract/work';
import { problemOf } from '../api';
import { Clock } from '../clock';
import { RealtimeFeed } from '../realtime-feed';
import { Session } from '../session';
import { watchQueue } from './watch-queue';
import { WORK_QUEUE } from './work-queue';
import { WorkQueueApi } from './work-queue-api';
import {
  queuePageEvents,
  queueServerEvents,
  type QueueList,
  type SentAct,
} from './work-queue-events';
import type { WorkQueueState } from './work-queue-state';

/** Rows of a page, and the most that the server gives at once. */
const pageRows = 50;
const mostRows = 200;
/** A burst of changes asks once for the story of the item in hand. */
const detailPauseMs = 100;

export function withQueueHandlers() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(WorkQueueApi);
      const session = inject(Session);
      const me = (): string => session.me()?.staffId ?? '';
      const sources = {
        queue: inject(WORK_QUEUE).name,
        api,
        feed: inject(RealtimeFeed),
        clock: inject(Clock),
        session,
      };
      let watched: QueueList | null = null;
      /** The same list again is as long as it was; another one begins with a page. */
      const limitOf = (list: QueueList) => (): number => {
        const loaded = watched === list ? Object.keys(store.items()).length : 0;
        watched = list;
        return Math.min(Math.max(loaded, pageRows), mostRows);
      };
      return {
        watch$: events.on(queuePageEvents.opened, queuePageEvents.retried).pipe(
          switchMap(() => {
            const list = store.asked();
            return list ? watchQueue(list, { ...sources, limit: limitOf(list) }) : EMPTY;
          }),
        ),
        more$: events.on(queuePageEvents.moreWanted).pipe(
          exhaustMap(() => {
            const [list, after] = [store.asked(), store.next()];
            return list && after !== null ? from(loadMore(api, list, after)) : EMPTY;
          }),
        ),
        detail$: events
          .on(queuePageEvents.itemPicked, queuePageEvents.retried, queuePageEvents.leaseRefused)
          .pipe(switchMap(() => freshDetail(api, store.pickedId()))),
        detailAgain$: events
          .on(
            queueServerEvents.changed,
            queueServerEvents.actAnswered,
            queueServerEvents.actRefused,
          )
          .pipe(
            filter(({ payload }) => !('changes' in payload) || isAbout(store.pickedId(), payload)),
            debounceTime(detailPauseMs),
            switchMap(() => freshDetail(api, store.pickedId())),
          ),
        act$: events.on(queuePageEvents.acted).pipe(
          mergeMap(({ payload: { commandId, itemId, act, cause } }) => {
            // It takes back its own act alone, not what others have done since.
            const seen = cause?.kind === 'undo' ? cause.left : store.items()[itemId];
            return seen
              ? told({ commandId, act, seen, cause }, () => api.send(seen, act, commandId))
              : EMPTY;
          }),
        ),
        override$: events.on(queuePageEvents.conflictOverridden).pipe(
          mergeMap(({ payload: { commandId } }) => {
            const conflict = store.conflict();
            const seen = conflict && store.items()[conflict.seen.id];
            if (!seen) return EMPTY;
            const { act } = conflict;
            return told({ commandId, act, seen }, () =>
              api.sendAnyway(seen, act, { me: me(), commandId }),
            );
          }),
        ),
        next$: events.on(queuePageEvents.nextAsked).pipe(
          exhaustMap(({ payload: { commandId } }) => {
            const list = store.asked();
            return list ? from(claimNext(api, list.clinicId, commandId)) : EMPTY;
          }),
        ),
      };
    }),
  );
}

async function told(sent: SentAct, call: () => Promise<WorkItem>) {
  try {
    return queueServerEvents.actAnswered({ ...sent, item: await call() });
  } catch (error) {
    return queueServerEvents.actRefused({ ...sent, problem: problemOf(error) });
  }
}

async function loadMore(api: WorkQueueApi, list: QueueList, after: string) {
  try {
    const page = await api.list(list, { limit: pageRows, after });
    return queueServerEvents.moreLoaded({ after, page });
  } catch (error) {
    return queueServerEvents.moreFailed({ after, problem: problemOf(error) });
  }
}

async function claimNext(api: WorkQueueApi, clinicId: string, commandId: string) {
  try {
    const item = await api.claimNext(clinicId, commandId);
    return queueServerEvents.nextAnswered({ commandId, item });
  } catch (error) {
    return queueServerEvents.nextRefused({ commandId, problem: problemOf(error) });
  }
}

function isAbout(itemId: string | null, { changes }: { changes: ChangeEnvelope[] }): boolean {
  return changes.some(({ entityId }) => entityId === itemId);
}

function freshDetail(api: WorkQueueApi, itemId: string | null) {
  return itemId ? from(loadDetail(api, itemId)) : EMPTY;
}

async function loadDetail(api: WorkQueueApi, itemId: string) {
  try {
    return queueServerEvents.detailLoaded({ itemId, ...(await api.get(itemId)) });
  } catch (error) {
    return queueServerEvents.detailFailed({ itemId, problem: problemOf(error) });
  }
}
