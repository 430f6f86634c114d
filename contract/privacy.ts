// Who looked at which chart, what left the console, who tried in vain; flagged look-ups wait for a review note.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { cursor, pageQuery } from './page.ts';
import { patientSummary } from './patients.ts';
import { paragraph } from './text.ts';
import { instant } from './time.ts';

/** Why a look-up is to be reviewed → words. What was so when the chart was looked at; a later link changes nothing. */
export const accessFlags = {
  'own-chart': 'Own chart',
  'same-address': 'Same household: the address of their own chart',
  'same-phone': 'Same household: a phone of their own chart',
  'same-guarantor': 'Same household: one pays for the other, or the same person for both',
  'co-worker-mark': 'Co-worker: the chart is marked as an employee’s',
  'co-worker-chart': 'Co-worker: the chart of somebody who works here',
  vip: 'VIP',
} as const;
export type AccessFlag = keyof typeof accessFlags;
const accessFlag = z.enum(Object.keys(accessFlags) as [AccessFlag, ...AccessFlag[]]);

/** `opened`: the whole record. `shown`: a part of it, nobody else's beside it. `taken`: in a list that left the console. */
export const accessWays = ['opened', 'shown', 'taken'] as const;
export type AccessWay = (typeof accessWays)[number];

/** Somebody who works or has worked here. */
export const accessPerson = z.strictObject({
  id: z.uuid(),
  family: z.string(),
  given: z.string(),
});
export type AccessPerson = z.infer<typeof accessPerson>;

/** One request that looked at one patient. */
export const access = z.strictObject({
  /** Of the audit entry. */
  id: z.uuid(),
  at: instant,
  person: accessPerson,
  patient: patientSummary,
  /** The endpoint's name; `actWords` says it plainly. */
  act: z.string(),
  way: z.enum(accessWays),
  /** Finds the request in the server's log. */
  requestId: z.string(),
  flags: z.array(accessFlag),
  isReviewed: z.boolean(),
});
export type Access = z.infer<typeof access>;

/** All flagged look-ups of one person at one patient that nobody has reviewed. */
export const accessToReview = z.strictObject({
  person: accessPerson,
  patient: patientSummary,
  flags: z.array(accessFlag),
  /** How many requests, and how many of them opened the whole record. */
  count: z.int(),
  opened: z.int(),
  firstAt: instant,
  lastAt: instant,
});
export type AccessToReview = z.infer<typeof accessToReview>;

export const accessReview = z.strictObject({
  id: z.uuid(),
  person: accessPerson,
  patient: patientSummary,
  flags: z.array(accessFlag),
  count: z.int(),
  firstAt: instant,
  lastAt: instant,
  note: z.string(),
  reviewedAt: instant,
  reviewedBy: accessPerson,
});
export type AccessReview = z.infer<typeof accessReview>;

/** Something that left the console: a list as a file or on paper, a stored file. */
export const takenOut = z.strictObject({
  id: z.uuid(),
  at: instant,
  person: accessPerson,
  act: z.string(),
  /** Where a list went, where it says so: `csv`, `print`. */
  target: z.nullable(z.string()),
  /** How many patients were in it. */
  patients: z.int(),
  requestId: z.string(),
});
export type TakenOut = z.infer<typeof takenOut>;

export const failedTry = z.strictObject({
  id: z.uuid(),
  at: instant,
  /** Who was refused; of a failed sign-in, whose login was used. `null`: no login of anybody. */
  person: z.nullable(accessPerson),
  act: z.string(),
  /** The problem or rule code of the refusal. */
  code: z.string(),
  /** How many tries in a row stand in this entry. */
  tries: z.int(),
  requestId: z.string(),
});
export type FailedTry = z.infer<typeof failedTry>;

/** Half-open. */
const window = z.strictObject({ from: instant, until: instant });
export type AccessWindow = z.infer<typeof window>;
/** Openings of the whole record, or every request about the patient. */
const show = z._default(z.enum(['openings', 'everything']), 'openings');
export type AccessShow = z.infer<typeof show>;

const someAccesses = z.strictObject({ items: z.array(access), next: z.nullable(cursor) });
const search = {
  method: 'POST' as const,
  access: 'audit:read' as const,
  showsPatients: true,
  idempotent: false,
};

export const searchPatientAccesses = endpoint({
  ...search,
  name: 'searchPatientAccesses',
  path: '/api/privacy/patient-accesses/search',
  summary: 'Who looked at the chart of a patient, newest first.',
  body: z.strictObject({ patientId: z.uuid(), window, show, ...pageQuery }),
  answer: someAccesses,
  audits: ['patientId', 'window', 'show'],
});

export const searchPersonAccesses = endpoint({
  ...search,
  name: 'searchPersonAccesses',
  path: '/api/privacy/person-accesses/search',
  summary: 'Which charts somebody looked at, newest first.',
  body: z.strictObject({ staffId: z.uuid(), window, show, ...pageQuery }),
  answer: someAccesses,
  audits: ['staffId', 'window', 'show'],
});

export const searchTakenOut = endpoint({
  ...search,
  name: 'searchTakenOut',
  path: '/api/privacy/taken-out/search',
  summary: 'Lists and files that left the console, newest first.',
  body: z.strictObject({ window, ...pageQuery }),
  answer: z.strictObject({ items: z.array(takenOut), next: z.nullable(cursor) }),
  audits: ['window'],
});

export const searchFailedTries = endpoint({
  ...search,
  name: 'searchFailedTries',
  path: '/api/privacy/failed-tries/search',
  summary: 'Refused calls and failed sign-ins, newest first.',
  body: z.strictObject({ window, ...pageQuery }),
  answer: z.strictObject({ items: z.array(failedTry), next: z.nullable(cursor) }),
  audits: ['window'],
});

export const listAccessesToReview = endpoint({
  name: 'listAccessesToReview',
  method: 'GET',
  path: '/api/privacy/to-review',
  summary: 'Flagged look-ups that nobody has reviewed, by person and patient, newest first.',
  access: 'audit:read',
  query: z.strictObject(pageQuery),
  answer: z.strictObject({ items: z.array(accessToReview), next: z.nullable(cursor) }),
  showsPatients: true,
});

export const mostToReview = 10_000;
export const countAccessesToReview = endpoint({
  name: 'countAccessesToReview',
  method: 'GET',
  path: '/api/privacy/to-review/count',
  summary: 'How many pairs of person and patient wait for a review; stops at 10,000.',
  access: 'audit:read',
  answer: z.strictObject({ count: z.int() }),
});

export const reviewAccesses = endpoint({
  name: 'reviewAccesses',
  method: 'POST',
  path: '/api/privacy/reviews/write',
  summary:
    'Write the review note of the flagged look-ups of a person at a patient: those that were seen, no others.',
  access: 'audit:read',
  body: z.strictObject({
    staffId: z.uuid(),
    patientId: z.uuid(),
    /** As they were shown; otherwise `conflict` says how they stand. */
    seen: z.strictObject({ count: z.int32().check(z.positive()), lastAt: instant }),
    note: paragraph({ max: 2000 }).check(z.minLength(3)),
  }),
  answer: accessReview,
  rules: ['own-look-up'],
  showsPatients: true,
});

export const listAccessReviews = endpoint({
  name: 'listAccessReviews',
  method: 'GET',
  path: '/api/privacy/reviews',
  summary: 'Review notes, newest first.',
  access: 'audit:read',
  query: z.strictObject(pageQuery),
  answer: z.strictObject({ items: z.array(accessReview), next: z.nullable(cursor) }),
  showsPatients: true,
});

/** Whose own chart is which; version 0 while nobody has said. */
export const watchedPerson = z.strictObject({
  ...accessPerson.shape,
  left: z.boolean(),
  ownChart: z.nullable(patientSummary),
  version: z.int(),
});
export type WatchedPerson = z.infer<typeof watchedPerson>;

export const listWatchedPeople = endpoint({
  name: 'listWatchedPeople',
  method: 'GET',
  path: '/api/privacy/people',
  summary:
    'Everybody who works or has worked here, by name, with their own chart where it is known.',
  access: 'audit:read',
  answer: z.strictObject({ items: z.array(watchedPerson) }),
  showsPatients: true,
});

export const linkOwnChart = endpoint({
  name: 'linkOwnChart',
  method: 'POST',
  path: '/api/privacy/people/:staffId/link-own-chart',
  summary:
    'Say which chart is somebody’s own, so that look-ups of it and of their household are flagged from now on.',
  access: 'audit:read',
  params: z.strictObject({ staffId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.nonnegative()),
    /** `null` takes the link away. */
    patientId: z.nullable(z.uuid()),
  }),
  answer: watchedPerson,
  rules: ['chart-of-another'],
  showsPatients: true,
  stepUp: true,
});

export const takePrivacyList = endpoint({
  name: 'takePrivacyList',
  method: 'POST',
  path: '/api/privacy/lists/take',
  summary: 'A list of the privacy page for a file, in parts; the audit log keeps who took which.',
  access: 'audit:read',
  body: z.strictObject({
    list: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('patient'), patientId: z.uuid(), show }),
      z.strictObject({ of: z.literal('person'), staffId: z.uuid(), show }),
      z.strictObject({ of: z.literal('taken-out') }),
      z.strictObject({ of: z.literal('failed-tries') }),
    ]),
    window,
    after: pageQuery.after,
  }),
  /** Rows of the list asked for; `at` is the time of its reading. */
  answer: z.strictObject({
    accesses: z.array(access),
    takenOut: z.array(takenOut),
    failedTries: z.array(failedTry),
    next: z.nullable(cursor),
    at: instant,
  }),
  showsPatients: true,
  idempotent: false,
  stepUp: true,
  takesOut: true,
  audits: ['list', 'window', 'after'],
});

export const privacyEndpoints = [
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  searchFailedTries,
  listAccessesToReview,
  countAccessesToReview,
  reviewAccesses,
  listAccessReviews,
  listWatchedPeople,
  linkOwnChart,
  takePrivacyList,
] as const;

/** `privacy:organization`; thin: what is to be reviewed is fetched with the reader's own rights. */
export interface PrivacyChange {
  type: 'privacy.accesses-flagged' | 'privacy.accesses-reviewed' | 'privacy.own-chart-linked';
  payload: null;
}
