// How payers answer, and what is due today: for whoever answers for the queue.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { localDate, instant } from './time.ts';

export const payerFigures = z.strictObject({
  payerId: z.uuid(),
  payerName: z.string(),
  /** Lines that were answered in the time asked about. */
  answered: z.int(),
  /** Between the payer's receipt and its answer; `null` = none was answered. */
  medianMinutes: z.nullable(z.int()),
  ninetiethMinutes: z.nullable(z.int()),
  approved: z.int(),
  /** In part or modified; counted in `approved` as well. */
  lessened: z.int(),
  denied: z.int(),
  /** Denials that were appealed or talked about, and what of them was overturned. */
  appealed: z.int(),
  overturned: z.int(),
  /** Answers after the payer's own time was over. */
  late: z.int(),
  waiting: z.int(),
});
export type PayerFigures = z.infer<typeof payerFigures>;

export const getAuthorizationFigures = endpoint({
  name: 'getAuthorizationFigures',
  method: 'GET',
  path: '/api/authorizations/figures',
  summary:
    'By payer: how long answers take, what is approved, denied and overturned; and what is late before the end of the day.',
  access: 'authorization:read',
  clinic: 'query',
  query: z.strictObject({
    clinicId: z.uuid(),
    /** Answers from this local day on; until today. */
    after: localDate,
  }),
  answer: z.strictObject({
    payers: z.array(payerFigures),
    /** Open items with a deadline before this. */
    dayEndsAt: instant,
    /** Each stops at 10,000. */
    breaching: z.int(),
    late: z.int(),
    /** Approvals that end within the next 30 days, and have no successor. */
    ending: z.int(),
  }),
});

export const authorizationFiguresEndpoints = [getAuthorizationFigures] as const;
