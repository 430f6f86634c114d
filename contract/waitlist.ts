// Waitlist: entries wait, freed time becomes an opening, an opening is offered to one entry after another.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { patientSummary } from './patients.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant, localDate, wallTime } from './time.ts';
import { timeWishes } from './wishes.ts';
import { defineWorkflow } from './workflow.ts';

export const entryWorkflow = defineWorkflow({
  name: 'waitlist-entry',
  initial: 'active',
  states: {
    active: { title: 'Waiting' },
    paused: { title: 'Paused' },
    booked: { title: 'Booked', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
  },
  transitions: {
    pause: { title: 'Pause', from: ['active'], to: 'paused', by: 'waitlist:edit' },
    resume: { title: 'Resume', from: ['paused'], to: 'active', by: 'waitlist:edit' },
    withdraw: {
      title: 'Withdraw',
      from: ['active', 'paused'],
      to: 'withdrawn',
      by: 'waitlist:edit',
    },
    book: { title: 'Book', from: ['active', 'paused'], to: 'booked', by: 'system' },
  },
});

export const openingWorkflow = defineWorkflow({
  name: 'waitlist-opening',
  initial: 'open',
  states: {
    open: { title: 'Open' },
    offered: { title: 'Offered' },
    filled: { title: 'Filled', final: true },
    /** The time went otherwise: booked by hand, the cancellation undone, or staff took it back. */
    withdrawn: { title: 'Withdrawn', final: true },
    /** Too late to fill. */
    lapsed: { title: 'Lapsed', final: true },
  },
  transitions: {
    offer: { title: 'Offer', from: ['open', 'offered'], to: 'offered', by: 'offer:send' },
    reopen: { title: 'Back to open', from: ['offered'], to: 'open', by: 'system' },
    fill: { title: 'Fill', from: ['offered'], to: 'filled', by: 'patient' },
    withdraw: {
      title: 'Withdraw',
      from: ['open', 'offered'],
      to: 'withdrawn',
      by: 'offer:withdraw',
    },
    lapse: { title: 'Lapse', from: ['open', 'offered'], to: 'lapsed', by: 'system' },
  },
});

/** Final words of the published studies of such systems: accepted, declined, expired, unavailable. */
export const offerWorkflow = defineWorkflow({
  name: 'waitlist-offer',
  initial: 'queued',
  states: {
    /** Waits for the undo window to close. */
    queued: { title: 'Leaves soon' },
    sent: { title: 'Sent' },
    accepted: { title: 'Accepted', final: true },
    declined: { title: 'Declined', final: true },
    expired: { title: 'Expired', final: true },
    /** Somebody else won, or the time went. */
    unavailable: { title: 'Unavailable', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
  },
  transitions: {
    send: { title: 'Send', from: ['queued'], to: 'sent', by: 'system' },
    accept: { title: 'Accept', from: ['sent'], to: 'accepted', by: 'patient' },
    decline: { title: 'Decline', from: ['sent'], to: 'declined', by: 'patient' },
    expire: { title: 'Expire', from: ['sent'], to: 'expired', by: 'system' },
    lose: { title: 'Time has gone', from: ['queued', 'sent'], to: 'unavailable', by: 'system' },
    withdraw: {
      title: 'Withdraw',
      from: ['queued', 'sent'],
      to: 'withdrawn',
      by: 'offer:withdraw',
    },
  },
});

export type EntryStatus = keyof typeof entryWorkflow.states;
export type OpeningStatus = keyof typeof openingWorkflow.states;
export type OfferStatus = keyof typeof offerWorkflow.states;
const entryStatus = z.enum(Object.keys(entryWorkflow.states) as [EntryStatus]);
const openingStatus = z.enum(Object.keys(openingWorkflow.states) as [OpeningStatus]);
const offerStatus = z.enum(Object.keys(offerWorkflow.states) as [OfferStatus]);

/** Clinical urgency band; ranks before waiting time. */
export const urgencies = ['urgent', 'soon', 'routine'] as const;

/** When the patient can come, in the clinic's wall time. */
export const wishes = {
  /** Empty = any provider. */
  providerIds: z.array(z.uuid()).check(z.maxLength(50)),
  ...timeWishes,
  earliestOn: z.nullable(localDate),
  latestOn: z.nullable(localDate),
  /** Hours that the patient needs between an offer and the visit. */
  minNoticeHours: z.int().check(z.gte(0), z.lte(336)),
};

export const entry = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patient: patientSummary,
  visitTypeId: z.uuid(),
  urgency: z.enum(urgencies),
  ...wishes,
  /** The later visit that stands until an earlier one is accepted; `null` when none is booked. */
  appointment: z.nullable(z.strictObject({ id: z.uuid(), startsAt: instant })),
  /** May be sent offers electronically; otherwise staff calls. */
  contactConsent: z.boolean(),
  status: entryStatus,
  addedAt: instant,
  version: z.int(),
});
export type Entry = z.infer<typeof entry>;

export const opening = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  /** Visit type of the visit that freed the time: candidates must wait for the same. */
  visitTypeId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  cause: z.enum(['cancelled', 'moved']),
  /** The visit that freed the time. */
  appointmentId: z.uuid(),
  status: openingStatus,
  /** No offer leaves before: the cancellation can still be undone. */
  offersLeaveAt: instant,
  raisedAt: instant,
  /** The visit that filled it. */
  filledByAppointmentId: z.nullable(z.uuid()),
  /** Days the patient gained against the later visit. */
  daysGained: z.nullable(z.int()),
  /** How many waiting patients fitted when it was raised. */
  fitting: z.int(),
  version: z.int(),
});
export type Opening = z.infer<typeof opening>;

export const offer = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  openingId: z.uuid(),
  entryId: z.uuid(),
  patient: patientSummary,
  status: offerStatus,
  /** Place among the candidates when offered, from 1. */
  rank: z.int(),
  leavesAt: instant,
  sentAt: z.nullable(instant),
  expiresAt: z.nullable(instant),
  answeredAt: z.nullable(instant),
  version: z.int(),
});
export type Offer = z.infer<typeof offer>;

/** One rule's verdict about one entry for one opening, in words that a scheduler can say on the phone. */
export const ruleVerdict = z.strictObject({
  rule: z.string(),
  passes: z.boolean(),
  because: z.string(),
});
export type RuleVerdict = z.infer<typeof ruleVerdict>;

export const candidate = z.strictObject({
  entry,
  /** From 1 among those who fit; `null` for those who do not. */
  rank: z.nullable(z.int()),
  verdicts: z.array(ruleVerdict),
  /** What decided the rank, in order: urgency, waiting days, days gained, tightness of the wishes. */
  waitingDays: z.int(),
  daysGained: z.nullable(z.int()),
});
export type Candidate = z.infer<typeof candidate>;

/** Dated rules of one clinic; changing them never reaches back. */
export const waitlistPolicy = z.strictObject({
  clinicId: z.uuid(),
  /** Seconds in which a cancellation can be undone and no offer leaves, 0–300. */
  undoSeconds: z.int().check(z.gte(0), z.lte(300)),
  /** Minutes an offer stands, 1–1440. */
  offerMinutes: z.int().check(z.gte(1), z.lte(1440)),
  /** An opening that starts sooner than this many minutes raises no offer, 0–4320. */
  minLeadMinutes: z.int().check(z.gte(0), z.lte(4320)),
  /** Offer to the next best by itself. */
  autoOffer: z.boolean(),
  /** No offer leaves at night in the clinic's zone. */
  quietFrom: wallTime,
  quietUntil: wallTime,
  version: z.int(),
});
export type WaitlistPolicy = z.infer<typeof waitlistPolicy>;

const expectedVersion = z.int32().check(z.positive());
const inClinic = z.strictObject({ clinicId: z.uuid() });

export const listEntries = endpoint({
  name: 'listEntries',
  method: 'GET',
  path: '/api/waitlist/entries',
  summary: 'Who waits in a clinic (active and paused), longest first within urgency.',
  access: 'waitlist:read',
  clinic: 'query',
  query: inClinic,
  answer: z.strictObject({ items: z.array(entry), asOf }),
  showsPatients: true,
});

export const listOpenings = endpoint({
  name: 'listOpenings',
  method: 'GET',
  path: '/api/waitlist/openings',
  summary: 'Openings that can still be filled, and those that ended today, with their offers.',
  access: 'waitlist:read',
  clinic: 'query',
  query: inClinic,
  answer: z.strictObject({ openings: z.array(opening), offers: z.array(offer), asOf }),
  showsPatients: true,
});

export const countOpenings = endpoint({
  name: 'countOpenings',
  method: 'GET',
  path: '/api/waitlist/openings/count',
  summary: 'How many openings of a clinic can still be filled.',
  access: 'waitlist:read',
  clinic: 'query',
  query: inClinic,
  answer: z.strictObject({ open: z.int() }),
});

/** So many candidates are shown and explained; `fitting` counts all who fit. */
export const mostCandidates = 500;

export const listCandidates = endpoint({
  name: 'listCandidates',
  method: 'GET',
  path: '/api/waitlist/openings/:openingId/candidates',
  summary:
    'Who waits, ranked for one opening, each rule explained; those who do not fit come last (500 at most).',
  access: 'waitlist:read',
  params: z.strictObject({ openingId: z.uuid() }),
  answer: z.strictObject({ items: z.array(candidate), fitting: z.int() }),
  showsPatients: true,
});

export const addEntry = endpoint({
  name: 'addEntry',
  method: 'POST',
  path: '/api/waitlist/entries/add',
  summary: 'Put a patient on the waitlist.',
  access: 'waitlist:edit',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    urgency: z.enum(urgencies),
    providerIds: z._default(wishes.providerIds, []),
    weekdays: z._default(wishes.weekdays, []),
    earliestTime: z._default(wishes.earliestTime, null),
    latestTime: z._default(wishes.latestTime, null),
    earliestOn: z._default(wishes.earliestOn, null),
    latestOn: z._default(wishes.latestOn, null),
    minNoticeHours: z._default(wishes.minNoticeHours, 2),
    /** The later visit that an accepted offer moves forward. */
    appointmentId: z._default(z.nullable(z.uuid()), null),
    contactConsent: z._default(z.boolean(), true),
  }),
  answer: entry,
  rules: ['already-waiting', 'visit-not-theirs', 'deceased', 'chart-retired'],
  showsPatients: true,
});

export const changeEntryStatus = endpoint({
  name: 'changeEntryStatus',
  method: 'POST',
  path: '/api/waitlist/entries/:entryId/change-status',
  summary: 'Pause, resume or withdraw an entry.',
  access: 'waitlist:edit',
  params: z.strictObject({ entryId: z.uuid() }),
  body: z.strictObject({ expectedVersion, transition: z.enum(['pause', 'resume', 'withdraw']) }),
  answer: entry,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const offerOpening = endpoint({
  name: 'offerOpening',
  method: 'POST',
  path: '/api/waitlist/openings/:openingId/offer',
  summary: 'Offer an opening to an entry; it leaves when the undo window has closed.',
  access: 'offer:send',
  params: z.strictObject({ openingId: z.uuid() }),
  body: z.strictObject({
    expectedVersion,
    entryId: z.uuid(),
    /** Why somebody else than the best candidate; required then and recorded. */
    outOfOrderReason: z.optional(line({ max: 200 })),
  }),
  answer: z.strictObject({ opening, offer }),
  rules: ['wrong-state', 'does-not-fit', 'out-of-order', 'too-late-to-offer'],
  showsPatients: true,
});

export const withdrawOffer = endpoint({
  name: 'withdrawOffer',
  method: 'POST',
  path: '/api/waitlist/offers/:offerId/withdraw',
  summary: 'Take an offer back before it is answered; its link dies.',
  access: 'offer:withdraw',
  params: z.strictObject({ offerId: z.uuid() }),
  body: z.strictObject({ expectedVersion }),
  answer: z.strictObject({ opening, offer }),
  rules: ['wrong-state'],
  showsPatients: true,
});

export const withdrawOpening = endpoint({
  name: 'withdrawOpening',
  method: 'POST',
  path: '/api/waitlist/openings/:openingId/withdraw',
  summary: 'Take an opening off the board; its live offers are withdrawn.',
  access: 'offer:withdraw',
  params: z.strictObject({ openingId: z.uuid() }),
  body: z.strictObject({ expectedVersion }),
  answer: opening,
  rules: ['wrong-state'],
});

export const showOfferLink = endpoint({
  name: 'showOfferLink',
  method: 'POST',
  path: '/api/waitlist/offers/:offerId/show-link',
  summary:
    "The patient's secret link, in demo mode only; anywhere else it goes to the patient alone.",
  access: 'offer:send',
  params: z.strictObject({ offerId: z.uuid() }),
  answer: z.strictObject({
    /** Path below the server's address. */
    path: z.string(),
  }),
  idempotent: false,
});

export const getWaitlistPolicy = endpoint({
  name: 'getWaitlistPolicy',
  method: 'GET',
  path: '/api/waitlist/policy',
  summary: "The clinic's waitlist rules in force.",
  access: 'waitlist:read',
  clinic: 'query',
  query: inClinic,
  answer: waitlistPolicy,
});

export const changeWaitlistPolicy = endpoint({
  name: 'changeWaitlistPolicy',
  method: 'POST',
  path: '/api/waitlist/policy/change',
  summary: "Change the clinic's waitlist rules from now on.",
  access: 'waitlist:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion,
    undoSeconds: waitlistPolicy.shape.undoSeconds,
    offerMinutes: waitlistPolicy.shape.offerMinutes,
    minLeadMinutes: waitlistPolicy.shape.minLeadMinutes,
    autoOffer: z.boolean(),
    quietFrom: wallTime,
    quietUntil: wallTime,
  }),
  answer: waitlistPolicy,
});

export const listPatientEntries = endpoint({
  name: 'listPatientEntries',
  method: 'GET',
  path: '/api/waitlist/patients/:patientId/entries',
  summary: "A patient's waitlist entries in the clinics that the caller may see, newest first.",
  access: 'waitlist:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(entry) }),
  showsPatients: true,
});

export const waitlistEndpoints = [
  listEntries,
  listOpenings,
  countOpenings,
  listCandidates,
  addEntry,
  changeEntryStatus,
  offerOpening,
  withdrawOffer,
  withdrawOpening,
  showOfferLink,
  getWaitlistPolicy,
  changeWaitlistPolicy,
  listPatientEntries,
] as const;

export const entryChangeTypes = [
  'waitlist.entry-added',
  'waitlist.entry-paused',
  'waitlist.entry-resumed',
  'waitlist.entry-withdrawn',
  'waitlist.entry-booked',
  /** The later visit it is paired with moved or went. */
  'waitlist.entry-visit-changed',
] as const;
export const openingChangeTypes = [
  'waitlist.opening-raised',
  'waitlist.opening-offered',
  'waitlist.opening-reopened',
  'waitlist.opening-filled',
  'waitlist.opening-withdrawn',
  'waitlist.opening-lapsed',
] as const;
export const offerChangeTypes = [
  'waitlist.offer-queued',
  'waitlist.offer-sent',
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

/** Urgent first, then who waits longest; the id breaks ties, so that every console shows one order. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    a.addedAt.localeCompare(b.addedAt) ||
    a.id.localeCompare(b.id)
  );
}
