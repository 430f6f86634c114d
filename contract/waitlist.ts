// Waitlist: entries wait, freed time becomes an opening, an opening is offered to one entry after another.
import { upsertVersioned, type ById } from './realtime.ts';
import {
  type Entry,
  listEntries,
  listPatientEntries,
  addEntry,
  changeEntryStatus,
} from './waitlist-entry.ts';
import {
  type Opening,
  type Offer,
  listOpenings,
  countOpenings,
  listCandidates,
  offerOpening,
  askWave,
  takeOverOpening,
  answerOffer,
  withdrawOffer,
  withdrawOpening,
  showOfferLink,
} from './waitlist-opening.ts';
import { getCascade } from './waitlist-cascade.ts';
import { getWaitlistFigures } from './waitlist-figures.ts';
import { replayWaitlistPolicy } from './waitlist-replay.ts';
import { type WaitlistPolicy, getWaitlistPolicy, changeWaitlistPolicy } from './waitlist-policy.ts';

export const waitlistEndpoints = [
  listEntries,
  listOpenings,
  countOpenings,
  listCandidates,
  getCascade,
  addEntry,
  changeEntryStatus,
  offerOpening,
  askWave,
  takeOverOpening,
  answerOffer,
  withdrawOffer,
  withdrawOpening,
  showOfferLink,
  getWaitlistPolicy,
  changeWaitlistPolicy,
  listPatientEntries,
  getWaitlistFigures,
  replayWaitlistPolicy,
] as const;

export const entryChangeTypes = [
  'waitlist.entry-added',
  'waitlist.entry-paused',
  'waitlist.entry-resumed',
  'waitlist.entry-withdrawn',
  'waitlist.entry-aged-out',
  /** The patient ruled days out. */
  'waitlist.entry-wishes-changed',
  'waitlist.entry-booked',
  /** The later visit it is paired with moved or went. */
  'waitlist.entry-visit-changed',
] as const;

export const openingChangeTypes = [
  'waitlist.opening-raised',
  /** Came free and is offered to nobody, with the reason. */
  'waitlist.opening-passed-over',
  'waitlist.opening-offered',
  /** When the next wave asks was set or dropped. */
  'waitlist.opening-planned',
  'waitlist.opening-reopened',
  'waitlist.opening-filled',
  'waitlist.opening-withdrawn',
  'waitlist.opening-lapsed',
] as const;

export const offerChangeTypes = [
  'waitlist.offer-queued',
  'waitlist.offer-sent',
  /** The patient said yes; the desk has the last word. */
  'waitlist.offer-wanted',
  'waitlist.offer-accepted',
  'waitlist.offer-declined',
  'waitlist.offer-expired',
  'waitlist.offer-unavailable',
  'waitlist.offer-withdrawn',
] as const;

/** Feed `waitlist:<clinic>`; the payload is the whole view after the change. */
export type WaitlistChange =
  | { type: (typeof entryChangeTypes)[number]; payload: Entry }
  | { type: (typeof openingChangeTypes)[number]; payload: Opening }
  | { type: (typeof offerChangeTypes)[number]; payload: Offer }
  | { type: 'waitlist.policy-changed'; payload: WaitlistPolicy };

export interface WaitlistState {
  entries: ById<Entry>;
  openings: ById<Opening>;
  offers: ById<Offer>;
  policies: ById<WaitlistPolicy>;
}

export function applyWaitlistChange(state: WaitlistState, change: WaitlistChange): WaitlistState {
  if (isEntryChange(change)) {
    return { ...state, entries: upsertVersioned(state.entries, change.payload) };
  }
  if (isOpeningChange(change)) {
    return { ...state, openings: upsertVersioned(state.openings, change.payload) };
  }
  if (isOfferChange(change)) {
    return { ...state, offers: upsertVersioned(state.offers, change.payload) };
  }
  const held = state.policies[change.payload.clinicId];
  if (held && held.version >= change.payload.version) return state;
  return { ...state, policies: { ...state.policies, [change.payload.clinicId]: change.payload } };
}

function isEntryChange(
  change: WaitlistChange,
): change is Extract<WaitlistChange, { payload: Entry }> {
  return (entryChangeTypes as readonly string[]).includes(change.type);
}
function isOpeningChange(
  change: WaitlistChange,
): change is Extract<WaitlistChange, { payload: Opening }> {
  return (openingChangeTypes as readonly string[]).includes(change.type);
}
function isOfferChange(
  change: WaitlistChange,
): change is Extract<WaitlistChange, { payload: Offer }> {
  return (offerChangeTypes as readonly string[]).includes(change.type);
}
