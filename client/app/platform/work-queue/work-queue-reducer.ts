// How a queue's state answers to what people did and what the server told; every reducer is pure.
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf, withFeature } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { WORK_QUEUE, type WorkQueueDefinition } from './work-queue';
import { queuePageEvents, queueServerEvents, type QueueList } from './work-queue-events';
import {
  byId,
  firstPage,
  fold,
  initialQueueState,
  isInWindow,
  loadingDetail,
  nextPage,
  refuse,
  settle,
  type WorkQueueState,
} from './work-queue-state';

type Change = Partial<WorkQueueState>;

export function withQueueReducer() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withFeature(() => reducers(inject(WORK_QUEUE).apply)),
  );
}

function reducers(apply: WorkQueueDefinition['apply']) {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withReducer<WorkQueueState>(
      on(queuePageEvents.opened, ({ payload }, state: WorkQueueState) => open(state, payload)),
      on(queuePageEvents.retried, () => ({ status: 'loading' as const, problem: null })),
      on(queueServerEvents.loaded, ({ payload }, state: WorkQueueState) =>
        isAsked(state, payload)
          ? {
              status: 'loaded' as const,
              hasData: true,
              problem: null,
              colleagues: byId(payload.colleagues),
              ...firstPage(state, payload),
            }
          : {},
      ),
      on(queueServerEvents.loadFailed, ({ payload }, state: WorkQueueState) =>
        isAsked(state, payload) ? { status: 'failed' as const, problem: payload.problem } : {},
      ),
      on(queuePageEvents.moreWanted, (_, state: WorkQueueState): Change =>
        state.next === null ? {} : { more: 'loading' },
      ),
      on(queueServerEvents.moreLoaded, ({ payload }, state: WorkQueueState) =>
        payload.after === state.next ? nextPage(state, payload.page) : {},
      ),
      on(queueServerEvents.moreFailed, ({ payload }, state: WorkQueueState): Change =>
        payload.after === state.next ? { more: 'failed' } : {},
      ),
      on(queueServerEvents.changed, ({ payload }, state: WorkQueueState) =>
        fold(state, payload.changes, { ...payload, apply }),
      ),
      on(queuePageEvents.itemPicked, ({ payload: { itemId } }, state: WorkQueueState): Change =>
        state.pickedId === itemId
          ? {}
          : { pickedId: itemId, detail: itemId ? loadingDetail(itemId) : null, conflict: null },
      ),
      on(queueServerEvents.detailLoaded, ({ payload }, state: WorkQueueState) => ({
        ...settle(state, '', payload.item),
        ...detail(state, payload.itemId, {
          steps: payload.steps,
          comments: payload.comments,
          attachments: payload.attachments,
          links: payload.links,
          status: 'loaded',
          problem: null,
        }),
      })),
      on(queueServerEvents.detailFailed, ({ payload }, state: WorkQueueState) =>
        detail(state, payload.itemId, { status: 'failed', problem: payload.problem }),
      ),
      on(queuePageEvents.acted, ({ payload }, state: WorkQueueState) =>
        begin(state, payload.commandId, payload.itemId),
      ),
      on(queuePageEvents.nextAsked, ({ payload }, state: WorkQueueState) =>
        begin(state, payload.commandId, ''),
      ),
      on(queuePageEvents.conflictOverridden, ({ payload }, state: WorkQueueState) =>
        begin(state, payload.commandId, state.conflict?.seen.id ?? ''),
      ),
      on(queuePageEvents.conflictDismissed, () => ({ conflict: null })),
      on(queueServerEvents.actAnswered, ({ payload }, state: WorkQueueState) => ({
        ...settle(state, payload.commandId, payload.item),
        conflict: null,
      })),
      on(queueServerEvents.actRefused, ({ payload }, state: WorkQueueState) =>
        refuse(state, payload),
      ),
      on(
        queueServerEvents.attached,
        ({ payload: { item, attachment } }, state: WorkQueueState) => ({
          ...settle(state, '', item),
          ...detail(state, item.id, {
            attachments: [
              ...(state.detail?.attachments ?? []).filter(({ id }) => id !== attachment.id),
              attachment,
            ],
          }),
        }),
      ),
      on(queueServerEvents.added, ({ payload }, state: WorkQueueState) =>
        isInWindow(state, payload.item) ? settle(state, '', payload.item) : {},
      ),
      on(queueServerEvents.nextAnswered, ({ payload }, state: WorkQueueState) =>
        settle(state, payload.commandId, payload.item),
      ),
      on(queueServerEvents.nextRefused, ({ payload }, state: WorkQueueState) =>
        settle(state, payload.commandId, null),
      ),
    ),
  );
}

/** Another clinic begins with nothing; another filter keeps the rows until its own are here. */
function open(state: WorkQueueState, asked: QueueList): Change {
  if (state.asked?.clinicId === asked.clinicId) {
    return { asked, status: 'loading', problem: null };
  }
  const { pickedId, detail: shown } = state;
  return { ...initialQueueState, pickedId, detail: shown, asked, status: 'loading' };
}

function isAsked({ asked }: WorkQueueState, { clinicId, filter }: QueueList): boolean {
  return asked?.clinicId === clinicId && asked.filter === filter;
}

function begin(state: WorkQueueState, commandId: string, itemId: string): Change {
  return { pending: { ...state.pending, [commandId]: itemId } };
}

function detail(
  state: WorkQueueState,
  itemId: string,
  change: Partial<NonNullable<WorkQueueState['detail']>>,
): Change {
  return state.detail?.itemId === itemId ? { detail: { ...state.detail, ...change } } : {};
}
