// Critical values: somebody licensed hears of them by voice and reads them back, within the clinic's own time.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { heldResult, resultStep } from './result-report.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';
import { workRules } from './work-queue.ts';

export const attemptOutcomes = {
  'no-answer': 'No answer',
  'message-left': 'Message left, without values',
  busy: 'Line busy',
  'not-available': 'Not available',
  refused: 'Would not take it',
} as const;
export type AttemptOutcome = keyof typeof attemptOutcomes;

/** Who is called in turn. `cover` = who stands in for the ordering clinician while they are away. */
export const ladderRungs = {
  ordering: 'Ordering clinician',
  cover: 'Covering clinician',
  'on-call': 'Clinician on call',
  'medical-director': 'Medical director',
} as const;
export type LadderRung = keyof typeof ladderRungs;

export const criticalAttempt = z.strictObject({
  id: z.uuid(),
  at: instant,
  callerId: z.uuid(),
  rung: z.string(),
  /** Who was called. */
  recipient: z.string(),
  outcome: z.enum([...(Object.keys(attemptOutcomes) as [AttemptOutcome]), 'read-back']),
  credentials: z.string(),
  /** What they read back. */
  readBack: z.string(),
  note: z.string(),
});
export type CriticalAttempt = z.infer<typeof criticalAttempt>;

const recipient = {
  /** A colleague; else a name with credentials. */
  recipientId: z._default(z.nullable(z.uuid()), null),
  recipientName: z._default(line({ min: 0, max: 120 }), ''),
};
const note = z._default(line({ min: 0, max: 300 }), '');

export const logCriticalAttempt = endpoint({
  ...resultStep,
  name: 'logCriticalAttempt',
  path: '/api/results/items/:itemId/log-attempt',
  summary: 'A call that did not reach anybody who could take the value; the ladder goes on.',
  access: 'result:work',
  body: z.strictObject({
    ...heldResult,
    ...recipient,
    outcome: z.enum(Object.keys(attemptOutcomes) as [AttemptOutcome]),
    note,
  }),
  rules: [...workRules, 'nothing-critical', 'nobody-named', 'not-here'],
});

export const recordReadBack = endpoint({
  ...resultStep,
  name: 'recordReadBack',
  path: '/api/results/items/:itemId/record-read-back',
  summary:
    'Somebody licensed heard the critical values and read them back; what they read back must be what was said.',
  access: 'result:work',
  body: z.strictObject({
    ...heldResult,
    ...recipient,
    /** As `MD` or `RN`; of a colleague what their record says when empty. */
    credentials: z._default(line({ min: 0, max: 40 }), ''),
    /** Each critical value as it was read back, by its key. */
    readBack: z
      .array(z.strictObject({ key: line({ max: 200 }), text: line({ max: 200 }) }))
      .check(z.minLength(1), z.maxLength(50)),
    note,
  }),
  rules: [
    ...workRules,
    'nothing-critical',
    'nobody-named',
    'not-here',
    'not-licensed',
    'read-back-differs',
    'not-all-read-back',
  ],
});

export const recordDisposition = endpoint({
  ...resultStep,
  name: 'recordDisposition',
  path: '/api/results/items/:itemId/record-disposition',
  summary:
    'After everybody on the ladder was tried in vain, the responsible clinician says what becomes of the patient.',
  access: 'result:sign',
  body: z.strictObject({ ...heldResult, text: paragraph({ max: 1000 }).check(z.minLength(10)) }),
  rules: [...workRules, 'nothing-critical', 'ladder-not-exhausted'],
});

export const resultCriticalEndpoints = [
  logCriticalAttempt,
  recordReadBack,
  recordDisposition,
] as const;
