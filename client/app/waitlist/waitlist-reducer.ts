// How the page's state answers to what people did and what the server told; every reducer is pure.
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import type { Problem } from '#contract/problem';
import { waitlistPageEvents, waitlistServerEvents, type Act } from './waitlist-events';
import {
  byId,
  fold,
  initialWaitlistState,
  loadingCandidates,
  settle,
  without,
  type CandidatesState,
  type WaitlistPageState,
} from './waitlist-state';

type Change = Partial<WaitlistPageState>;

export function withWaitlistReducer() {
  return signalStoreFeature(
    { state: typeOf<WaitlistPageState>() },
    withReducer<WaitlistPageState>(
      on(waitlistPageEvents.opened, ({ payload }, state: WaitlistPageState) =>
        state.clinicId === payload.clinicId
          ? {}
          : { ...initialWaitlistState, clinicId: payload.clinicId, status: 'loading' as const },
      ),
      on(waitlistPageEvents.retried, () => ({ status: 'loading' as const, problem: null })),
      on(waitlistServerEvents.loaded, ({ payload }, state: WaitlistPageState) =>
        payload.clinicId === state.clinicId
          ? {
              status: 'loaded' as const,
              hasData: true,
              problem: null,
              entries: byId(payload.entries),
              openings: byId(payload.openings),
              offers: byId(payload.offers),
              providers: byId(payload.providers),
              visitTypes: byId(payload.visitTypes),
            }
          : {},
      ),
      on(waitlistServerEvents.loadFailed, ({ payload }, state: WaitlistPageState) =>
        payload.clinicId === state.clinicId
          ? { status: 'failed' as const, problem: payload.problem }
          : {},
      ),
      on(waitlistServerEvents.changed, ({ payload }, state: WaitlistPageState) =>
        fold(state, payload.changes, payload),
      ),
      on(waitlistPageEvents.openingPicked, ({ payload }) => ({
        refusal: null,
        candidates: payload.openingId ? loadingCandidates(payload.openingId) : null,
      })),
      on(waitlistServerEvents.candidatesLoaded, ({ payload }, state: WaitlistPageState) =>
        candidates(state, payload.openingId, {
          items: payload.candidates,
          status: 'loaded',
          problem: null,
        }),
      ),
      on(waitlistServerEvents.candidatesFailed, ({ payload }, state: WaitlistPageState) =>
        candidates(state, payload.openingId, { status: 'failed', problem: payload.problem }),
      ),
      on(
        waitlistPageEvents.offered,
        waitlistPageEvents.waveAsked,
        waitlistPageEvents.openingTakenOver,
        waitlistPageEvents.openingWithdrawn,
        ({ payload }, state: WaitlistPageState) =>
          begin(state, payload.commandId, payload.openingId),
      ),
      on(
        waitlistPageEvents.offerWithdrawn,
        waitlistPageEvents.offerAnswered,
        ({ payload }, state: WaitlistPageState) => begin(state, payload.commandId, payload.offerId),
      ),
      on(waitlistPageEvents.entryTransitioned, ({ payload }, state: WaitlistPageState) =>
        begin(state, payload.commandId, payload.entryId),
      ),
      on(waitlistServerEvents.actAnswered, ({ payload }, state: WaitlistPageState) =>
        settle(state, payload.commandId, payload.settled),
      ),
      on(waitlistServerEvents.actRefused, ({ payload }, state: WaitlistPageState) => ({
        pending: without(state.pending, payload.commandId),
        refusal: refusalOf(state, payload),
      })),
    ),
  );
}

function begin(state: WaitlistPageState, commandId: string, entityId: string): Change {
  return { refusal: null, pending: { ...state.pending, [commandId]: entityId } };
}

function candidates(
  state: WaitlistPageState,
  openingId: string,
  change: Partial<CandidatesState>,
): Change {
  return state.candidates?.openingId === openingId
    ? { candidates: { ...state.candidates, ...change } }
    : {};
}

const actsOfPanel: ReadonlySet<string> = new Set<Act>(['offer', 'ask-wave', 'take-over']);

/** A refused offer is told where it was made; everything else is told by a toast. */
function refusalOf(
  state: WaitlistPageState,
  { act, aboutId, problem }: { act: string; aboutId: string; problem: Problem },
): Problem | null {
  return actsOfPanel.has(act) && state.candidates?.openingId === aboutId ? problem : state.refusal;
}
