// Coverages: which payer pays for a patient, in which order, when, and how well that is known.
import * as z from 'zod/mini';
import { eligibilityCheck } from './eligibility.ts';
import { endpoint } from './endpoint.ts';
import { addPayer, changePayer, listPayers, payer } from './payer.ts';
import { line } from './text.ts';
import { localDate } from './time.ts';

/** Who is billed first, next and last; at most one of each on one day. */
export const coverageOrders = ['primary', 'secondary', 'tertiary'] as const;
export type CoverageOrder = (typeof coverageOrders)[number];

/** What the patient is to who holds the policy. */
export const relationships = {
  self: 'Self',
  spouse: 'Spouse',
  child: 'Child',
  other: 'Other',
} as const;
export type Relationship = keyof typeof relationships;

/** How somebody made sure that the coverage stands. */
export const verificationWays = {
  card: 'Card seen',
  phone: 'Phone call',
  'payer-site': 'Payer’s site',
  'eligibility-response': 'Eligibility response (271)',
} as const;
export type VerificationWay = keyof typeof verificationWays;
const verificationWay = z.enum(Object.keys(verificationWays) as [VerificationWay]);

const cents = z.int().check(z.gte(0), z.lte(100_000_000));
const amounts = {
  /** Integer cents; `null` = not told. */
  copayCents: z.nullable(cents),
  deductibleCents: z.nullable(cents),
  /** What of the deductible is still open. */
  deductibleLeftCents: z.nullable(cents),
};

const subscriber = z.strictObject({
  family: line({ max: 80 }),
  given: line({ max: 80 }),
  birthOn: localDate,
});

const coverageFields = {
  planName: line({ max: 100 }),
  memberId: line({ max: 80 }),
  groupNumber: z.nullable(line({ max: 50 })),
  order: z.enum(coverageOrders),
  relationship: z.enum(Object.keys(relationships) as [Relationship]),
  /** Who holds the policy; `null` exactly when the patient does. */
  subscriber: z.nullable(subscriber),
  effectiveFrom: localDate,
  /** The last day that is covered; `null` = no end known. */
  endsOn: z.nullable(localDate),
};

/** A coverage as it is told of first. */
export const newCoverage = z.strictObject({ payerId: z.uuid(), ...coverageFields });
export type NewCoverage = z.infer<typeof newCoverage>;

export const coverage = z.strictObject({
  id: z.uuid(),
  patientId: z.uuid(),
  payer: z.pick(payer, { id: true, name: true, lineOfBusiness: true }),
  ...coverageFields,
  /** The last time that somebody made sure; `null` = never. */
  verification: z.nullable(
    z.strictObject({
      on: localDate,
      /** Who, as in lists; `null` for the system. */
      by: z.nullable(z.string()),
      how: verificationWay,
    }),
  ),
  /** What the patient pays, as it was known on that day; `null` = not known. */
  known: z.nullable(z.strictObject({ on: localDate, ...amounts })),
  /** The day on which the payer said that it is not active; `null` once something else is known. */
  inactiveOn: z.nullable(localDate),
  /** The last question to the payer; `null` = none yet. */
  check: z.nullable(eligibilityCheck),
  /** False for one that was entered by mistake: it counts for nothing and is kept. */
  valid: z.boolean(),
  version: z.int(),
});
export type Coverage = z.infer<typeof coverage>;

export type CoverageStanding =
  | 'in-order'
  | 'inactive'
  | 'never-verified'
  | 'verified-long-ago'
  | 'not-yet'
  | 'ended'
  | 'mistaken';

/** How a coverage stands for a service on a day, seen on `today`, under the clinic's rule. */
export function coverageStanding(
  { valid, effectiveFrom, endsOn, verification, inactiveOn }: Coverage,
  day: { on: string; today: string; verifyWithinDays: number },
): CoverageStanding {
  if (!valid) return 'mistaken';
  if (endsOn !== null && endsOn < day.on) return 'ended';
  if (effectiveFrom > day.on) return 'not-yet';
  if (inactiveOn !== null) return 'inactive';
  if (verification === null) return 'never-verified';
  return daysBetween(verification.on, day.today) > day.verifyWithinDays
    ? 'verified-long-ago'
    : 'in-order';
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

/** What the desk must see to at check-in. A hint, never a block. */
export const coverageAlert = z.strictObject({
  about: z.enum([
    'no-coverage',
    'not-yet',
    'ended',
    'inactive',
    'never-verified',
    'verified-long-ago',
  ]),
  coverageId: z.nullable(z.uuid()),
  payerName: z.nullable(z.string()),
  /** The day that it is about: of the end, the beginning, or the last verification. */
  on: z.nullable(localDate),
  /** The last question to the payer, and whether the clinic can put another now. */
  check: z.nullable(eligibilityCheck),
  canBeAsked: z.boolean(),
});
export type CoverageAlert = z.infer<typeof coverageAlert>;

/** The first thing that is not in order about who pays on that day; `null` when nothing is. `askable`: ids. */
export function coverageAlertOf(
  coverages: readonly Coverage[],
  day: { on: string; today: string; verifyWithinDays: number },
  askable: readonly string[] = [],
): CoverageAlert | null {
  const standings = coverages
    .map((each) => ({ each, standing: coverageStanding(each, day) }))
    .filter(({ standing }) => standing !== 'mistaken');
  const paying = standings
    .filter(({ standing }) => standing !== 'ended' && standing !== 'not-yet')
    .sort((a, b) => rankOf(a.each) - rankOf(b.each));
  const found =
    paying.length > 0
      ? paying.find(({ standing }) => standing !== 'in-order')
      : (latestEnded(standings) ?? standings[0]);
  if (!found) {
    if (paying.length > 0) return null;
    return {
      about: 'no-coverage',
      coverageId: null,
      payerName: null,
      on: null,
      check: null,
      canBeAsked: false,
    };
  }
  const { each, standing } = found;
  return {
    about: standing as CoverageAlert['about'],
    coverageId: each.id,
    payerName: each.payer.name,
    on: dayOf(each, standing),
    check: each.check,
    canBeAsked: askable.includes(each.id),
  };
}

function rankOf({ order }: Coverage): number {
  return coverageOrders.indexOf(order);
}

function latestEnded<T extends { each: Coverage; standing: CoverageStanding }>(
  standings: readonly T[],
): T | undefined {
  return standings
    .filter(({ standing }) => standing === 'ended')
    .sort((a, b) => (b.each.endsOn ?? '').localeCompare(a.each.endsOn ?? ''))[0];
}

function dayOf(each: Coverage, standing: CoverageStanding): string | null {
  if (standing === 'ended') return each.endsOn;
  if (standing === 'inactive') return each.inactiveOn;
  return standing === 'not-yet' ? each.effectiveFrom : (each.verification?.on ?? null);
}

/** Those that count first, in the order of billing; then the ended, last ended first; mistakes last. */
export function compareCoverages(a: Coverage, b: Coverage): number {
  return (
    Number(b.valid) - Number(a.valid) ||
    (b.endsOn ?? '9999').localeCompare(a.endsOn ?? '9999') ||
    rankOf(a) - rankOf(b) ||
    a.id.localeCompare(b.id)
  );
}

const expectedVersion = z.int32().check(z.positive());
/** The clinic that writes; coverages are the organization's. */
const clinicId = z.uuid();
const ofPatient = z.strictObject({ patientId: z.uuid() });
const byId = z.strictObject({ coverageId: z.uuid() });
const verifyWithinDays = z.int();

export const listCoverages = endpoint({
  name: 'listCoverages',
  method: 'GET',
  path: '/api/patients/:patientId/coverages',
  summary: "A patient's coverages, those in force first, with the clinic's rule of verification.",
  access: 'coverage:read',
  clinic: 'query',
  params: ofPatient,
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({
    items: z.array(coverage),
    /** Dated rule of the clinic: a coverage verified longer ago counts as out of date. */
    verifyWithinDays,
    /** Today in the clinic. */
    today: localDate,
    /** Coverages of these whose payer the clinic can ask now. */
    askable: z.array(z.uuid()),
  }),
  showsPatients: true,
});

export const getCoverageAlert = endpoint({
  name: 'getCoverageAlert',
  method: 'GET',
  path: '/api/patients/:patientId/coverage-alert',
  summary: 'What the desk must see to about who pays for a visit on a day.',
  access: 'coverage:read',
  clinic: 'query',
  params: ofPatient,
  query: z.strictObject({ clinicId, date: localDate }),
  answer: z.strictObject({ alert: z.nullable(coverageAlert), verifyWithinDays }),
  showsPatients: true,
});

export const addCoverage = endpoint({
  name: 'addCoverage',
  method: 'POST',
  path: '/api/patients/:patientId/coverages/add',
  summary: 'Add a coverage.',
  access: 'coverage:edit',
  clinic: 'body',
  params: ofPatient,
  body: z.strictObject({ clinicId, payerId: z.uuid(), ...coverageFields }),
  answer: coverage,
  rules: ['order-taken', 'chart-retired'],
  showsPatients: true,
});

export const changeCoverage = endpoint({
  name: 'changeCoverage',
  method: 'POST',
  path: '/api/patients/coverages/:coverageId/change',
  summary: 'Change a coverage. Another payer, plan or member number has not been verified.',
  access: 'coverage:edit',
  clinic: 'body',
  params: byId,
  body: z.strictObject({ clinicId, expectedVersion, payerId: z.uuid(), ...coverageFields }),
  answer: coverage,
  rules: ['order-taken', 'mistaken'],
  showsPatients: true,
});

export const verifyCoverage = endpoint({
  name: 'verifyCoverage',
  method: 'POST',
  path: '/api/patients/coverages/:coverageId/verify',
  summary: 'Record that the coverage was made sure of today, with the amounts that were told.',
  access: 'coverage:edit',
  clinic: 'body',
  params: byId,
  body: z.strictObject({ clinicId, expectedVersion, how: verificationWay, ...amounts }),
  answer: coverage,
  rules: ['mistaken'],
  showsPatients: true,
});

export const checkEligibility = endpoint({
  name: 'checkEligibility',
  method: 'POST',
  path: '/api/patients/coverages/:coverageId/check-eligibility',
  summary: 'Ask the payer whether the coverage is active today; the answer comes by itself.',
  access: 'coverage:edit',
  clinic: 'body',
  params: byId,
  body: z.strictObject({ clinicId }),
  answer: coverage,
  rules: [
    'no-interface',
    'kept-from-plan',
    'not-in-force',
    'already-asked',
    'cannot-be-written',
    'mistaken',
    'deceased',
    'chart-retired',
  ],
  showsPatients: true,
});

export const endCoverage = endpoint({
  name: 'endCoverage',
  method: 'POST',
  path: '/api/patients/coverages/:coverageId/end',
  summary: 'End a coverage on its last covered day, or mark it as entered by mistake.',
  access: 'coverage:edit',
  clinic: 'body',
  params: byId,
  body: z.strictObject({
    clinicId,
    expectedVersion,
    /** The last day that is covered; `null` = it was entered by mistake. */
    endsOn: z.nullable(localDate),
  }),
  answer: coverage,
  rules: ['mistaken'],
  showsPatients: true,
});

export const coverageEndpoints = [
  listPayers,
  addPayer,
  changePayer,
  listCoverages,
  getCoverageAlert,
  addCoverage,
  changeCoverage,
  verifyCoverage,
  checkEligibility,
  endCoverage,
] as const;

/** Feed `patients:organization`; thin: whose it is, so that who shows that patient asks again. */
export interface CoverageChange {
  type: 'patients.coverage-changed' | 'patients.payer-changed';
  payload: { patientId: string } | null;
}
