// Payers: who pays for care beside the patient. Rows of the organization, chosen in coverages.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { line } from './text.ts';

/** How a payer's plans are bought and regulated; rules about claims and deadlines differ by it. */
export const linesOfBusiness = {
  commercial: 'Commercial',
  marketplace: 'Marketplace',
  medicare: 'Medicare',
  'medicare-advantage': 'Medicare Advantage',
  medicaid: 'Medicaid',
  'medicaid-managed': 'Medicaid managed care',
  military: 'Military',
  'workers-compensation': 'Workers’ compensation',
  other: 'Other',
} as const;
export type LineOfBusiness = keyof typeof linesOfBusiness;
const lineOfBusiness = z.enum(Object.keys(linesOfBusiness) as [LineOfBusiness]);

/** What a payer's plans pay for. */
export const coverageKinds = {
  medical: 'Medical',
  pharmacy: 'Pharmacy',
  behavioral: 'Behavioral health',
  dental: 'Dental',
  vision: 'Vision',
} as const;
export type CoverageKind = keyof typeof coverageKinds;
const coverageKind = z.enum(Object.keys(coverageKinds) as [CoverageKind]);

const payerFields = {
  name: line({ max: 100 }),
  /** X12 NM109 of the payer's loop, as the clearing house knows it; `null` until it is known. */
  payerIdentifier: z.nullable(z.string().check(z.regex(/^[A-Z0-9][A-Z0-9-]{1,79}$/))),
  lineOfBusiness,
  kinds: z.array(coverageKind).check(z.minLength(1), z.maxLength(5)),
};

export const payer = z.strictObject({
  id: z.uuid(),
  ...payerFields,
  /** Can be chosen in a new coverage. */
  active: z.boolean(),
  version: z.int(),
});
export type Payer = z.infer<typeof payer>;

export const listPayers = endpoint({
  name: 'listPayers',
  method: 'GET',
  path: '/api/patients/payers',
  summary: "The organization's payers, by name.",
  access: 'coverage:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(payer) }),
});

export const addPayer = endpoint({
  name: 'addPayer',
  method: 'POST',
  path: '/api/patients/payers/add',
  summary: 'Add a payer that coverages can name.',
  access: 'payer:manage',
  clinic: 'body',
  body: z.strictObject({
    /** The clinic that adds it; payers are the organization's. */
    clinicId: z.uuid(),
    ...payerFields,
  }),
  answer: payer,
  rules: ['payer-exists'],
});

export const changePayer = endpoint({
  name: 'changePayer',
  method: 'POST',
  path: '/api/patients/payers/:payerId/change',
  summary: 'Change a payer, or take it out of the choice for new coverages.',
  access: 'payer:manage',
  clinic: 'body',
  params: z.strictObject({ payerId: z.uuid() }),
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion: z.int32().check(z.positive()),
    ...payerFields,
    active: z.boolean(),
  }),
  answer: payer,
  rules: ['payer-exists'],
});
