// What happens after an event: calls to the server, and the live feed of the clinic on show.
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Events, withEventHandlers } from '@ngrx/signals/events';
import { debounceTime, EMPTY, from, mergeMap, switchMap } from 'rxjs';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { watchClinic } from './watch-clinic';
import { WaitlistApi } from './waitlist-api';
import {
  waitlistPageEvents,
  waitlistServerEvents,
  type Act,
  type Settled,
} from './waitlist-events';
import type { WaitlistPageState } from './waitlist-state';

/** A burst of changes asks once who fits now. */
const candidatesPauseMs = 150;

export function withWaitlistHandlers() {
  return signalStoreFeature(
    { state: typeOf<WaitlistPageState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(WaitlistApi);
      const sources = {
        api,
        feed: inject(RealtimeFeed),
        clock: inject(Clock),
        session: inject(Session),
      };
      return {
        watch$: events.on(waitlistPageEvents.opened, waitlistPageEvents.retried).pipe(
          switchMap(() => {
            const clinicId = store.clinicId();
            return clinicId ? watchClinic(clinicId, sources) : EMPTY;
          }),
        ),
        candidates$: events
          .on(waitlistPageEvents.openingPicked)
          .pipe(switchMap(({ payload: { openingId } }) => freshCandidates(api, openingId))),
        candidatesAgain$: events
          .on(
            waitlistServerEvents.changed,
            waitlistServerEvents.actAnswered,
            waitlistServerEvents.actRefused,
          )
          .pipe(
            debounceTime(candidatesPauseMs),
            switchMap(() => freshCandidates(api, store.candidates()?.openingId ?? null)),
          ),
        offer$: events.on(waitlistPageEvents.offered).pipe(
          mergeMap(({ payload: { commandId, openingId, entryId, outOfOrderReason } }) =>
            act({ commandId, act: 'offer', aboutId: openingId }, () =>
              api.offerOpening(
                openingId,
                {
                  entryId,
                  expectedVersion: versionOf(store.openings(), openingId),
                  ...(outOfOrderReason ? { outOfOrderReason } : {}),
                },
                commandId,
              ),
            ),
          ),
        ),
        askWave$: events
          .on(waitlistPageEvents.waveAsked)
          .pipe(
            mergeMap(({ payload: { commandId, openingId } }) =>
              act({ commandId, act: 'ask-wave', aboutId: openingId }, () =>
                api.askWave(openingId, versionOf(store.openings(), openingId), commandId),
              ),
            ),
          ),
        takeOver$: events.on(waitlistPageEvents.openingTakenOver).pipe(
          mergeMap(({ payload: { commandId, openingId, entryId, outOfOrderReason } }) =>
            act({ commandId, act: 'take-over', aboutId: openingId }, () =>
              api.takeOverOpening(
                openingId,
                {
                  entryId,
                  expectedVersion: versionOf(store.openings(), openingId),
                  ...(outOfOrderReason ? { outOfOrderReason } : {}),
                },
                commandId,
              ),
            ),
          ),
        ),
        answerOffer$: events
          .on(waitlistPageEvents.offerAnswered)
          .pipe(
            mergeMap(({ payload: { commandId, offerId, answer } }) =>
              act({ commandId, act: answer, aboutId: offerId }, () =>
                api.answerOffer(
                  offerId,
                  { answer, expectedVersion: versionOf(store.offers(), offerId) },
                  commandId,
                ),
              ),
            ),
          ),
        withdrawOffer$: events
          .on(waitlistPageEvents.offerWithdrawn)
          .pipe(
            mergeMap(({ payload: { commandId, offerId } }) =>
              act({ commandId, act: 'withdraw-offer', aboutId: offerId }, () =>
                api.withdrawOffer(offerId, versionOf(store.offers(), offerId), commandId),
              ),
            ),
          ),
        withdrawOpening$: events.on(waitlistPageEvents.openingWithdrawn).pipe(
          mergeMap(({ payload: { commandId, openingId } }) =>
            act({ commandId, act: 'withdraw-opening', aboutId: openingId }, async () => ({
              opening: await api.withdrawOpening(
                openingId,
                versionOf(store.openings(), openingId),
                commandId,
              ),
            })),
          ),
        ),
        changeEntry$: events.on(waitlistPageEvents.entryTransitioned).pipe(
          mergeMap(({ payload: { commandId, entryId, transition } }) =>
            act({ commandId, act: transition, aboutId: entryId }, async () => ({
              entry: await api.changeEntryStatus(
                entryId,
                { transition, expectedVersion: versionOf(store.entries(), entryId) },
                commandId,
              ),
            })),
          ),
        ),
      };
    }),
  );
}

function versionOf(held: Readonly<Record<string, { version: number }>>, id: string): number {
  return held[id]?.version ?? 1;
}

function freshCandidates(api: WaitlistApi, openingId: string | null) {
  return openingId ? from(loadCandidates(api, openingId)) : EMPTY;
}

async function loadCandidates(api: WaitlistApi, openingId: string) {
  try {
    const { items } = await api.listCandidates(openingId);
    return waitlistServerEvents.candidatesLoaded({ openingId, candidates: items });
  } catch (error) {
    return waitlistServerEvents.candidatesFailed({ openingId, problem: problemOf(error) });
  }
}

async function act(
  about: { commandId: string; act: Act; aboutId: string },
  call: () => Promise<Settled>,
) {
  try {
    const settled = await call();
    return waitlistServerEvents.actAnswered({ ...about, settled });
  } catch (error) {
    return waitlistServerEvents.actRefused({ ...about, problem: problemOf(error) });
  }
}
