// How saved views answer to what a person did and what the server told; pure.
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { upsertVersioned } from '#contract/realtime';
import { viewPageEvents, viewServerEvents } from './view-events';
import {
  foldChanges,
  foldList,
  foldRefusal,
  initialViewsState,
  type ViewsState,
} from './views-state';

type Change = Partial<ViewsState>;

export function withViewsReducer() {
  return signalStoreFeature(
    { state: typeOf<ViewsState>() },
    withReducer<ViewsState>(
      on(viewPageEvents.opened, ({ payload: { clinicId } }, state: ViewsState): Change =>
        state.viewsOf === clinicId
          ? {}
          : { ...initialViewsState, viewsOf: clinicId, viewsStatus: 'loading' },
      ),
      on(viewPageEvents.retried, (): Change => ({ viewsStatus: 'loading' })),
      on(viewServerEvents.loaded, ({ payload: { clinicId, views } }, state: ViewsState): Change =>
        state.viewsOf === clinicId
          ? { views: foldList(state.views, views), viewsStatus: 'loaded' }
          : {},
      ),
      on(viewServerEvents.loadFailed, ({ payload: { clinicId } }, state: ViewsState): Change =>
        // What was read before stays on screen.
        state.viewsOf === clinicId && state.viewsStatus !== 'loaded'
          ? { viewsStatus: 'failed' }
          : {},
      ),
      on(
        viewServerEvents.ownLoaded,
        ({ payload: { clinicId, views, me } }, state: ViewsState): Change => {
          if (state.viewsOf !== clinicId) return {};
          const isOwn = ({ scope, ownerId }: (typeof views)[number]): boolean =>
            scope === 'mine' && ownerId === me;
          return { views: foldList(state.views, views.filter(isOwn), isOwn) };
        },
      ),
      on(viewServerEvents.changed, ({ payload: { changes } }, state: ViewsState) => ({
        views: foldChanges(state.views, changes),
      })),
      on(viewPageEvents.asked, ({ payload: { commandId, act } }) => ({
        viewAct: { commandId, act, problem: null },
      })),
      on(viewPageEvents.dismissed, () => ({ viewAct: null })),
      on(viewServerEvents.answered, ({ payload: { commandId, view } }, state: ViewsState) => ({
        views: upsertVersioned(state.views, view),
        ...(state.viewAct?.commandId === commandId ? { viewAct: null } : {}),
      })),
      on(
        viewServerEvents.refused,
        ({ payload: { commandId, act, problem } }, state: ViewsState) => ({
          views: foldRefusal(state.views, act, problem),
          ...(state.viewAct?.commandId === commandId
            ? { viewAct: { ...state.viewAct, problem } }
            : {}),
        }),
      ),
    ),
  );
}
