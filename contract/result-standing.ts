// "Where are my labs?": the answer for a caller, from live state, without a name of a test or a value.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { resultKind } from './result-content.ts';
import { instant, localDate } from './time.ts';

export const standings = {
  expected: 'Not here yet',
  late: 'Not here yet, and late',
  matching: 'Here, being matched to the chart',
  preliminary: 'Here in part, not final',
  visible: 'The patient can see it',
  delayed: 'Here; visible later by law',
  held: 'Here; a clinician will speak about it',
  'not-done': 'Not done',
  dropped: 'Does not come',
  withdrawn: 'Taken back by the laboratory or clinic',
} as const;
export type Standing = keyof typeof standings;

export const resultStanding = z.strictObject({
  itemId: z.uuid(),
  clinicId: z.uuid(),
  kind: resultKind,
  standing: z.enum(Object.keys(standings) as [Standing]),
  /** In a sentence that may be said on the phone. */
  sentence: z.string(),
  orderedOn: z.nullable(localDate),
  orderedBy: z.string(),
  /** From then on the patient sees it, or by then it is expected; `null` = nobody can tell. */
  at: z.nullable(instant),
  isReviewed: z.boolean(),
  /** They saw it. */
  seenAt: z.nullable(instant),
  version: z.int(),
});
export type ResultStanding = z.infer<typeof resultStanding>;

export const listResultStandings = endpoint({
  name: 'listResultStandings',
  method: 'GET',
  path: '/api/results/patients/:patientId/standings',
  summary:
    'Where each of a patient’s results stands, the newest first (100 at most), without what it is or says.',
  access: 'result:standing',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(resultStanding) }),
  showsPatients: true,
});

export const resultStandingEndpoints = [listResultStandings] as const;
