// By what claims are judged: each payer's rules of correction, filing and appeal as dated data with their source; who approves.
import * as z from 'zod/mini';
import { denialCause } from './claim-money.ts';
import { endpoint } from './endpoint.ts';
import { linesOfBusiness, type LineOfBusiness } from './payer.ts';
import { line } from './text.ts';
import { localDate } from './time.ts';

const days = z.int().check(z.gte(1), z.lte(3650));

/** How a payer takes a correction of what it has adjudicated. */
export const correctionWays = {
  replacement: 'A replacement (frequency 7, or 8 to void)',
  reopening: 'No replacement: a clerical reopening',
  none: 'No correction: only an appeal',
} as const;
export type CorrectionWay = keyof typeof correctionWays;

export const appealLevel = z.strictObject({
  title: line({ max: 80 }),
  /** To file, in calendar days from the receipt of what is appealed. */
  days,
  /** The payer's time to answer. */
  answerDays: days,
  /** At least so much must be in dispute, integer cents; 0 = anything. */
  minimumCents: z.int32().check(z.gte(0)),
});
export type AppealLevel = z.infer<typeof appealLevel>;

export const payerRule = z.strictObject({
  title: line({ max: 120 }),
  /** Of one payer; `null` = of a line of business. */
  payerId: z.nullable(z.uuid()),
  /** Where no payer is named; `null` too = of every payer of which nothing else speaks. */
  lineOfBusiness: z.nullable(z.enum(Object.keys(linesOfBusiness) as [LineOfBusiness])),
  correction: z.enum(Object.keys(correctionWays) as [CorrectionWay]),
  /** To correct, from the receipt of the answer; `null` = the filing limit counts. */
  correctionDays: z.nullable(days),
  /** To file, from the day of service: the last day of an institutional claim, the first of a professional one. */
  filing: z.strictObject({
    amount: z.int().check(z.gte(1), z.lte(1000)),
    unit: z.enum(['days', 'months', 'years']),
  }),
  /** A claim that was not answered so long after it was sent is looked after. */
  noAnswerDays: days,
  /** The provider's levels, in their order; none = there is no appeal. */
  levels: z.array(appealLevel).check(z.maxLength(9)),
  /** The member's own right; a provider needs their signature for it. */
  memberLevels: z.array(appealLevel).check(z.maxLength(9)),
  /** What was filed too late can be appealed, with proof that it was not. */
  filingDenialAppeals: z.boolean(),
  source: line({ max: 300 }),
  /** For answers received from that day on. */
  fromOn: localDate,
  untilOn: z.nullable(localDate),
});
export type PayerRule = z.infer<typeof payerRule>;

export const payerPolicy = z.strictObject({ rules: z.array(payerRule).check(z.maxLength(200)) });
export type PayerPolicy = z.infer<typeof payerPolicy>;

export const moneyPolicy = z.strictObject({
  /** A write-off above it needs somebody else's approval; integer cents. */
  writeOffCents: z.int32().check(z.gte(0)),
  /** Less than this below what was expected is not followed up. */
  underpaidCents: z.int32().check(z.gte(0)),
  /** An overpayment must be given back within so many days of being known. */
  refundDays: days,
  /** What we suppose of each cause while little is known, in percent. */
  chances: z.record(denialCause, z.int().check(z.gte(0), z.lte(100))),
  /** It counts as so much that was tried, integer cents. */
  supposedWeightCents: z.int32().check(z.gte(0)),
});
export type MoneyPolicy = z.infer<typeof moneyPolicy>;

export const claimSettings = z.strictObject({
  payers: payerPolicy,
  money: moneyPolicy,
  /** 0 = the standard values. */
  versions: z.strictObject({ payers: z.int(), money: z.int() }),
});
export type ClaimSettings = z.infer<typeof claimSettings>;

export const getClaimSettings = endpoint({
  name: 'getClaimSettings',
  method: 'GET',
  path: '/api/claims/settings',
  summary: 'By what a clinic judges claims now.',
  access: 'claim:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: claimSettings,
});

export const changeClaimSettings = endpoint({
  name: 'changeClaimSettings',
  method: 'POST',
  path: '/api/claims/settings/change',
  summary: 'Another value of one of them from now on; deadlines that run stay as they are.',
  access: 'claim:configure',
  clinic: 'body',
  bodyKilobytes: 512,
  body: z.strictObject({
    clinicId: z.uuid(),
    /** Of the one that is changed. */
    expectedVersion: z.int32().check(z.nonnegative()),
    change: z.discriminatedUnion('setting', [
      z.strictObject({ setting: z.literal('payers'), value: payerPolicy }),
      z.strictObject({ setting: z.literal('money'), value: moneyPolicy }),
    ]),
    source: line({ max: 200 }),
  }),
  answer: claimSettings,
  rules: ['unknown-payer'],
});

/** What a contract says is paid for a procedure. */
export const fee = z.strictObject({
  procedure: z.string().check(z.regex(/^[A-Z0-9]{3,8}$/)),
  /** Only with this modifier; empty = whichever. */
  modifier: z._default(z.string().check(z.regex(/^([A-Z0-9]{2})?$/)), ''),
  /** Allowed for one unit, integer cents. */
  cents: z.int32().check(z.gte(0)),
});
export type Fee = z.infer<typeof fee>;

export const listFees = endpoint({
  name: 'listFees',
  method: 'GET',
  path: '/api/claims/fees',
  summary: 'The fee schedule of a payer as it is on a day, by procedure; the first 2,000.',
  access: 'claim:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), payerId: z.uuid(), date: localDate }),
  answer: z.strictObject({
    items: z.array(z.strictObject({ ...fee.shape, fromOn: localDate })),
    /** The days from which schedules of this payer are in force, newest first. */
    starts: z.array(localDate),
  }),
});

export const setFees = endpoint({
  name: 'setFees',
  method: 'POST',
  path: '/api/claims/fees/set',
  summary:
    'A payer’s fee schedule from a day on; one of the same day is replaced, earlier ones stay for earlier services.',
  access: 'claim:configure',
  clinic: 'body',
  bodyKilobytes: 1024,
  body: z.strictObject({
    clinicId: z.uuid(),
    payerId: z.uuid(),
    fromOn: localDate,
    fees: z.array(fee).check(z.minLength(1), z.maxLength(5000)),
  }),
  answer: z.strictObject({ count: z.int() }),
  rules: ['unknown-payer', 'named-twice'],
});

export const claimSettingsEndpoints = [
  getClaimSettings,
  changeClaimSettings,
  listFees,
  setFees,
] as const;
