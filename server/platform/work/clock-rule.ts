// How long something may take, as dated data: what a law, a payer or the clinic says, and where it says so.
import * as z from 'zod/mini';
import { line } from '#contract/text';

/**
 * The most of each unit that a rule may ask for, so that no calendar takes long to count through: ten years and
 * more of elapsed time, about two of working days.
 */
const most = {
  minutes: 525_600,
  hours: 87_600,
  'business-hours': 2_000,
  days: 11_000,
  'business-days': 500,
  months: 360,
  years: 30,
} as const;

/**
 * `minutes` and `hours` are elapsed time. `days`, `months` and `years` are local dates of the clinic, up to the end
 * of the last. `business-hours` and `business-days` follow the clinic's calendar.
 */
export type ClockUnit = keyof typeof most;
export type LeadUnit = Exclude<ClockUnit, 'months' | 'years'>;

export interface LeadTime {
  amount: number;
  unit: LeadUnit;
}

export interface ClockRule {
  /** e.g. `authorization.standard-decision`. */
  code: string;
  title: string;
  amount: number;
  unit: ClockUnit;
  /** From so long before the deadline on, people are warned. */
  warnBefore: LeadTime | null;
  /** The clinic's own target, so long before a deadline that somebody else sets. */
  targetBefore: LeadTime | null;
  /** e.g. `US`, `US-CA`, `payer`, `clinic`. */
  jurisdiction: string;
  /** The text that sets the limit, e.g. `42 CFR 424.44(a)`. */
  source: string;
}

const units = Object.keys(most) as [ClockUnit, ...ClockUnit[]];
const leadUnits = units.filter((unit): unit is LeadUnit => unit !== 'months' && unit !== 'years');
const amount = z.int().check(z.gte(1));
const bounded = z.refine<{ amount: number; unit: ClockUnit }>(
  (time) => time.amount <= most[time.unit],
  {
    path: ['amount'],
    message: 'is more than a clock can count',
  },
);
const leadTime = z.nullable(z.strictObject({ amount, unit: z.enum(leadUnits) }).check(bounded));

export const clockRule: z.ZodMiniType<ClockRule> = z
  .strictObject({
    code: z
      .string()
      .check(
        z.maxLength(64),
        z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/),
      ),
    title: line({ max: 120 }),
    amount,
    unit: z.enum(units),
    warnBefore: leadTime,
    targetBefore: leadTime,
    jurisdiction: line({ max: 64 }),
    source: line({ max: 500 }),
  })
  .check(bounded);
