// What results are judged by, as dated rules, and their clocks. A clinic writes down its own.
import type { LadderRung } from '#contract/result-critical';
import {
  criticalPolicy,
  intakePolicy,
  releasePolicy,
  type CriticalLimit,
  type CriticalPolicy,
  type IntakePolicy,
  type ReleasePolicy,
} from '#contract/result-settings';
import { sensitiveCategories } from '#contract/result-content';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule } from '../platform/work/clock-rule.ts';

const limit = (
  code: string,
  title: string,
  unit: string,
  low: number | null,
  high: number | null,
): CriticalLimit => ({ code, title, unit, low, high });

const callEach = (rung: LadderRung): CriticalPolicy['ladder'][number] => ({ rung, attempts: 2 });

/** Usual limits of adults. Every laboratory and clinic sets its own; none of these is a law. */
export const criticalRule: RuleDefinition<CriticalPolicy> = {
  name: 'results.critical',
  schema: criticalPolicy,
  standard: {
    limits: [
      limit('2823-3', 'Potassium', 'mmol/L', 2.8, 6.2),
      limit('2951-2', 'Sodium', 'mmol/L', 120, 160),
      limit('2345-7', 'Glucose', 'mg/dL', 45, 450),
      limit('17861-6', 'Calcium', 'mg/dL', 6.5, 13),
      limit('718-7', 'Hemoglobin', 'g/dL', 7, 20),
      limit('777-3', 'Platelets', '10*3/uL', 20, 1000),
      limit('6690-2', 'Leukocytes', '10*3/uL', 1, 50),
      limit('6301-6', 'INR', '{INR}', null, 5),
      limit('2160-0', 'Creatinine', 'mg/dL', null, 7.5),
    ],
    trustFlags: true,
    minutes: 60,
    ladder: [
      callEach('ordering'),
      callEach('cover'),
      callEach('on-call'),
      callEach('medical-director'),
    ],
    onCallId: null,
    directorId: null,
  },
};

export const intakeRule: RuleDefinition<IntakePolicy> = {
  name: 'results.intake',
  schema: intakePolicy,
  standard: {
    unknownOrder: 'match',
    categories: [
      { code: '75622-1', categories: ['hiv'] },
      { code: '56888-1', categories: ['hiv'] },
      { code: '20447-9', categories: ['hiv'] },
      { code: '21613-5', categories: ['sexual-health'] },
      { code: '24111-7', categories: ['sexual-health'] },
      { code: '20507-0', categories: ['sexual-health'] },
      { code: '2106-3', categories: ['reproductive'] },
      { code: '21198-7', categories: ['reproductive'] },
      { code: '19659-2', categories: ['substance-use'] },
      { code: '21636-6', categories: ['genetics'] },
    ],
  },
};

const anyAge = { ageFrom: 0, ageBelow: 151 };
const asWritten = 'Not verified by counsel; a clinic writes down what its state says.';

/** What no line speaks of is released at once, as 45 CFR 171 asks. */
export const releaseRule: RuleDefinition<ReleasePolicy> = {
  name: 'results.release',
  schema: releasePolicy,
  standard: {
    jurisdiction: 'US',
    ownAccessFrom: 13,
    mostHoldDays: 30,
    rules: [
      {
        ...{ title: 'Kentucky: 72 hours', jurisdiction: 'US-KY', audience: 'patient', ...anyAge },
        categories: ['malignancy', 'genetics'],
        ...{ effect: { kind: 'hours', hours: 72 }, clinicianMayRelease: true },
        ...{ source: `KRS 333.152. ${asWritten}`, fromOn: '2024-07-15', untilOn: null },
      },
      {
        ...{ title: 'Texas: third day', jurisdiction: 'US-TX', audience: 'patient', ...anyAge },
        categories: ['malignancy', 'genetics'],
        ...{ effect: { kind: 'day', days: 3 }, clinicianMayRelease: false },
        ...{ source: `Texas Occupations Code 159.0062 (SB 922). ${asWritten}` },
        ...{ fromOn: '2025-09-01', untilOn: null },
      },
      {
        ...{ title: 'Proxies of minors: sensitive results', jurisdiction: 'US', audience: 'proxy' },
        ...{ ageFrom: 12, ageBelow: 18, categories: [...sensitiveCategories] },
        ...{ effect: { kind: 'never' }, clinicianMayRelease: false },
        ...{ source: `A minor’s own consent to care. ${asWritten}` },
        ...{ fromOn: '2020-01-01', untilOn: null },
      },
    ],
  },
};

const ours = {
  ...{ targetBefore: null, jurisdiction: 'clinic' },
  source: 'Our own standard; a clinic writes down its own.',
};
const hours = (amount: number): ClockRule['warnBefore'] => ({ amount, unit: 'business-hours' });
function clock(value: ClockRule): RuleDefinition<ClockRule> {
  return { name: value.code, schema: clockRule, standard: value };
}

export const matchClock = clock({
  ...{ code: 'results.match', title: 'Matched', amount: 1, unit: 'business-days' },
  ...{ warnBefore: hours(4), ...ours },
});
export const expectedClock = clock({
  ...{ code: 'results.expected', title: 'Result received', amount: 5, unit: 'business-days' },
  ...{ warnBefore: null, ...ours },
});
/** The end of a day that the laboratory named, in place of it. */
export const laterClockName = 'results.expected-later';
export const finalClock = clock({
  ...{ code: 'results.final', title: 'Final result received', amount: 5, unit: 'business-days' },
  ...{ warnBefore: null, ...ours },
});
/** Amber after a week, red after two. */
export const abnormalClock = clock({
  ...{ code: 'results.review-abnormal', title: 'Reviewed', amount: 14, unit: 'days' },
  ...{ warnBefore: { amount: 7, unit: 'days' }, ...ours },
});
export const normalClock = clock({
  ...{ code: 'results.review', title: 'Reviewed', amount: 30, unit: 'days' },
  ...{ warnBefore: { amount: 7, unit: 'days' }, ...ours },
});
/** A critical one is called at once; it is signed on the day. */
export const criticalReviewClock = clock({
  ...{ code: 'results.review-critical', title: 'Reviewed', amount: 1, unit: 'business-days' },
  ...{ warnBefore: hours(4), ...ours },
});
export const recallClock = clock({
  ...{
    code: 'results.recall',
    title: 'Everybody told of the correction',
    amount: 3,
    unit: 'business-days',
  },
  ...{ warnBefore: hours(8), ...ours },
});

export const criticalClockName = 'results.critical-call';

/** As long as the clinic's policy says. */
export function criticalClock(minutes: number): RuleDefinition<ClockRule> {
  return clock({
    ...{
      code: criticalClockName,
      title: 'Critical value read back',
      amount: minutes,
      unit: 'minutes',
    },
    ...{ warnBefore: { amount: Math.ceil(minutes / 2), unit: 'minutes' }, targetBefore: null },
    ...{ jurisdiction: 'clinic', source: 'The clinic’s policy of critical values.' },
  });
}
