// Refill requests as other systems send them: FHIR resources with what surrounds them, each answered for.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fhirResource } from './fhir-resource.ts';

/** What became of one resource. */
export const intakeOutcomes = {
  taken: 'Taken in, with patient and prescription',
  joined: 'Asked for before: joined',
  triage: 'Taken in, to be matched',
  filled: 'Written down as a fill',
  recorded: 'Recorded as a laboratory value',
  heard: 'Tells what became of an answer of ours',
  part: 'Read as a part of another',
  refused: 'Refused',
} as const;
export type IntakeOutcome = keyof typeof intakeOutcomes;

export const intakeEntry = z.strictObject({
  /** The place in the Bundle, e.g. `entry[3]`, or the line of a file; empty for a single resource. */
  at: z.string(),
  /** `MedicationRequest/rx1`, or the type alone; empty when it is no resource. */
  resource: z.string(),
  outcome: z.enum(Object.keys(intakeOutcomes) as [IntakeOutcome]),
  /** The refill request, where there is one. */
  itemId: z.nullable(z.uuid()),
  /** Of a refusal: where in the resource, as a FHIR path; empty = the resource itself. */
  path: z.string(),
  /** Of a refusal: why, without a word of the content. */
  reason: z.string(),
});
export type IntakeEntry = z.infer<typeof intakeEntry>;

export const intakeReport = z.strictObject({
  /** In the order in which they were sent. */
  entries: z.array(intakeEntry),
});
export type IntakeReport = z.infer<typeof intakeReport>;

export const takeInFhir = endpoint({
  name: 'takeInFhir',
  method: 'POST',
  path: '/api/refills/intake/fhir',
  summary:
    'Take in FHIR R4: one resource or a Bundle of prescriptions that are to be renewed, with tasks, fills and laboratory values. Each is answered for; what is refused takes nothing else with it.',
  access: 'refill:take-in',
  clinic: 'body',
  // What is larger comes as a file.
  bodyKilobytes: 1024,
  body: z.strictObject({
    clinicId: z.uuid(),
    /** A Bundle or a single resource, as FHIR JSON. */
    resource: fhirResource,
  }),
  answer: intakeReport,
});

export const refillIntakeEndpoints = [takeInFhir] as const;
