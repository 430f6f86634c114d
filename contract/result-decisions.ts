// What staff do with a result: match it, sign it, ask for a visit, write to the patient, say that it counts no more.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { resultCategory } from './result-content.ts';
import { heldResult, resultStep, seenVersion } from './result-report.ts';
import {
  dropOrderReasons,
  errorReasons,
  type DropOrderReason,
  type ErrorReason,
} from './result-workflow.ts';
import { line, paragraph } from './text.ts';
import { localDate } from './time.ts';
import { workRules } from './work-queue.ts';

const work = 'result:work';
const stepRules = [...workRules, 'wrong-state'] as const;

export const matchResult = endpoint({
  ...resultStep,
  name: 'matchResult',
  path: '/api/results/items/:itemId/match',
  summary:
    'Say what could not be told by certain signs: whose it is, who ordered it, which order it answers.',
  access: work,
  body: z.strictObject({
    ...heldResult,
    patientId: z.optional(z.uuid()),
    /** A colleague, or nobody here: then the pool answers for it. */
    orderedById: z.optional(z.nullable(z.uuid())),
    /** The expected result that it answers; `null` = it is taken without an order. */
    orderItemId: z.optional(z.nullable(z.uuid())),
  }),
  rules: [
    ...stepRules,
    'nothing-said',
    'chart-retired',
    'not-a-clinician',
    'other-patient',
    'not-expected',
  ],
});

export const signResult = endpoint({
  ...resultStep,
  name: 'signResult',
  path: '/api/results/items/:itemId/sign',
  summary: 'Sign the version that was seen: it is reviewed.',
  access: 'result:sign',
  body: z.strictObject({ ...heldResult, note: z._default(paragraph({ max: 2000 }), '') }),
  rules: [...stepRules, 'not-final', 'critical-open'],
});

export const markResultInError = endpoint({
  ...resultStep,
  name: 'markResultInError',
  path: '/api/results/items/:itemId/mark-in-error',
  summary:
    'Say that it counts no more: nobody outside sees it from then on, and whoever saw it is told.',
  access: 'result:sign',
  body: z.strictObject({
    ...seenVersion,
    reason: z.enum(Object.keys(errorReasons) as [ErrorReason]),
    note: z._default(paragraph({ max: 1000 }), ''),
  }),
  rules: stepRules,
});

export const dropExpectedResult = endpoint({
  ...resultStep,
  name: 'dropExpectedResult',
  path: '/api/results/items/:itemId/drop',
  summary: 'An expected result does not come; what comes nevertheless is taken.',
  access: work,
  body: z.strictObject({
    ...heldResult,
    reason: z.enum(Object.keys(dropOrderReasons) as [DropOrderReason]),
  }),
  rules: stepRules,
});

export const expectResultLater = endpoint({
  ...resultStep,
  name: 'expectResultLater',
  path: '/api/results/items/:itemId/expect-later',
  summary: 'The laboratory says when it comes: until the end of that day it is out of the way.',
  access: work,
  body: z.strictObject({ ...heldResult, on: localDate, said: line({ max: 200 }) }),
  rules: [...stepRules, 'in-the-past'],
});

export const categorizeResult = endpoint({
  ...resultStep,
  name: 'categorizeResult',
  path: '/api/results/items/:itemId/categorize',
  summary:
    'Say what a result is about beyond its codes, e.g. that it likely shows malignancy; rules of release follow.',
  access: 'result:sign',
  body: z.strictObject({
    ...seenVersion,
    categories: z.array(resultCategory).check(z.minLength(1), z.maxLength(10)),
  }),
  rules: workRules,
});

export const askForResultVisit = endpoint({
  ...resultStep,
  name: 'askForResultVisit',
  path: '/api/results/items/:itemId/ask-for-visit',
  summary: 'The patient is to come because of it: a recall, which the desk books.',
  access: 'result:sign',
  body: z.strictObject({
    ...seenVersion,
    visitTypeId: z.uuid(),
    providerId: z._default(z.nullable(z.uuid()), null),
    dueOn: localDate,
    note: z._default(line({ min: 0, max: 200 }), ''),
  }),
  rules: ['no-patient', 'unknown-visit-type', 'in-the-past'],
});

export const writeResultLetter = endpoint({
  ...resultStep,
  name: 'writeResultLetter',
  path: '/api/results/items/:itemId/write-letter',
  summary: 'A letter to the patient about a result; seen by whoever sees the result.',
  access: 'result:sign',
  body: z.strictObject({ ...seenVersion, text: paragraph({ max: 4000 }).check(z.minLength(1)) }),
  rules: ['no-patient'],
});

export const resultDecisionEndpoints = [
  matchResult,
  signResult,
  markResultInError,
  dropExpectedResult,
  expectResultLater,
  categorizeResult,
  askForResultVisit,
  writeResultLetter,
] as const;
