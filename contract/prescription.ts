// What a prescriber ordered, what the pharmacy gave out on it, and when the patient runs out.
import * as z from 'zod/mini';
import type { deaSchedules } from './staff-member.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

/** As FHIR Medication.code, form and strength; the words are the truth, the code helps. */
const drug = {
  /** RxNorm concept (RXCUI), where it is known. */
  rxnorm: z.nullable(z.string().check(z.regex(/^\d{1,8}$/, { message: 'is an RxNorm number' }))),
  /** Generic name, e.g. `Metformin`. */
  name: line({ max: 120 }),
  /** e.g. `tablet`. */
  form: line({ min: 0, max: 60 }),
  /** e.g. `500 mg`. */
  strength: line({ min: 0, max: 60 }),
};

const amount = z.number().check(z.positive(), z.lte(99_999), z.multipleOf(0.001));
const days = z.int().check(z.gte(1), z.lte(365));

/** What is ordered, asked for or given out: the side of a comparison. */
export const medicationOrder = z.strictObject({
  ...drug,
  /** How to take it, as the label says. */
  sig: line({ min: 0, max: 300 }),
  /** Of `unit`, at most three decimals; `null` = not said. */
  quantity: z.nullable(amount),
  /** e.g. `tablet`, `mL`. */
  unit: line({ min: 0, max: 30 }),
  /** How long one fill lasts. */
  daysSupply: z.nullable(days),
  /** Fills after the first (FHIR numberOfRepeatsAllowed); `null` = not said. */
  repeats: z.nullable(z.int().check(z.gte(0), z.lte(99))),
});
export type MedicationOrder = z.infer<typeof medicationOrder>;

export const controlledSchedules = {
  '2': 'C-II',
  '2n': 'C-II N',
  '3': 'C-III',
  '3n': 'C-III N',
  '4': 'C-IV',
  '5': 'C-V',
} as const satisfies Record<(typeof deaSchedules)[number], string>;
export type ControlledSchedule = keyof typeof controlledSchedules;

/** FHIR MedicationRequest.status, as far as a prescription that is kept has one. */
export const prescriptionStates = {
  active: 'Active',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled before use',
  stopped: 'Stopped',
  'entered-in-error': 'Entered in error',
} as const;
export type PrescriptionState = keyof typeof prescriptionStates;

/** FHIR MedicationDispense.status: `in-progress` is ready for pickup, `completed` was picked up. */
export const fillStates = {
  'in-progress': 'Ready',
  completed: 'Picked up',
  stopped: 'Returned to stock',
  cancelled: 'Cancelled',
  'entered-in-error': 'Entered in error',
} as const;
export type FillState = keyof typeof fillStates;

/** How a drug reaches the patient from the pharmacy. */
export const supplyWays = { pickup: 'Pickup', delivery: 'Delivery', mail: 'Mail' } as const;
export type SupplyWay = keyof typeof supplyWays;

export const prescriptionFill = z.strictObject({
  id: z.uuid(),
  /** 1 = the first; the parts of one fill share its number. */
  number: z.int(),
  filledOn: localDate,
  status: z.enum(Object.keys(fillStates) as [FillState]),
  /** As it was given out, which may differ from what was ordered. */
  ...drug,
  sig: z.string(),
  quantity: z.nullable(z.number()),
  unit: z.string(),
  /** As the pharmacy said; `null` = not said. */
  daysSupply: z.nullable(z.int()),
});
export type PrescriptionFill = z.infer<typeof prescriptionFill>;

/** Why nobody knows when the patient runs out. */
export const unknownSupplies = {
  'as-needed': 'Taken as needed',
  'not-countable': 'The days of such a drug cannot be counted',
  'no-fill': 'No fill is known',
  'no-days': 'Nobody said for how long a fill lasts',
  'no-prescription': 'No prescription is matched',
} as const;
export type UnknownSupply = keyof typeof unknownSupplies;

/** The first local date on which nothing is left, counted from what was given out with what was left over before. */
export const supply = z.strictObject({
  runsOutOn: z.nullable(localDate),
  unknownBecause: z.nullable(z.enum(Object.keys(unknownSupplies) as [UnknownSupply])),
});
export type Supply = z.infer<typeof supply>;

export const pharmacyChoice = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  way: z.enum(Object.keys(supplyWays) as [SupplyWay]),
  /** Days on the way to the patient; 0 for pickup. */
  transitDays: z.int(),
});
export type PharmacyChoice = z.infer<typeof pharmacyChoice>;

export const prescription = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patientId: z.uuid(),
  order: medicationOrder,
  schedule: z.nullable(z.enum(Object.keys(controlledSchedules) as [ControlledSchedule])),
  asNeeded: z.boolean(),
  status: z.enum(Object.keys(prescriptionStates) as [PrescriptionState]),
  issuedOn: localDate,
  /** The last day on which it may be filled; `null` = no limit is known. */
  expiresOn: z.nullable(localDate),
  /** Since when the patient takes the drug, over all its prescriptions; `null` = not known. */
  startedOn: z.nullable(localDate),
  /** Staff member; `null` = somebody outside, named below. */
  prescriberId: z.nullable(z.uuid()),
  prescriberName: z.string(),
  pharmacy: z.nullable(pharmacyChoice),
  /** The prescription that this one renews (FHIR priorPrescription). */
  priorId: z.nullable(z.uuid()),
  /** Newest first. */
  fills: z.array(prescriptionFill),
  supply,
  createdAt: instant,
  version: z.int(),
});
export type Prescription = z.infer<typeof prescription>;

/** Authorized fills that the pharmacy has not begun: repeats exclude the first fill. `null` = not known. */
export function fillsLeft({ order, fills }: Pick<Prescription, 'order' | 'fills'>): number | null {
  if (order.repeats === null) return null;
  const given = fills.filter(({ status }) => status === 'completed' || status === 'in-progress');
  return Math.max(0, order.repeats + 1 - Math.max(0, ...given.map(({ number }) => number)));
}
