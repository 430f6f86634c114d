// Numbers and lists of refills that a clinic keeps: what payers ask, how answers leave, what counts as too soon.
import * as z from 'zod/mini';
import { line } from './text.ts';

/** How a decision leaves: by whom or what it is handed on. */
export const transports = {
  fhir: 'FHIR',
  print: 'Print or fax',
  ehr: 'Entered in the EHR',
} as const;
export type Transport = keyof typeof transports;

const percent = z.int().check(z.gte(50), z.lte(100));

export const refillTerms = z.strictObject({
  /** How decisions leave; `null` = in no way yet, and nothing is ever sent. Controlled substances are always entered in the EHR. */
  transport: z.nullable(z.enum(Object.keys(transports) as [Transport])),
  /** A fill is too soon before so much of the last one is used, where the payer has no number of its own (NCPDP reject 79). */
  tooSoonPercent: percent,
  /** What payers ask; a payer that is not named asks what is not known. */
  payers: z
    .array(
      z.strictObject({
        payerId: z.uuid(),
        tooSoonPercent: z.nullable(percent),
        /** Codes of drug groups that need authorization; all others do not. */
        authorizationFor: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(200)),
        source: line({ min: 0, max: 200 }),
      }),
    )
    .check(z.maxLength(200)),
  /** How long a renewal is valid; C-III and C-IV six months whatever is said here. */
  validMonths: z.int().check(z.gte(1), z.lte(24)),
  /** Without an acknowledgement for so long, it comes back. */
  acknowledgeMinutes: z.int().check(z.gte(5), z.lte(10_080)),
  /** What was not picked up after so many days comes back. */
  pickupDays: z.int().check(z.gte(1), z.lte(60)),
});
export type RefillTerms = z.infer<typeof refillTerms>;
