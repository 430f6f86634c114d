// On what terms a visit type is booked: for whom, by whom, how soon and how far ahead.
import * as z from 'zod/mini';
import { role, type Role } from './permission.ts';
import { resourceNeed, type ResourceNeed } from './resources.ts';
import { paragraph } from './text.ts';

/** `established` = seen in the clinic within the last three years. */
export const typePatients = ['any', 'new', 'established'] as const;

const instructions = paragraph({ max: 1000 });

export const visitTerms = z.strictObject({
  patients: z.enum(typePatients),
  /** Minutes between now and the earliest start. */
  leadMinutes: z.int().check(z.gte(0), z.lte(43_200)),
  /** Days ahead within which it is booked; `null` = no bound. */
  horizonDays: z.nullable(z.int().check(z.gte(1), z.lte(730))),
  /** Roles that book it; empty = whoever books visits. */
  bookedBy: z.array(role).check(z.maxLength(10)),
  /** Visits that may stand beside one of this type at the same time. */
  overbookTolerance: z.int().check(z.gte(0), z.lte(3)),
  needsAuthorization: z.boolean(),
  /** What it is for is nobody's business but the patient's: their birth date is asked before a link tells of it. */
  sensitive: z.boolean(),
  /** Rooms, devices and interpreters that it takes beside the provider's time. */
  needs: z.array(resourceNeed).check(z.maxLength(5)),
  /** For the patient, in the language that they read. */
  instructions: z.strictObject({ en: instructions, es: instructions }),
});
export type VisitTerms = z.infer<typeof visitTerms>;

/** Of a visit type about which nothing is said. */
export const standardTerms: VisitTerms = {
  patients: 'any',
  leadMinutes: 0,
  horizonDays: null,
  bookedBy: [],
  overbookTolerance: 0,
  needsAuthorization: false,
  sensitive: false,
  needs: [],
  instructions: { en: '', es: '' },
};

/** In a request: what is left out is as in `standardTerms`. */
export const askedTerms = {
  patients: z._default(visitTerms.shape.patients, standardTerms.patients),
  leadMinutes: z._default(visitTerms.shape.leadMinutes, standardTerms.leadMinutes),
  horizonDays: z._default(visitTerms.shape.horizonDays, standardTerms.horizonDays),
  bookedBy: z._default(visitTerms.shape.bookedBy, () => [] as Role[]),
  overbookTolerance: z._default(
    visitTerms.shape.overbookTolerance,
    standardTerms.overbookTolerance,
  ),
  needsAuthorization: z._default(
    visitTerms.shape.needsAuthorization,
    standardTerms.needsAuthorization,
  ),
  sensitive: z._default(visitTerms.shape.sensitive, standardTerms.sensitive),
  needs: z._default(visitTerms.shape.needs, () => [] as ResourceNeed[]),
  instructions: z._default(visitTerms.shape.instructions, () => ({ en: '', es: '' })),
};
