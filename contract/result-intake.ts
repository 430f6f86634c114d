// Results, orders and documents as other systems send them by HTTP, and documents that staff put in.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fhirResource } from './fhir-resource.ts';
import { result } from './result-report.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';

/** What became of one resource. */
export const resultIntakeOutcomes = {
  ordered: 'Taken as an order',
  taken: 'Taken as a result',
  renewed: 'Taken as another version of a result',
  same: 'Known already',
  part: 'Read as a part of another',
  refused: 'Refused',
} as const;
export type ResultIntakeOutcome = keyof typeof resultIntakeOutcomes;

export const resultIntakeEntry = z.strictObject({
  /** The place in the Bundle, e.g. `entry[3]`; empty for a single resource. */
  at: z.string(),
  resource: z.string(),
  outcome: z.enum(Object.keys(resultIntakeOutcomes) as [ResultIntakeOutcome]),
  itemId: z.nullable(z.uuid()),
  /** Of a refusal: where, as a FHIR path. */
  path: z.string(),
  /** Of a refusal: why, without a word of the content. */
  reason: z.string(),
});
export type ResultIntakeEntry = z.infer<typeof resultIntakeEntry>;

export const takeInResults = endpoint({
  name: 'takeInResults',
  method: 'POST',
  path: '/api/results/intake/fhir',
  summary:
    'Take in FHIR R4: DiagnosticReports with their Observations, ServiceRequests and DocumentReferences. Each is answered for; what is refused takes nothing else with it.',
  access: 'result:take-in',
  clinic: 'body',
  bodyKilobytes: 1024,
  body: z.strictObject({ clinicId: z.uuid(), resource: fhirResource }),
  answer: z.strictObject({ entries: z.array(resultIntakeEntry) }),
});

export const documentTypes = {
  'visit-summary': 'Visit summary',
  'after-visit-note': 'After-visit note',
  immunization: 'Immunization record',
} as const;
export type DocumentType = keyof typeof documentTypes;

export const addResultDocument = endpoint({
  name: 'addResultDocument',
  method: 'POST',
  path: '/api/results/documents/add',
  summary:
    'A document about a patient: final ones are released by the same rules as results, and need no review.',
  access: 'result:record',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    type: z.enum(Object.keys(documentTypes) as [DocumentType]),
    title: line({ max: 200 }),
    text: paragraph({ max: 20_000 }).check(z.minLength(1)),
    isFinal: z.boolean(),
    authoredAt: instant,
  }),
  answer: result,
  rules: ['chart-retired', 'in-the-future'],
  showsPatients: true,
});

export const resultIntakeEndpoints = [takeInResults, addResultDocument] as const;
