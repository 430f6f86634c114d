// Pharmacies of the organization: where prescriptions go, how they reach the patient from there, and whose network each is in.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { line } from './text.ts';
import { localDate } from './time.ts';

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

/** How a payer's plans treat a pharmacy, as one of its notices says. */
export const networkStandings = {
  preferred: 'Preferred',
  'in-network': 'In network',
  'out-of-network': 'Out of network',
  unknown: 'Not known',
} as const;
export type NetworkStanding = keyof typeof networkStandings;

/** What holds from a day until the next one of the same payer begins. */
export const pharmacyNetwork = z.strictObject({
  id: z.uuid(),
  payerId: z.uuid(),
  payerName: z.string(),
  standing: z.enum(Object.keys(networkStandings) as [NetworkStanding]),
  fromOn: localDate,
});
export type PharmacyNetwork = z.infer<typeof pharmacyNetwork>;

export function networkOn(
  network: readonly PharmacyNetwork[],
  { payerId, on }: { payerId: string; on: string },
): NetworkStanding {
  const begun = network.filter((one) => one.payerId === payerId && one.fromOn <= on);
  const last = begun.reduce<PharmacyNetwork | null>(
    (latest, one) => (latest && latest.fromOn >= one.fromOn ? latest : one),
    null,
  );
  return last?.standing ?? 'unknown';
}

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

const pharmacyId = z.uuid();
const expectedVersion = z.int32().check(z.positive());

export const changePharmacy = endpoint({
  name: 'changePharmacy',
  method: 'POST',
  path: '/api/patients/pharmacies/:pharmacyId/change',
  summary: 'Change what is known of a pharmacy, for everybody who has chosen it.',
  access: 'pharmacy:manage',
  clinic: 'body',
  params: z.strictObject({ pharmacyId }),
  body: z.strictObject({ clinicId: z.uuid(), expectedVersion, ...said }),
  answer: pharmacy,
  rules: ['known-pharmacy'],
});

const networkAnswer = z.strictObject({ pharmacy, network: z.array(pharmacyNetwork) });

export const listPharmacyNetwork = endpoint({
  name: 'listPharmacyNetwork',
  method: 'GET',
  path: '/api/patients/pharmacies/:pharmacyId/network',
  summary: 'How each payer treats a pharmacy and from when, by payer, the newest first.',
  access: 'patient:read',
  params: z.strictObject({ pharmacyId }),
  answer: networkAnswer,
});

export const changePharmacyNetwork = endpoint({
  name: 'changePharmacyNetwork',
  method: 'POST',
  path: '/api/patients/pharmacies/:pharmacyId/change-network',
  summary:
    'Say how a payer treats a pharmacy from a day on; said of the same day again, it is corrected.',
  access: 'pharmacy:manage',
  clinic: 'body',
  params: z.strictObject({ pharmacyId }),
  body: z.strictObject({
    clinicId: z.uuid(),
    /** Of the pharmacy. */
    expectedVersion,
    ...z.pick(pharmacyNetwork, { payerId: true, standing: true, fromOn: true }).shape,
  }),
  answer: networkAnswer,
});

export const pharmacyEndpoints = [
  searchPharmacies,
  addPharmacy,
  changePharmacy,
  listPharmacyNetwork,
  changePharmacyNetwork,
] as const;
