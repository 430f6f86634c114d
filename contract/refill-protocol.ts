// Refill protocols: what a pharmacist or nurse may renew without asking, as a prescriber has signed it. Dated data; one
// that is not signed or has expired delegates nothing.
import * as z from 'zod/mini';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

const months = z.int().check(z.gte(1), z.lte(60));

/** What is asked before a renewal is delegated; each is answered pass, fail or unknown. */
export const protocolCriterion = z.discriminatedUnion('kind', [
  /** A visit that took place within so many months. */
  z.strictObject({ kind: z.literal('seen'), months }),
  /** The newest valid value is not older, and lies within the limits; a limit left out does not bind. */
  z.strictObject({
    kind: z.literal('laboratory'),
    /** LOINC, e.g. `4548-4`; any one of them will do. */
    codes: z
      .array(z.string().check(z.regex(/^\d{1,7}-\d$/)))
      .check(z.minLength(1), z.maxLength(10)),
    title: line({ max: 60 }),
    months,
    low: z.nullable(z.number()),
    high: z.nullable(z.number()),
    unit: line({ min: 0, max: 20 }),
  }),
  /** Not younger on the day. */
  z.strictObject({ kind: z.literal('age'), years: z.int().check(z.gte(0), z.lte(120)) }),
  /** The patient has taken it for so long. */
  z.strictObject({ kind: z.literal('established'), months }),
]);
export type ProtocolCriterion = z.infer<typeof protocolCriterion>;

export const protocolTerms = z.strictObject({
  title: line({ max: 80 }),
  /** Codes of drug groups. */
  groups: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(40)),
  criteria: z.array(protocolCriterion).check(z.maxLength(12)),
  /** The longest fill that may be granted without asking. */
  mostDays: z.int().check(z.gte(1), z.lte(365)),
  mostRepeats: z.int().check(z.gte(0), z.lte(12)),
  /** The length of the one fill that bridges to a visit. */
  bridgeDays: z.int().check(z.gte(1), z.lte(90)),
  /** One in so many delegated approvals goes to co-sign; 0 = none. */
  sampleOneIn: z.int().check(z.gte(0), z.lte(100)),
  /** Where it comes from. */
  source: line({ max: 200 }),
  /** The last day on which it delegates. */
  expiresOn: localDate,
});
export type ProtocolTerms = z.infer<typeof protocolTerms>;

export const refillProtocol = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  /** Of the terms: each signed change is a new one, and the former stays. */
  version: z.int(),
  terms: protocolTerms,
  /** The prescriber; `null` = not signed, which delegates nothing. */
  signedById: z.nullable(z.uuid()),
  signedAt: z.nullable(instant),
  /** It delegates nothing any more. */
  endedAt: z.nullable(instant),
});
export type RefillProtocol = z.infer<typeof refillProtocol>;

/** True on a local date on which it delegates. */
export function delegates(protocol: RefillProtocol, on: string): boolean {
  return protocol.signedAt !== null && protocol.endedAt === null && protocol.terms.expiresOn >= on;
}
