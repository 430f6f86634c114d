// What a person reads after an act: how it went, and the way back where there is one.
import { DestroyRef, inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Dispatcher, Events, withEventHandlers } from '@ngrx/signals/events';
import { tap } from 'rxjs';
import { listName } from '#contract/patients';
import type { Entry } from '#contract/waitlist-entry';
import type { Offer } from '#contract/waitlist-opening';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { TimeFormat } from '../platform/time-format';
import { Toasts, type Toast } from '../platform/toasts';
import { WaitlistApi } from './waitlist-api';
import {
  waitlistPageEvents,
  waitlistServerEvents,
  type Act,
  type Settled,
} from './waitlist-events';
import type { WaitlistPageState } from './waitlist-state';

export function withWaitlistNews() {
  return signalStoreFeature(
    { state: typeOf<WaitlistPageState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const toasts = inject(Toasts);
      const api = inject(WaitlistApi);
      const page = inject(DestroyRef);
      const dispatcher = inject(Dispatcher);
      const clock = inject(Clock);
      const format = inject(TimeFormat);

      const takeBack = (offer: Offer): void => {
        if (page.destroyed) void takeBackFromElsewhere(offer, { api, toasts });
        else dispatcher.dispatch(withdrawing(offer));
      };
      const offered = (offer: Offer): Toast => {
        const leaves =
          offer.leavesAt > clock.now()
            ? `leaves ${format.relative(offer.leavesAt, clock.now())}`
            : 'is on its way';
        return {
          message: `Offer to ${listName(offer.patient)} ${leaves}`,
          action: { label: 'Take back', run: () => takeBack(offer) },
        };
      };

      return {
        tellAnswer$: events.on(waitlistServerEvents.actAnswered).pipe(
          tap(({ payload: { act, settled } }) => {
            if (act === 'offer' && settled.offer) toasts.show(offered(settled.offer));
            else toasts.show({ message: messageOf(act, settled) });
          }),
        ),
        tellRefusal$: events.on(waitlistServerEvents.actRefused).pipe(
          tap(({ payload: { problem } }) => {
            if (store.refusal() !== problem) toasts.problem(problem);
          }),
        ),
      };
    }),
  );
}

function messageOf(act: Act, { entry, offer, offers }: Settled): string {
  const count = offers?.length ?? 0;
  if (act === 'ask-wave') return `${count} ${count === 1 ? 'patient is' : 'patients are'} asked`;
  return wordsOf(act, entry, offer);
}

function wordsOf(
  act: Exclude<Act, 'ask-wave'>,
  entry: Entry | undefined,
  offer: Offer | undefined,
): string {
  const patient = entry?.patient ?? offer?.patient;
  const name = patient ? listName(patient) : 'The patient';
  switch (act) {
    case 'accept':
    case 'take-over':
      return `${name} is booked`;
    case 'decline':
      return `${name} keeps what they have; the time is free for others`;
    case 'offer':
      return 'Offer made';
    case 'withdraw-offer':
      return `Offer to ${name} withdrawn; its link no longer works`;
    case 'withdraw-opening':
      return 'Opening taken off the board; nobody will be offered this time';
    case 'add':
      return `${name} is on the waitlist`;
    case 'pause':
      return `${name} is paused and gets no offers until resumed`;
    case 'resume':
      return `${name} waits again`;
    case 'withdraw':
      return `${name} is off the waitlist`;
  }
}

function withdrawing({ id: offerId }: Offer) {
  return waitlistPageEvents.offerWithdrawn({ commandId: newCommandId(), offerId });
}

/** The toast outlives its page: the offer may have been sent since, so its version is asked for. */
async function takeBackFromElsewhere(
  { id, clinicId, version }: Offer,
  { api, toasts }: { api: WaitlistApi; toasts: Toasts },
): Promise<void> {
  try {
    const { offers } = await api.listOpenings(clinicId);
    const now = offers.find((offer) => offer.id === id)?.version ?? version;
    const { offer } = await api.withdrawOffer(id, now, newCommandId());
    toasts.show({ message: wordsOf('withdraw-offer', undefined, offer) });
  } catch (error) {
    toasts.problem(problemOf(error));
  }
}
