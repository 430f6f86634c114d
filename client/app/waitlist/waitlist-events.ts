import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import type { Entry } from '#contract/waitlist-entry';
import type { Candidate, Offer, Opening } from '#contract/waitlist-opening';
import { noPayload } from '../platform/no-payload';

export type EntryTransition = 'pause' | 'resume' | 'withdraw';

/** What a command was about, so that its answer can be told in words. */
/** What the desk records for a patient on the phone, or confirms. */
export type OfferAnswer = 'accept' | 'decline';

export type Act =
  | OfferAnswer
  | 'ask-wave'
  | 'take-over'
  | 'offer'
  | 'withdraw-offer'
  | 'withdraw-opening'
  | 'add'
  | EntryTransition;

/** The views that an answer carries; they count like changes, so that a click is settled without a socket. */
export interface Settled {
  entry?: Entry;
  opening?: Opening;
  offer?: Offer;
  offers?: Offer[];
}

/** What the person did. */
export const waitlistPageEvents = eventGroup({
  source: 'Waitlist Page',
  events: {
    opened: type<{ clinicId: string }>(),
    retried: noPayload,
    openingPicked: type<{ openingId: string | null }>(),
    offered: type<{
      commandId: string;
      openingId: string;
      entryId: string;
      outOfOrderReason?: string;
    }>(),
    waveAsked: type<{ commandId: string; openingId: string }>(),
    openingTakenOver: type<{
      commandId: string;
      openingId: string;
      entryId: string;
      outOfOrderReason?: string;
    }>(),
    offerAnswered: type<{ commandId: string; offerId: string; answer: OfferAnswer }>(),
    offerWithdrawn: type<{ commandId: string; offerId: string }>(),
    openingWithdrawn: type<{ commandId: string; openingId: string }>(),
    entryTransitioned: type<{
      commandId: string;
      entryId: string;
      transition: EntryTransition;
    }>(),
  },
});

/** What the server told. */
export const waitlistServerEvents = eventGroup({
  source: 'Waitlist Server',
  events: {
    loaded: type<{
      clinicId: string;
      entries: Entry[];
      openings: Opening[];
      offers: Offer[];
      providers: Provider[];
      visitTypes: VisitType[];
    }>(),
    loadFailed: type<{ clinicId: string; problem: Problem }>(),
    /** `by` is who looks at this console: what they did themselves does not glow. */
    changed: type<{ changes: ChangeEnvelope[]; at: string; by: string | null }>(),
    candidatesLoaded: type<{ openingId: string; candidates: Candidate[] }>(),
    candidatesFailed: type<{ openingId: string; problem: Problem }>(),
    actAnswered: type<{ commandId: string; act: Act; settled: Settled }>(),
    actRefused: type<{ commandId: string; act: Act; aboutId: string; problem: Problem }>(),
  },
});
