// What happens after an event about many items: calls to the server, and word of the end.
import { inject, type Signal } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Dispatcher, Events, withEventHandlers } from '@ngrx/signals/events';
import { EMPTY, exhaustMap, from, mergeMap, switchMap, tap } from 'rxjs';
import type { Bulk } from '#contract/work-bulk';
import { problemOf } from '../../api';
import { newCommandId } from '../../command-id';
import { TimeFormat } from '../../time-format';
import { Toasts } from '../../toasts';
import { LatestNews } from '../latest-news';
import { WORK_QUEUE } from '../work-queue';
import { queueServerEvents } from '../work-queue-events';
import type { WorkQueueState } from '../work-queue-state';
import { BulkApi } from './bulk-api';
import { bulkPageEvents, bulkServerEvents, type BulkWish } from './bulk-events';
import { isUndoable, type BulkState } from './bulk-state';
import { progressWords } from './bulk-words';

export function withBulkHandlers() {
  return signalStoreFeature(
    {
      state: typeOf<WorkQueueState & BulkState>(),
      props: typeOf<{
        me: Signal<string>;
        nameOf: Signal<(staffId: string) => string>;
        shownBulk: Signal<Bulk | null>;
      }>(),
    },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(BulkApi);
      const dispatcher = inject(Dispatcher);
      const latest = inject(LatestNews);
      const toasts = inject(Toasts);
      const format = inject(TimeFormat);
      const decisions = inject(WORK_QUEUE).manyDecisions ?? [];
      const clinicId = (): string => store.asked()?.clinicId ?? '';
      const tellEnd = (bulk: Bulk): void => {
        const names = { me: store.me(), nameOf: store.nameOf() };
        const when = (iso: string): string => format.dayAndTime(iso);
        const message = progressWords(bulk, { ...names, when, decisions });
        const run = (): void =>
          dispatcher.dispatch(
            bulkPageEvents.undone({ bulkId: bulk.id, commandId: newCommandId() }),
          );
        latest.show(
          isUndoable(store.bulks(), bulk, decisions)
            ? { message, action: { label: 'Undo', run } }
            : { message },
        );
      };
      return {
        preview$: events
          .on(bulkPageEvents.planned)
          .pipe(switchMap(({ payload }) => from(preview(api, clinicId(), payload)))),
        start$: events.on(bulkPageEvents.started).pipe(
          exhaustMap(() => {
            const plan = store.plan();
            return plan ? from(start(api, clinicId(), plan)) : EMPTY;
          }),
        ),
        undo$: events.on(bulkPageEvents.undone).pipe(
          tap(() => latest.withdraw()),
          mergeMap(({ payload }) => from(undo(api, payload))),
        ),
        undoFailed$: events
          .on(bulkServerEvents.undoFailed)
          .pipe(tap(({ payload: { problem } }) => toasts.problem(problem))),
        report$: events
          .on(bulkPageEvents.reportOpened)
          .pipe(switchMap(({ payload: { bulkId } }) => from(report(api, bulkId)))),
        tellEnd$: events.on(queueServerEvents.changed).pipe(
          tap(({ payload: { changes } }) => {
            const bulk = store.shownBulk();
            if (bulk?.endedAt && changes.some(({ entityId }) => entityId === bulk.id))
              tellEnd(bulk);
          }),
        ),
      };
    }),
  );
}

async function preview(api: BulkApi, clinicId: string, wish: BulkWish) {
  const { commandId } = wish;
  try {
    return bulkServerEvents.previewed({ commandId, ...(await api.preview(clinicId, wish)) });
  } catch (error) {
    return bulkServerEvents.planFailed({ commandId, problem: problemOf(error) });
  }
}

async function start(api: BulkApi, clinicId: string, wish: BulkWish) {
  const { commandId } = wish;
  try {
    return bulkServerEvents.startAnswered({ commandId, bulk: await api.start(clinicId, wish) });
  } catch (error) {
    return bulkServerEvents.planFailed({ commandId, problem: problemOf(error) });
  }
}

async function undo(api: BulkApi, { bulkId, commandId }: { bulkId: string; commandId: string }) {
  try {
    return bulkServerEvents.undoAnswered({ bulk: await api.undo(bulkId, commandId) });
  } catch (error) {
    return bulkServerEvents.undoFailed({ bulkId, problem: problemOf(error) });
  }
}

async function report(api: BulkApi, bulkId: string) {
  try {
    return bulkServerEvents.reported(await api.report(bulkId));
  } catch (error) {
    return bulkServerEvents.reportFailed({ bulkId, problem: problemOf(error) });
  }
}
