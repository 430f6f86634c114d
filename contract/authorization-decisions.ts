// What staff do with a request: settle whether it is needed, submit it, write down answers, appeal, cancel.
import * as z from 'zod/mini';
import {
  authorizedSpan,
  heardVia,
  lineGrant,
  needProof,
  type HeardVia,
} from './authorization-line.ts';
import {
  authorizationNote,
  authorizationStep,
  channelsByHand,
  confirmationNumber,
  held,
  lineIds,
} from './authorization-request.ts';
import {
  cancelledBecause,
  pendedFor,
  type CancelledBecause,
  type PendedFor,
} from './authorization-workflow.ts';
import { endpoint } from './endpoint.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';
import { workRules } from './work-queue.ts';

const work = 'authorization:work';
const stepRules = [...workRules, 'wrong-state', 'not-its-line'] as const;

export const settleAuthorizationNeed = endpoint({
  ...authorizationStep,
  name: 'settleAuthorizationNeed',
  path: '/api/authorizations/items/:itemId/settle-need',
  summary: 'Say that lines need authorization, or that they do not; the proof is kept.',
  access: work,
  body: z.strictObject({ ...held, lineIds, required: z.boolean(), proof: needProof }),
  rules: stepRules,
});

/** An expedited request harms who waits: a clinician says so, and signs with their name. */
export const attestUrgency = endpoint({
  ...authorizationStep,
  name: 'attestUrgency',
  path: '/api/authorizations/items/:itemId/attest-urgency',
  summary: 'Attest that the standard time could harm the patient; it is expedited from then on.',
  access: 'authorization:attest',
  body: z.strictObject({
    expectedVersion: held.expectedVersion,
    statement: line({ max: 300 }),
  }),
  rules: [...workRules, 'submitted-already'],
});

export const submitAuthorization = endpoint({
  ...authorizationStep,
  name: 'submitAuthorization',
  path: '/api/authorizations/items/:itemId/submit',
  summary:
    'Write down that all lines that are ready were submitted, with what the payer confirmed and the proof.',
  access: work,
  body: z.strictObject({
    ...held,
    channel: z.enum(channelsByHand),
    confirmation: confirmationNumber.check(z.minLength(1)),
    /** A file attached to this request. */
    proofId: z.uuid(),
    /** When the payer received it, as it says; its clock begins there. */
    receivedAt: instant,
  }),
  rules: [
    ...stepRules,
    'nothing-to-submit',
    'no-code',
    'no-diagnosis',
    'documents-missing',
    'not-attested',
    'no-proof',
    'kept-from-plan',
    'received-later',
  ],
});

export const sendAuthorization = endpoint({
  ...authorizationStep,
  name: 'sendAuthorization',
  path: '/api/authorizations/items/:itemId/send',
  summary: 'Send all lines that are ready to the payer as an X12 278.',
  access: work,
  body: z.strictObject(held),
  rules: [
    ...stepRules,
    'nothing-to-submit',
    'no-code',
    'no-diagnosis',
    'documents-missing',
    'not-attested',
    'kept-from-plan',
    'no-interface',
    'cannot-be-written',
  ],
});

export const noteReceipt = endpoint({
  ...authorizationStep,
  name: 'noteAuthorizationReceipt',
  path: '/api/authorizations/items/:itemId/note-receipt',
  summary: 'Write down when the payer received it, and under which number.',
  access: work,
  body: z.strictObject({ ...held, receivedAt: instant, confirmation: confirmationNumber }),
  rules: [...stepRules, 'not-submitted', 'received-later', 'received-already'],
});

const via = z.enum(Object.keys(heardVia) as [HeardVia]);
const number = z.nullable(line({ max: 50 }));
const ofLine = z.uuid();

/** An answer about one line, as somebody writes it down. */
export const heardAnswer = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['A1', 'A2', 'A6']), lineId: ofLine, number, grant: lineGrant }),
  z.strictObject({
    action: z.literal('A3'),
    lineId: ofLine,
    number,
    /** The specific reason that the payer must give (CMS-0057-F). */
    because: line({ max: 500 }),
    codes: z._default(z.array(line({ max: 10 })).check(z.maxLength(5)), []),
  }),
  z.strictObject({
    action: z.literal('A4'),
    lineId: ofLine,
    number,
    waitsFor: z.enum(Object.keys(pendedFor) as [PendedFor]),
    /** Until when documents are wanted, or the talk is offered; `null` = it did not say. */
    until: z.nullable(instant),
  }),
  z.strictObject({ action: z.enum(['C', 'CT', 'NA']), lineId: ofLine, number }),
]);
export type HeardAnswer = z.infer<typeof heardAnswer>;

export const recordAnswer = endpoint({
  ...authorizationStep,
  name: 'recordAuthorizationAnswer',
  path: '/api/authorizations/items/:itemId/record-answer',
  summary: 'Write down what the payer answered, line by line; partial answers are normal.',
  access: work,
  body: z.strictObject({
    ...held,
    via,
    decidedAt: instant,
    answers: z.array(heardAnswer).check(z.minLength(1), z.maxLength(50)),
    note: authorizationNote,
  }),
  rules: [...stepRules, 'decided-later', 'more-than-asked', 'fewer-than-used'],
});

export const extendGrant = endpoint({
  ...authorizationStep,
  name: 'extendAuthorization',
  path: '/api/authorizations/items/:itemId/extend',
  summary: 'The payer prolonged an approval or gave more of it.',
  access: work,
  body: z.strictObject({ ...held, lineId: ofLine, grant: lineGrant, via, number }),
  rules: [...stepRules, 'fewer-than-used'],
});

export const takeBackAnswer = endpoint({
  ...authorizationStep,
  name: 'takeBackAuthorizationAnswer',
  path: '/api/authorizations/items/:itemId/take-back',
  summary: 'An answer was written down wrongly; nothing of it may be booked or used.',
  access: work,
  body: z.strictObject({ ...held, lineId: ofLine }),
  rules: [...stepRules, 'units-in-use'],
});

export const dismissContradiction = endpoint({
  ...authorizationStep,
  name: 'dismissAuthorizationContradiction',
  path: '/api/authorizations/items/:itemId/dismiss-contradiction',
  summary: 'Somebody has looked at the other answer: the one that stands is right.',
  access: work,
  body: z.strictObject({ ...held, lineId: ofLine, because: line({ max: 300 }) }),
  rules: [...stepRules, 'no-contradiction'],
});

export const offerPeerToPeer = endpoint({
  ...authorizationStep,
  name: 'offerPeerToPeer',
  path: '/api/authorizations/items/:itemId/offer-peer-to-peer',
  summary: 'The payer talks with a clinician until then; the clock of an appeal goes on.',
  access: work,
  body: z.strictObject({ ...held, lineId: ofLine, until: instant }),
  rules: [...stepRules, 'offered-already'],
});

export const endPeerToPeer = endpoint({
  ...authorizationStep,
  name: 'endPeerToPeer',
  path: '/api/authorizations/items/:itemId/end-peer-to-peer',
  summary: 'What came of the talk; what it overturns is granted.',
  access: work,
  body: z.strictObject({
    ...held,
    lineId: ofLine,
    outcome: z.enum(['overturned', 'upheld', 'not-held']),
    grant: z.nullable(lineGrant),
    number,
  }),
  rules: [...stepRules, 'not-offered', 'more-than-asked'],
});

export const fileAppeal = endpoint({
  ...authorizationStep,
  name: 'fileAuthorizationAppeal',
  path: '/api/authorizations/items/:itemId/file-appeal',
  summary: 'Write down that a denial is appealed; the level follows from those before.',
  access: work,
  body: z.strictObject({
    ...held,
    lineIds,
    filedAt: instant,
    confirmation: confirmationNumber.check(z.minLength(1)),
  }),
  rules: [...stepRules, 'no-level-left', 'filed-later'],
});

export const endAppeal = endpoint({
  ...authorizationStep,
  name: 'endAuthorizationAppeal',
  path: '/api/authorizations/items/:itemId/end-appeal',
  summary: 'What came of an appeal; what it overturns is granted.',
  access: work,
  body: z.strictObject({
    ...held,
    lineId: ofLine,
    outcome: z.enum(['upheld', 'overturned']),
    grant: z.nullable(lineGrant),
    number,
    decidedAt: instant,
  }),
  rules: [...stepRules, 'decided-later', 'more-than-asked'],
});

export const acceptDenial = endpoint({
  ...authorizationStep,
  name: 'acceptAuthorizationDenial',
  path: '/api/authorizations/items/:itemId/accept-denial',
  summary: 'Nothing more is done about a denial; somebody tells the patient.',
  access: work,
  body: z.strictObject({ ...held, lineIds, note: paragraph({ max: 500 }) }),
  rules: stepRules,
});

export const cancelLines = endpoint({
  ...authorizationStep,
  name: 'cancelAuthorizationLines',
  path: '/api/authorizations/items/:itemId/cancel-lines',
  summary:
    'Lines are not needed any more; units that are booked stay counted until their visits go.',
  access: work,
  body: z.strictObject({
    ...held,
    lineIds,
    reason: z.enum(Object.keys(cancelledBecause) as [CancelledBecause]),
  }),
  rules: [...stepRules, 'units-in-use'],
});

export const askAnew = endpoint({
  ...authorizationStep,
  name: 'askAuthorizationAnew',
  path: '/api/authorizations/items/:itemId/ask-anew',
  summary:
    'A new request for the same lines: after a denial, or to renew what ends. The answer is the new request.',
  access: work,
  body: z.strictObject({ ...held, lineIds, span: authorizedSpan }),
  rules: [...stepRules, 'no-coverage', 'asked-already'],
});

export const authorizationDecisionEndpoints = [
  settleAuthorizationNeed,
  attestUrgency,
  submitAuthorization,
  sendAuthorization,
  noteReceipt,
  recordAnswer,
  extendGrant,
  takeBackAnswer,
  dismissContradiction,
  offerPeerToPeer,
  endPeerToPeer,
  fileAppeal,
  endAppeal,
  acceptDenial,
  cancelLines,
  askAnew,
] as const;
