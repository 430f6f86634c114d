// Whether and when patients are told that a medicine may run out soon, by the clinic's rule.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { line } from './text.ts';

export const refillReminderTerms = z.strictObject({
  isOn: z.boolean(),
  /** Days before nothing is left; where the clinic is closed then, on the last day before on which it is open. */
  daysBefore: z.int().check(z.gte(1), z.lte(30)),
});
export type RefillReminderTerms = z.infer<typeof refillReminderTerms>;

const settings = z.strictObject({
  terms: refillReminderTerms,
  /** 0 = the standard values. */
  version: z.int(),
});
export type RefillReminderSettings = z.infer<typeof settings>;

export const getRefillReminder = endpoint({
  name: 'getRefillReminder',
  method: 'GET',
  path: '/api/refills/reminder',
  summary:
    'Whether patients of a clinic are told that a medicine may run out, and how long before.',
  access: 'refill:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: settings,
});

export const changeRefillReminder = endpoint({
  name: 'changeRefillReminder',
  method: 'POST',
  path: '/api/refills/reminder/change',
  summary: 'Reminders of refills from now on; who was told of a day is not told of it again.',
  access: 'refill:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion: z.int32().check(z.nonnegative()),
    terms: refillReminderTerms,
    source: line({ max: 200 }),
  }),
  answer: settings,
});

export const refillReminderEndpoints = [getRefillReminder, changeRefillReminder] as const;
