// Two charts of one person: linked as possible duplicates, told apart, or one retired in favour of the other. Nothing
// is merged: what stands in a retired chart stays there to be read.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import { line } from './text.ts';

export const possibleDuplicate = z.strictObject({
  id: z.uuid(),
  /** The other of the two charts. */
  other: patientSummary,
  note: z.string(),
  version: z.int(),
});
export type PossibleDuplicate = z.infer<typeof possibleDuplicate>;

/** The clinic that writes; charts are the organization's. */
const clinicId = z.uuid();
const ofPatient = z.strictObject({ patientId: z.uuid() });

export const linkDuplicate = endpoint({
  name: 'linkDuplicate',
  method: 'POST',
  path: '/api/patients/:patientId/duplicates/link',
  summary: 'Say that two charts may be of one person, so that whoever opens one sees the other.',
  access: 'patient:register',
  clinic: 'body',
  params: ofPatient,
  body: z.strictObject({ clinicId, otherId: z.uuid(), note: line({ max: 200 }) }),
  answer: possibleDuplicate,
  rules: ['already-linked', 'chart-retired'],
  showsPatients: true,
});

export const tellApart = endpoint({
  name: 'tellApart',
  method: 'POST',
  path: '/api/duplicates/:linkId/tell-apart',
  summary: 'Say that two linked charts are of two persons.',
  access: 'chart:retire',
  clinic: 'body',
  params: z.strictObject({ linkId: z.uuid() }),
  body: z.strictObject({
    clinicId,
    expectedVersion: z.int32().check(z.positive()),
    reason: line({ max: 200 }),
  }),
  answer: z.strictObject({ version: z.int() }),
});

export const retireChart = endpoint({
  name: 'retireChart',
  method: 'POST',
  path: '/api/patients/:patientId/retire',
  summary:
    'Retire a chart in favour of another of the same person. Nothing attaches to it any more; all of it stays readable.',
  access: 'chart:retire',
  clinic: 'body',
  params: ofPatient,
  body: z.strictObject({ clinicId, survivorId: z.uuid(), reason: line({ max: 200 }) }),
  answer: z.strictObject({ survivor: patientSummary }),
  rules: ['chart-retired', 'still-in-use'],
  showsPatients: true,
});

export const chartEndpoints = [linkDuplicate, tellApart, retireChart] as const;

/** Feed `patients:organization`; thin: whose chart it is. */
export interface ChartChange {
  type: 'patients.duplicate-linked' | 'patients.duplicate-told-apart' | 'patients.chart-retired';
  payload: { patientId: string };
}
