// How selection, plan and report answer to what a person did and what the server told; pure.
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { upsertVersioned } from '#contract/realtime';
import { queuePageEvents } from '../work-queue-events';
import type { WorkQueueState } from '../work-queue-state';
import { bulkPageEvents, bulkServerEvents } from './bulk-events';
import { capped, type BulkPlan, type BulkState } from './bulk-state';

type State = Pick<WorkQueueState, 'bulks'> & BulkState & { selectedIds: readonly string[] };
type Change = Partial<State>;

export function withBulkReducer() {
  return signalStoreFeature(
    { state: typeOf<State>() },
    withReducer<State>(
      on(queuePageEvents.opened, () => ({ plan: null, report: null })),
      on(bulkPageEvents.selected, ({ payload: { ids } }) => ({ selectedIds: capped(ids) })),
      on(bulkPageEvents.planned, ({ payload }): Change => ({
        plan: { ...payload, status: 'asking' as const, would: 0, refused: [], problem: null },
      })),
      on(bulkPageEvents.planDropped, () => ({ plan: null })),
      on(bulkPageEvents.started, (_, state: State) =>
        planned(state, state.plan?.commandId, { status: 'starting', problem: null }),
      ),
      on(bulkServerEvents.previewed, ({ payload: { commandId, would, refused } }, state: State) =>
        planned(state, commandId, { status: 'ready', would, refused }),
      ),
      on(bulkServerEvents.planFailed, ({ payload: { commandId, problem } }, state: State) =>
        planned(state, commandId, { status: 'failed', problem }),
      ),
      on(bulkServerEvents.startAnswered, ({ payload: { commandId, bulk } }, state: State) => ({
        bulks: upsertVersioned(state.bulks, bulk),
        ...(state.plan?.commandId === commandId ? { plan: null, selectedIds: [] } : {}),
      })),
      on(bulkServerEvents.undoAnswered, ({ payload: { bulk } }, state: State) => ({
        bulks: upsertVersioned(state.bulks, bulk),
      })),
      on(bulkPageEvents.reportOpened, ({ payload: { bulkId } }) => ({
        report: { bulkId, status: 'loading' as const, refused: [], problem: null },
      })),
      on(bulkPageEvents.reportClosed, () => ({ report: null })),
      on(bulkServerEvents.reported, ({ payload: { bulk, refused } }, state: State) => ({
        bulks: upsertVersioned(state.bulks, bulk),
        ...(state.report?.bulkId === bulk.id
          ? { report: { ...state.report, status: 'loaded' as const, refused } }
          : {}),
      })),
      on(bulkServerEvents.reportFailed, ({ payload: { bulkId, problem } }, state: State) =>
        state.report?.bulkId === bulkId
          ? { report: { ...state.report, status: 'failed' as const, problem } }
          : {},
      ),
      on(bulkPageEvents.progressDismissed, ({ payload: { bulkId } }, state: State) => ({
        dismissedBulks: [...state.dismissedBulks, bulkId],
      })),
    ),
  );
}

/** What comes for a plan that was given up meanwhile is too late. */
function planned(
  { plan }: BulkState,
  commandId: string | undefined,
  change: Partial<BulkPlan>,
): Partial<BulkState> {
  return plan && plan.commandId === commandId ? { plan: { ...plan, ...change } } : {};
}
