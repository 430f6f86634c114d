// A result as every console of the queue sees it: never its values. Those are read one by one (result-record.ts).
import * as z from 'zod/mini';
import { patientSummary } from './patients.ts';
import {
  reportStatus,
  resultCategory,
  resultKind,
  severities,
  type Severity,
} from './result-content.ts';
import { instant } from './time.ts';
import { work } from './work.ts';
import { leaseToken } from './work-queue.ts';

/** What nobody could match by certain signs; a person does. */
export const missingParts = {
  patient: 'Whose it is',
  provider: 'Who ordered it',
  order: 'Which order it answers',
} as const;
export type MissingPart = keyof typeof missingParts;

/** `ordered` = it answers an order that is here; `not-ordered` = it names none; `accepted` = a person takes it without one. */
export const orderStates = {
  ordered: 'Ordered',
  'not-ordered': 'Never ordered here',
  unknown: 'Names an order that is not here',
  accepted: 'Taken without an order',
} as const;
export type OrderState = keyof typeof orderStates;

export const orderedBy = z.strictObject({
  staffId: z.nullable(z.uuid()),
  /** As the sender writes it; empty = nobody is named. */
  name: z.string(),
  npi: z.nullable(z.string()),
  /** They work here no more: the pool answers for it. */
  hasLeft: z.boolean(),
});

export const criticalCallStates = {
  open: 'To be called',
  exhausted: 'Nobody was reached',
  'read-back': 'Read back',
  disposition: 'Settled by the clinician',
  corrected: 'Corrected before anybody was reached',
} as const;
export type CriticalCallState = keyof typeof criticalCallStates;

export const result = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  /** `null` = nobody knows yet. */
  patient: z.nullable(patientSummary),
  kind: resultKind,
  /** As the sender names the report; of a sensitive one what kind it is only. */
  title: z.string(),
  isSensitive: z.boolean(),
  categories: z.array(resultCategory),
  reportStatus,
  /** Of the report; 0 = nothing has come yet. */
  number: z.int(),
  severity: z.enum(Object.keys(severities) as [Severity]),
  counts: z.strictObject({ values: z.int(), abnormal: z.int(), critical: z.int() }),
  orderedBy,
  orderState: z.enum(Object.keys(orderStates) as [OrderState]),
  missing: z.array(z.enum(Object.keys(missingParts) as [MissingPart])),
  /** Who sent it, as `Harbor Lab`. */
  source: z.string(),
  orderedAt: z.nullable(instant),
  collectedAt: z.nullable(instant),
  /** The last version. */
  receivedAt: z.nullable(instant),
  /** When what it says became final first. */
  finalAt: z.nullable(instant),
  /** Of the version that is now: signed. */
  signed: z.nullable(z.strictObject({ byId: z.uuid(), at: instant, note: z.string() })),
  criticalCall: z.nullable(
    z.strictObject({
      id: z.uuid(),
      state: z.enum(Object.keys(criticalCallStates) as [CriticalCallState]),
      attempts: z.int(),
      /** Who is to be called now, by the ladder; `null` = it is exhausted, or over. */
      rung: z.nullable(z.string()),
      startedAt: instant,
    }),
  ),
  /** Of whoever saw a version that was wrong. */
  recall: z.nullable(z.strictObject({ contacts: z.int(), reached: z.int() })),
  /** Who sees it now. */
  released: z.array(z.strictObject({ viewer: z.string(), since: instant, number: z.int() })),
  holds: z.int(),
  work,
});
export type Result = z.infer<typeof result>;

/** What every step of a result is, beside its own words. */
export const resultStep = {
  method: 'POST' as const,
  params: z.strictObject({ itemId: z.uuid() }),
  answer: result,
  showsPatients: true,
};
const expectedVersion = z.int32().check(z.positive());
/** For what needs no lease: what came meanwhile is seen before anything is written. */
export const seenVersion = { expectedVersion };
export const heldResult = { token: leaseToken, expectedVersion };
