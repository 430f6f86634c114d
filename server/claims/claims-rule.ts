// What claims are judged by, as dated rules. A clinic writes down what its contracts and its state say.
import type { AppealLevel, MoneyPolicy, PayerPolicy, PayerRule } from '#contract/claim-settings';
import { moneyPolicy, payerPolicy } from '#contract/claim-settings';
import type { DeadlineKind } from '#contract/claim-follow-up';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule, type ClockUnit } from '../platform/work/clock-rule.ts';

const level = (title: string, days: number, answerDays: number, minimumCents = 0): AppealLevel => ({
  title,
  days,
  answerDays,
  minimumCents,
});

const ourOwn = 'Usual, and of no contract; a clinic writes down its own.';
const always = { fromOn: '2020-01-01', untilOn: null } as const;

const medicare: PayerRule = {
  ...{ title: 'Medicare', payerId: null, lineOfBusiness: 'medicare', correction: 'reopening' },
  ...{ correctionDays: 365, filing: { amount: 1, unit: 'years' }, noAnswerDays: 30 },
  levels: [
    level('Redetermination', 120, 60),
    level('Reconsideration', 180, 60),
    level('Administrative law judge', 60, 90, 20_000),
    level('Appeals Council', 60, 90),
  ],
  ...{ memberLevels: [], filingDenialAppeals: false, ...always },
  source: '42 CFR 424.44, 405.940–1110; $200 for requests filed from 2026 on',
};

const medicaid: PayerRule = {
  ...{ title: 'Medicaid', payerId: null, lineOfBusiness: 'medicaid', correction: 'replacement' },
  ...{ correctionDays: 180, filing: { amount: 180, unit: 'days' }, noAnswerDays: 45 },
  levels: [level('First-level appeal', 90, 45), level('Second-level appeal', 60, 60)],
  ...{ memberLevels: [], filingDenialAppeals: true, source: ourOwn, ...always },
};

const commercial: PayerRule = {
  ...{ title: 'Every other payer', payerId: null, lineOfBusiness: null },
  ...{ correction: 'replacement', correctionDays: 180, filing: { amount: 180, unit: 'days' } },
  noAnswerDays: 30,
  levels: [level('First-level appeal', 180, 60), level('Second-level appeal', 60, 60)],
  memberLevels: [level('Member appeal', 180, 60), level('External review', 120, 45)],
  ...{ filingDenialAppeals: true, ...always },
  source: `29 CFR 2560.503-1 for the member’s right. ${ourOwn}`,
};

export const payersRule: RuleDefinition<PayerPolicy> = {
  name: 'claims.payers',
  schema: payerPolicy,
  standard: {
    rules: [
      medicare,
      medicaid,
      { ...medicaid, title: 'Medicaid managed care', lineOfBusiness: 'medicaid-managed' },
      commercial,
    ],
  },
};

export const moneyRule: RuleDefinition<MoneyPolicy> = {
  name: 'claims.money',
  schema: moneyPolicy,
  standard: {
    ...{ writeOffCents: 25_000, underpaidCents: 500, refundDays: 60 },
    chances: {
      ...{ authorization: 50, eligibility: 60, 'timely-filing': 15, coordination: 75 },
      ...{ 'medical-necessity': 40, 'missing-information': 75, coding: 70, duplicate: 20 },
      ...{ bundled: 25, 'non-covered': 15, maximum: 20, 'provider-enrolment': 45, other: 40 },
    },
    supposedWeightCents: 100_000,
  },
};

export const deadlineClockNames: Record<DeadlineKind, string> = {
  appeal: 'claims.appeal',
  correction: 'claims.correction',
  filing: 'claims.filing',
  answer: 'claims.answer',
  refund: 'claims.refund',
};

const titles: Record<DeadlineKind, string> = {
  appeal: 'Appeal filed',
  correction: 'Correction sent',
  filing: 'Claim filed',
  answer: 'The payer answers',
  refund: 'Refund sent',
};

/** As long as the payer's rule says; it names its source. */
export function deadlineClock(
  kind: DeadlineKind,
  of: { amount: number; unit: ClockUnit; source: string },
): RuleDefinition<ClockRule> {
  const name = deadlineClockNames[kind];
  const isLong = of.unit !== 'days' || of.amount > 40;
  const warnDays = kind === 'answer' ? null : isLong ? 14 : Math.ceil(of.amount / 3);
  return {
    ...{ name, schema: clockRule },
    standard: {
      ...{ code: name, title: titles[kind], amount: of.amount, unit: of.unit },
      warnBefore: warnDays === null ? null : { amount: warnDays, unit: 'days' },
      ...{ targetBefore: null, jurisdiction: 'payer', source: of.source },
    },
  };
}

/** What nobody could match is looked at soon: its money counts nowhere. */
export const matchClock: RuleDefinition<ClockRule> = {
  ...{ name: 'claims.match', schema: clockRule },
  standard: {
    ...{ code: 'claims.match', title: 'Matched', amount: 3, unit: 'business-days' },
    ...{ warnBefore: { amount: 8, unit: 'business-hours' }, targetBefore: null },
    ...{ jurisdiction: 'clinic', source: 'Our own standard; a clinic writes down its own.' },
  },
};
