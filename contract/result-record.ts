// One result whole: every version with its values and what changed, who saw it, whom a correction must reach.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { criticalAttempt } from './result-critical.ts';
import { reportContent, reportStatus, resultCategory, valueChange } from './result-content.ts';
import { resultStep, seenVersion } from './result-report.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';
import { workRules } from './work-queue.ts';

export const resultVersion = z.strictObject({
  number: z.int(),
  status: reportStatus,
  receivedAt: instant,
  /** When the sender says it reported it. */
  reportedAt: z.nullable(instant),
  content: reportContent,
  /** Against the version before; empty of the first. */
  changes: z.array(valueChange),
});
export type ResultVersion = z.infer<typeof resultVersion>;

export const viewerKinds = {
  patient: 'Patient',
  proxy: 'Proxy',
  outside: 'Outside provider',
  staff: 'Colleague',
} as const;
export type ViewerKind = keyof typeof viewerKinds;
const viewerKind = z.enum(Object.keys(viewerKinds) as [ViewerKind]);

export const contactOutcomes = {
  told: 'Told',
  'letter-sent': 'Letter sent',
  'no-answer': 'No answer',
  'cannot-be-reached': 'Cannot be reached',
} as const;
export type ContactOutcome = keyof typeof contactOutcomes;

/** Somebody who saw a version that was wrong. They count as reached when told, or when a person has written why that cannot be. */
export const recallContact = z.strictObject({
  id: z.uuid(),
  kind: viewerKind,
  name: z.string(),
  /** The versions that were wrong and that they saw. */
  versions: z.array(z.int()),
  firstSeenAt: instant,
  outcome: z.nullable(z.enum(Object.keys(contactOutcomes) as [ContactOutcome])),
  note: z.string(),
  byId: z.nullable(z.uuid()),
  at: z.nullable(instant),
  isReached: z.boolean(),
});
export type RecallContact = z.infer<typeof recallContact>;

export const resultRecord = z.strictObject({
  /** Values are not shown: the result is sensitive, and the caller has to say why they want to see them. */
  isHidden: z.boolean(),
  /** The report's own name; what kind it is only while it is hidden. */
  title: z.string(),
  /** Empty while it is hidden. */
  categories: z.array(resultCategory),
  placer: z.nullable(z.string()),
  filler: z.nullable(z.string()),
  /** What the sender says of the person, while nobody knows whose it is; else `null`. */
  sentPatient: z.nullable(
    z.strictObject({
      name: z.string(),
      birthOn: z.nullable(localDate),
      sex: z.string(),
      numbers: z.array(z.string()),
    }),
  ),
  /** Newest first. */
  versions: z.array(resultVersion),
  attempts: z.array(criticalAttempt),
  /** What the responsible clinician said after the ladder; else empty. */
  disposition: z.string(),
  views: z.array(
    z.strictObject({ kind: viewerKind, name: z.string(), number: z.int(), at: instant }),
  ),
  contacts: z.array(recallContact),
  letters: z.array(z.strictObject({ id: z.uuid(), byId: z.uuid(), at: instant, text: z.string() })),
});
export type ResultRecord = z.infer<typeof resultRecord>;

const params = z.strictObject({ itemId: z.uuid() });

export const getResultRecord = endpoint({
  name: 'getResultRecord',
  method: 'GET',
  path: '/api/results/items/:itemId/record',
  summary:
    'A result with all its versions, values and changes; who saw it and who was called. Reading it is kept as a view.',
  access: 'result:read',
  params,
  answer: resultRecord,
  showsPatients: true,
});

export const unhideResult = endpoint({
  name: 'unhideResult',
  method: 'POST',
  path: '/api/results/items/:itemId/unhide',
  summary:
    'Show the values of a sensitive result once, for a stated reason that the audit log keeps.',
  access: 'result:read',
  params,
  body: z.strictObject({ reason: line({ min: 10, max: 300 }) }),
  answer: resultRecord,
  showsPatients: true,
  idempotent: false,
});

export const recordRecallContact = endpoint({
  ...resultStep,
  name: 'recordRecallContact',
  path: '/api/results/items/:itemId/record-contact',
  summary:
    'Write down how somebody who saw a wrong version was told; the last one ends the recall.',
  access: 'result:work',
  body: z.strictObject({
    ...seenVersion,
    contactId: z.uuid(),
    outcome: z.enum(Object.keys(contactOutcomes) as [ContactOutcome]),
    note: z._default(line({ min: 0, max: 300 }), ''),
  }),
  rules: [...workRules, 'wrong-state', 'note-missing'],
});

export const resultRecordEndpoints = [getResultRecord, unhideResult, recordRecallContact] as const;
