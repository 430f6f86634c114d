// Prescriptions as they are known here: read, written down, filled, ended.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { medicationOrder, prescription, supplyWays, type SupplyWay } from './prescription.ts';
import { refillNote } from './refill-request.ts';
import { line } from './text.ts';
import { localDate } from './time.ts';

const expectedVersion = z.int32().check(z.positive());
const supplyWay = z.enum(Object.keys(supplyWays) as [SupplyWay]);

export const listPatientPrescriptions = endpoint({
  name: 'listPatientPrescriptions',
  method: 'GET',
  path: '/api/refills/patients/:patientId/prescriptions',
  summary: "A patient's prescriptions with their fills, active ones first (100 at most).",
  access: 'refill:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(prescription) }),
  showsPatients: true,
});

const prescriptionSaid = z.pick(prescription, {
  order: true,
  schedule: true,
  asNeeded: true,
  issuedOn: true,
  expiresOn: true,
  startedOn: true,
  prescriberId: true,
}).shape;

export const addPrescription = endpoint({
  name: 'addPrescription',
  method: 'POST',
  path: '/api/refills/prescriptions/add',
  summary:
    'Write down a prescription that was issued elsewhere, e.g. in the EHR; nothing is ordered by it.',
  access: 'refill:decide',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    ...prescriptionSaid,
    prescriberName: line({ min: 0, max: 120 }),
    pharmacyId: z.nullable(z.uuid()),
    way: z._default(supplyWay, 'pickup'),
    priorId: z._default(z.nullable(z.uuid()), null),
  }),
  answer: prescription,
  rules: ['pharmacy-cannot', 'too-many-repeats', 'not-their-prescription'],
  showsPatients: true,
});

export const recordFill = endpoint({
  name: 'recordFill',
  method: 'POST',
  path: '/api/refills/prescriptions/:prescriptionId/record-fill',
  summary: 'Write down what the pharmacy gave out; when the patient runs out follows from it.',
  access: 'refill:take-in',
  params: z.strictObject({ prescriptionId: z.uuid() }),
  body: z.strictObject({
    expectedVersion,
    filledOn: localDate,
    status: z.enum(['in-progress', 'completed']),
    /** `null` = another part of the last fill. */
    number: z.nullable(z.int().check(z.gte(1), z.lte(100))),
    given: medicationOrder,
  }),
  answer: prescription,
  rules: ['not-active'],
  showsPatients: true,
});

/** How a prescription ends by hand. */
export const prescriptionEnds = ['stopped', 'completed', 'cancelled', 'entered-in-error'] as const;

export const endPrescription = endpoint({
  name: 'endPrescription',
  method: 'POST',
  path: '/api/refills/prescriptions/:prescriptionId/end',
  summary: 'The prescription is not valid any more.',
  access: 'refill:decide',
  params: z.strictObject({ prescriptionId: z.uuid() }),
  body: z.strictObject({ expectedVersion, as: z.enum(prescriptionEnds), note: refillNote }),
  answer: prescription,
  rules: ['not-active'],
  showsPatients: true,
});

export const prescriptionEndpoints = [
  listPatientPrescriptions,
  addPrescription,
  recordFill,
  endPrescription,
] as const;
