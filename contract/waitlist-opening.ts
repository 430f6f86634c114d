// Freed time, who could take it, and to whom it was offered.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { patientSummary } from './patients.ts';
import { line } from './text.ts';
import { instant } from './time.ts';
import { entry } from './waitlist-entry.ts';
import { offerStatus, openingStatus } from './waitlist-workflows.ts';

const expectedVersion = z.int32().check(z.positive());
const inClinic = z.strictObject({ clinicId: z.uuid() });

/** How time comes free. */
export const openingCauses = {
  cancelled: 'Cancelled visit',
  moved: 'Moved visit',
  shortened: 'Shorter visit',
  'no-show': 'No-show',
  'in-error': 'Visit entered in error',
  unblocked: 'Time off called off',
  'extra-hours': 'Extra hours',
  released: 'Kept hours released',
} as const;
export type OpeningCause = keyof typeof openingCauses;

export const passedOverReasons = {
  'too-late': 'Too close to its start',
  'too-short': 'Shorter than the visit',
} as const;
export type PassedOverReason = keyof typeof passedOverReasons;

export const opening = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  /** Visit type of the visit that freed the time: candidates must wait for the same. */
  visitTypeId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  cause: z.enum(Object.keys(openingCauses) as [OpeningCause]),
  /** The visit that freed the time; `null` where it was none. */
  appointmentId: z.nullable(z.uuid()),
  status: openingStatus,
  /** Why nobody was asked, of one that was passed over. */
  passedOverBecause: z.nullable(z.enum(Object.keys(passedOverReasons) as [PassedOverReason])),
  /** No offer leaves before: the cancellation can still be undone. */
  offersLeaveAt: instant,
  raisedAt: instant,
  /** The visit that filled it. */
  filledByAppointmentId: z.nullable(z.uuid()),
  /** Days the patient gained against the later visit. */
  daysGained: z.nullable(z.int()),
  /** How many waiting patients fitted when it was raised. */
  fitting: z.int(),
  /** How many waves have asked; 0 = none yet. */
  wave: z.int(),
  /** When the next wave asks by itself; `null` = when somebody does, or not at all. */
  nextWaveAt: z.nullable(instant),
  version: z.int(),
});
export type Opening = z.infer<typeof opening>;

/** How somebody is asked. */
export const offerWays = {
  message: 'By message',
  call: 'By phone',
  /** Staff had the patient before them, or on the line. */
  desk: 'At the desk',
} as const;
export type OfferWay = keyof typeof offerWays;

export const offer = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  openingId: z.uuid(),
  entryId: z.uuid(),
  patient: patientSummary,
  status: offerStatus,
  /** Place among the candidates when offered, from 1. */
  rank: z.int(),
  /** Which wave it went with, from 1. */
  wave: z.int(),
  way: z.enum(Object.keys(offerWays) as [OfferWay]),
  /** The call that asks the patient; `null` unless by phone and due. */
  callId: z.nullable(z.uuid()),
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

/** Rules that judge whether and how somebody is asked; who speaks with the patient may book them all the same. */
export const rulesOfAsking: readonly string[] = [
  'notice',
  'lead-time',
  'reach',
  'answered',
  'frequency',
];

export const candidate = z.strictObject({
  entry,
  /** From 1 among those who fit; `null` for those who do not. */
  rank: z.nullable(z.int()),
  verdicts: z.array(ruleVerdict),
  /** How they would be asked; `null` when they may not be. */
  way: z.nullable(z.enum(['message', 'call'])),
  /** What decided the rank, in order: urgency, waiting days, days gained, tightness of the wishes. */
  waitingDays: z.int(),
  daysGained: z.nullable(z.int()),
});
export type Candidate = z.infer<typeof candidate>;

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

export const askWave = endpoint({
  name: 'askWave',
  method: 'POST',
  path: '/api/waitlist/openings/:openingId/ask-wave',
  summary: 'Ask as many of the best as the clinic asks at once, each by message or by phone.',
  access: 'offer:send',
  params: z.strictObject({ openingId: z.uuid() }),
  body: z.strictObject({ expectedVersion }),
  answer: z.strictObject({ opening, offers: z.array(offer) }),
  rules: ['wrong-state', 'too-late-to-offer', 'nobody-fits'],
  showsPatients: true,
});

export const takeOverOpening = endpoint({
  name: 'takeOverOpening',
  method: 'POST',
  path: '/api/waitlist/openings/:openingId/take-over',
  summary:
    'Book somebody who waits into the opening at once; whoever is being asked hears that it has gone.',
  access: 'offer:send',
  params: z.strictObject({ openingId: z.uuid() }),
  body: z.strictObject({
    expectedVersion,
    entryId: z.uuid(),
    /** Why they come before those who are being asked or rank better; required then and recorded. */
    outOfOrderReason: z.optional(line({ max: 200 })),
  }),
  answer: z.strictObject({ opening, offer }),
  rules: ['wrong-state', 'does-not-fit', 'out-of-order', 'not-earlier'],
  showsPatients: true,
});

export const answerOffer = endpoint({
  name: 'answerOffer',
  method: 'POST',
  path: '/api/waitlist/offers/:offerId/answer',
  summary:
    'Record what a patient said on the phone, or confirm what they want; a yes books the visit.',
  access: 'offer:send',
  params: z.strictObject({ offerId: z.uuid() }),
  body: z.strictObject({ expectedVersion, answer: z.enum(['accept', 'decline']) }),
  answer: z.strictObject({ opening, offer }),
  rules: ['wrong-state', 'not-earlier'],
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
