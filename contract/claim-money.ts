// What a payer said of money, line by line: integer cents throughout, and why an amount was not paid.
import * as z from 'zod/mini';
import { localDate } from './time.ts';

/** CAS01. CR left the 835 in 005010; it comes in older files only. */
export const adjustmentGroups = {
  CO: 'Contractual',
  PR: 'Patient responsibility',
  OA: 'Other',
  PI: 'Payer initiated',
  CR: 'Correction',
} as const;
export type AdjustmentGroup = keyof typeof adjustmentGroups;

/**
 * What an adjustment is, told by its codes: a `write-off` that the contract asks for, the `patient`’s part, what `another`
 * payer has paid or forwards, or a `denied` amount that somebody has to do something about.
 */
export const adjustmentClasses = {
  'write-off': 'Contractual write-off',
  patient: 'Patient’s part',
  another: 'Another payer’s part',
  denied: 'Denied',
} as const;
export type AdjustmentClass = keyof typeof adjustmentClasses;

/** Why something was denied, told by the codes of the payer. What went wrong with us is the root cause. */
export const denialCauses = {
  authorization: 'Authorization',
  eligibility: 'Eligibility',
  'timely-filing': 'Filing limit',
  coordination: 'Another payer first',
  'medical-necessity': 'Medical necessity',
  'missing-information': 'Missing information',
  coding: 'Coding',
  duplicate: 'Duplicate',
  bundled: 'Bundled',
  'non-covered': 'Not covered',
  maximum: 'Benefit maximum',
  'provider-enrolment': 'Provider enrolment',
  other: 'Other',
} as const;
export type DenialCause = keyof typeof denialCauses;
export const denialCause = z.enum(Object.keys(denialCauses) as [DenialCause]);

/** What led to it on our side, as whoever works it sees it. */
export const rootCauses = {
  registration: 'Registered wrongly',
  'eligibility-not-checked': 'Coverage not verified',
  'authorization-missed': 'Authorization not asked for',
  'coding-error': 'Coded wrongly',
  documentation: 'Not documented',
  'filed-late': 'Filed too late',
  'payer-error': 'The payer’s mistake',
  contract: 'The contract is read differently',
  other: 'Something else',
} as const;
export type RootCause = keyof typeof rootCauses;

export const cents = z.int32();

export const adjustment = z.strictObject({
  group: z.enum(Object.keys(adjustmentGroups) as [AdjustmentGroup]),
  /** CARC, as `197`. */
  reason: z.string(),
  /** Integer cents; what was not paid is positive. */
  cents,
  is: z.enum(Object.keys(adjustmentClasses) as [AdjustmentClass]),
});
export type ClaimAdjustment = z.infer<typeof adjustment>;

/**
 * Where the money of a claim or a line is: `charge = paid + writtenOff + patient + another + open`, always. All are integer
 * cents, over everything that was posted, reversals included.
 */
export const moneyStanding = z.strictObject({
  chargeCents: cents,
  paidCents: cents,
  /** By contract, or by our own decision. */
  writtenOffCents: cents,
  patientCents: cents,
  anotherCents: cents,
  /** What nobody has paid, written off or taken over; below zero = paid too much. */
  openCents: cents,
  /** The part of it that was denied. */
  deniedCents: cents,
});
export type MoneyStanding = z.infer<typeof moneyStanding>;

export const claimLine = z.strictObject({
  /** As on the claim, from 1; 0 = what the payer said of the claim as a whole. */
  number: z.int(),
  procedure: z.string(),
  modifiers: z.array(z.string()),
  revenueCode: z.nullable(z.string()),
  /** Decimal text, as `1.5`. */
  units: z.string(),
  diagnosisPointers: z.array(z.int()),
  fromOn: z.nullable(localDate),
  toOn: z.nullable(localDate),
  ...moneyStanding.shape,
  /** What the payer allows; `null` = not said. */
  allowedCents: z.nullable(cents),
  /** By our fee schedule; `null` = it says nothing. */
  expectedCents: z.nullable(cents),
  /** Net over everything that was posted. */
  adjustments: z.array(adjustment),
  /** RARC. */
  remarks: z.array(z.string()),
});
export type ClaimLine = z.infer<typeof claimLine>;
