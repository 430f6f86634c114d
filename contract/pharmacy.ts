// Pharmacies of the organization: where prescriptions go, and how they reach the patient from there.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { line } from './text.ts';

const transitDays = z.nullable(z.int().check(z.gte(0), z.lte(30)));

const said = {
  /** NCPDP provider identifier. */
  ncpdpId: z.string().check(z.regex(/^\d{7}$/, { message: 'is seven digits' })),
  name: line({ max: 120 }),
  address: line({ max: 200 }),
  /** E.164 in answers; as typed in requests. */
  phone: z.nullable(line({ max: 30 })),
  pickup: z.boolean(),
  /** Days on the way; `null` = it does not bring, or send, anything. */
  deliveryDays: transitDays,
  mailDays: transitDays,
};

export const pharmacy = z.strictObject({ id: z.uuid(), ...said, version: z.int() });
export type Pharmacy = z.infer<typeof pharmacy>;

export const searchPharmacies = endpoint({
  name: 'searchPharmacies',
  method: 'POST',
  path: '/api/patients/pharmacies/search',
  summary:
    'Pharmacies by the beginning of a word of their name or address, or by NCPDP identifier.',
  access: 'patient:read',
  body: z.strictObject({ text: line({ min: 0, max: 80 }) }),
  answer: z.strictObject({ items: z.array(pharmacy) }),
  idempotent: false,
});

export const addPharmacy = endpoint({
  name: 'addPharmacy',
  method: 'POST',
  path: '/api/patients/pharmacies/add',
  summary: 'Add a pharmacy; the whole organization can choose it from then on.',
  access: 'pharmacy:add',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), ...said }),
  answer: pharmacy,
  rules: ['known-pharmacy'],
});

export const pharmacyEndpoints = [searchPharmacies, addPharmacy] as const;
