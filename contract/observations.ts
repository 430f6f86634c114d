// Observations: laboratory values of a patient as a clinic knows them, entered by its staff or sent by other systems.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

/** The states of FHIR; final, amended and corrected values are valid, the others are not decided by. */
export const observationStatuses = {
  registered: 'Expected',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  cancelled: 'Not made',
  'entered-in-error': 'Entered in error',
  unknown: 'Not known',
} as const;
export type ObservationStatus = keyof typeof observationStatuses;

export const validStatuses = ['final', 'amended', 'corrected'] as const;

export const interpretations = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  critical: 'Critical',
} as const;
export type Interpretation = keyof typeof interpretations;
const interpretation = z.enum(Object.keys(interpretations) as [Interpretation]);

export const observation = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patientId: z.uuid(),
  /** LOINC, e.g. `4548-4`. */
  code: z.string(),
  title: z.string(),
  /** As it was said, e.g. `8.1`, `< 0.5` or `positive`. */
  valueText: z.string(),
  /** The same as a number, where it is one and exact. */
  valueNumber: z.nullable(z.number()),
  /** UCUM where the sender says so, e.g. `mmol/L`. */
  unit: z.nullable(z.string()),
  interpretation: z.nullable(interpretation),
  status: z.enum(Object.keys(observationStatuses) as [ObservationStatus]),
  /** When it was measured, or the specimen taken. */
  effectiveAt: instant,
  /** `entered by staff`, or the system of the sender's own number. */
  source: z.string(),
  /** The sender's own number of the value; `null` where staff entered it. */
  referenceId: z.nullable(z.string()),
  /** Set exactly while the status is entered in error. */
  inErrorBecause: z.nullable(z.string()),
  recordedAt: instant,
  version: z.int().check(z.positive()),
});
export type Observation = z.infer<typeof observation>;

export const loincCode = z.string().check(z.regex(/^\d{1,7}-\d$/));

export const listPatientObservations = endpoint({
  name: 'listPatientObservations',
  method: 'GET',
  path: '/api/results/patients/:patientId/observations',
  summary:
    "A patient's laboratory values in the clinics that the caller may see, the newest first (200 at most).",
  access: 'result:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(observation) }),
  showsPatients: true,
});

export const recordObservation = endpoint({
  name: 'recordObservation',
  method: 'POST',
  path: '/api/results/observations/record',
  summary: 'Record a laboratory value that is on paper, or was told.',
  access: 'result:record',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    code: loincCode,
    title: line({ max: 200 }),
    valueText: line({ max: 200 }),
    /** The same as a number, where it is one and exact. */
    valueNumber: z._default(z.nullable(z.number().check(z.gte(-1e9), z.lte(1e9))), null),
    unit: z._default(z.nullable(line({ max: 40 })), null),
    interpretation: z._default(z.nullable(interpretation), null),
    /** When it was measured, or the specimen taken; not in the future. */
    effectiveAt: instant,
  }),
  answer: observation,
  rules: ['chart-retired', 'in-the-future'],
  showsPatients: true,
});

export const markObservationInError = endpoint({
  name: 'markObservationInError',
  method: 'POST',
  path: '/api/results/observations/:observationId/mark-in-error',
  summary:
    'Mark a value as entered in error, for a reason; it stays to be seen and counts no more.',
  access: 'result:record',
  params: z.strictObject({ observationId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    reason: line({ max: 200 }),
  }),
  answer: observation,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const observationEndpoints = [
  listPatientObservations,
  recordObservation,
  markObservationInError,
] as const;

/** Feed `results:<clinic>`; the payload is the observation after the change. */
export interface ObservationChange {
  type:
    | 'results.observation-recorded'
    | 'results.observation-changed'
    | 'results.observation-marked-in-error';
  payload: Observation;
}

export interface ObservationState {
  observations: ById<Observation>;
}

export function applyObservationChange(
  state: ObservationState,
  change: ObservationChange,
): ObservationState {
  return { observations: upsertVersioned(state.observations, change.payload) };
}
