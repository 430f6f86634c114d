// What can be wrong with a line of a file.
import * as z from 'zod/mini';

export const importProblemCodes = {
  unreadable: 'The line cannot be read.',
  'missing-value': 'A needed value is missing.',
  'bad-value': 'The value cannot be read.',
  'value-left-out': 'The value cannot be read; the line comes without it.',
  'duplicate-in-file': 'The identifier stands on an earlier line of this file.',
  'possible-duplicate': 'Somebody of this name and birth date has a chart already.',
  'provider-exists':
    'A provider of the clinic has this name; the same NPI on both would say that they are one.',
  'visit-type-differs': 'The clinic has a visit type of this name with another length.',
  'place-not-kept': 'Only clinics are kept as places; rooms, wings, vehicles and homes are not.',
  'unknown-clinic':
    'No clinic that you configure has this name; the field “Clinic” can say which it is.',
  'other-clinic': 'It belongs to another clinic; take it over there.',
  'hours-there': 'The provider has hours in the clinic on these days already; they stay.',
  'hours-overlap': 'The provider has other hours at this time on an earlier line of this file.',
  'contact-there': 'The patient has a contact of this name already.',
  'contacts-full': 'The chart holds as many contacts as it can.',
  'chart-retired': 'The chart is retired; nothing attaches to it any more.',
  'unknown-payer': 'No active payer has this name or identifier.',
  'order-taken': 'Another coverage of the patient is billed in this order on some of these days.',
  'changed-since-check': 'What the line needs has changed since the check.',
  'unknown-patient': 'No patient is known by this identifier.',
  'unknown-provider': 'No provider of the clinic is known by this name or identifier.',
  'unknown-visit-type': 'The clinic has no active visit type of this name.',
  'in-the-past': 'It lies in the past; only what is to come is taken over.',
  'time-in-gap': 'The clocks skip this time on that day; it does not exist.',
  'time-twice':
    'The clocks show this time twice on that day; give it with its offset in “starts at”.',
  'overlaps-visit': 'The provider’s time is taken by a visit that is on the calendar.',
  'overlaps-file': 'The provider’s time is taken by an earlier line of this file.',
} as const;
export type ImportProblemCode = keyof typeof importProblemCodes;

/** A line that is refused is not written; one that is warned of comes without the value at fault. */
export const importProblemWeights = ['refused', 'warned'] as const;
export type ImportProblemWeight = (typeof importProblemWeights)[number];
export const importProblemCode = z.enum(Object.keys(importProblemCodes) as [ImportProblemCode]);

export const importProblem = z.strictObject({
  /** As an editor counts, from 1; of FHIR, the place among the resources of the file. */
  line: z.int(),
  /** How the file itself would name it, e.g. `entry[12]`; empty where the line says it all. */
  place: z.string(),
  /** The field at fault; empty = the line as a whole. */
  field: z.string(),
  code: importProblemCode,
  /** What more is known of it; never a word of the content. */
  detail: z.string(),
  weight: z.enum(importProblemWeights),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importProblemCount = z.strictObject({
  code: importProblemCode,
  field: z.string(),
  weight: z.enum(importProblemWeights),
  /** Lines. */
  count: z.int(),
});
export type ImportProblemCount = z.infer<typeof importProblemCount>;
