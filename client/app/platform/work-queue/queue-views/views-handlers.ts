// What happens after an event about saved views: calls to the server, the live feed, and words for who listens.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, type Signal } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Events, withEventHandlers } from '@ngrx/signals/events';
import { EMPTY, from, mergeMap, switchMap, tap } from 'rxjs';
import { problemOf } from '../../api';
import { RealtimeFeed } from '../../realtime-feed';
import { WORK_QUEUE } from '../work-queue';
import { viewPageEvents, viewServerEvents, type ViewAct } from './view-events';
import { ViewsApi } from './views-api';
import type { ViewsState } from './views-state';
import { watchViews } from './watch-views';

export function withViewsHandlers() {
  return signalStoreFeature(
    { state: typeOf<ViewsState>(), props: typeOf<{ me: Signal<string> }>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(ViewsApi);
      const announcer = inject(LiveAnnouncer);
      const sources = {
        queue: inject(WORK_QUEUE).name,
        api,
        feed: inject(RealtimeFeed),
        me: () => store.me(),
      };
      return {
        watchViews$: events.on(viewPageEvents.opened, viewPageEvents.retried).pipe(
          switchMap(() => {
            const clinicId = store.viewsOf();
            return clinicId ? watchViews(clinicId, sources) : EMPTY;
          }),
        ),
        askViews$: events.on(viewPageEvents.asked).pipe(
          mergeMap(({ payload: { commandId, act } }) => {
            const context = { commandId, clinicId: store.viewsOf() ?? '' };
            return from(answerTo(act, { api, ...context }));
          }),
        ),
        tellViews$: events.on(viewServerEvents.answered).pipe(
          tap(({ payload: { act, view } }) => {
            void announcer.announce(`View ${view.name}: ${ownWords[act.kind]}`, 'polite');
          }),
        ),
      };
    }),
  );
}

const ownWords: Record<ViewAct['kind'], string> = {
  save: 'saved',
  change: 'changed',
  remove: 'removed',
};

interface Asking {
  api: ViewsApi;
  clinicId: string;
  commandId: string;
}

async function answerTo(act: ViewAct, { api, clinicId, commandId }: Asking) {
  try {
    if (act.kind !== 'remove') {
      const view = await api.send(act, { clinicId, commandId });
      return viewServerEvents.answered({ commandId, act, view });
    }
    await api.remove(act.view, commandId);
    const view = { ...act.view, version: act.view.version + 1, removed: true };
    return viewServerEvents.answered({ commandId, act, view });
  } catch (error) {
    return viewServerEvents.refused({ commandId, act, problem: problemOf(error) });
  }
}
