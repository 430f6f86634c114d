// Providers of a clinic whom a person looks at together on the calendar: "my pod". Each person has their own.
import * as z from 'zod/mini';
import { line } from './text.ts';

/** Of one person, in all clinics together. */
export const mostProviderGroups = 30;

export const providerGroup = z.strictObject({
  /** Stands in the address of the calendar. */
  id: z.uuid(),
  clinicId: z.uuid(),
  name: line({ max: 40 }),
  /** Those who have left, or work here no longer, are passed over. */
  providerIds: z.array(z.uuid()).check(z.minLength(1), z.maxLength(100)),
});
export type ProviderGroup = z.infer<typeof providerGroup>;

export const providerGroups = z.array(providerGroup).check(z.maxLength(mostProviderGroups));
