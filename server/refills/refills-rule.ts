// Numbers and lists of refills that a clinic may change, and the clocks of a request.
import { drugGroups, type DrugGroup } from '#contract/drug-group';
import { refillTerms, type RefillTerms } from '#contract/refill-terms';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule } from '../platform/work/clock-rule.ts';
import { standardDrugGroups } from './drug-groups.ts';

export const termsRule: RuleDefinition<RefillTerms> = {
  name: 'refills.terms',
  schema: refillTerms,
  standard: {
    transport: null,
    tooSoonPercent: 75,
    payers: [],
    validMonths: 12,
    acknowledgeMinutes: 60,
    pickupDays: 10,
  },
};

export const groupsRule: RuleDefinition<DrugGroup[]> = {
  name: 'refills.drug-groups',
  schema: drugGroups,
  standard: standardDrugGroups,
};

const ours = {
  targetBefore: null,
  jurisdiction: 'clinic',
  source: 'Our own standard; a clinic writes down its own.',
} as const;

/** Until somebody has first done something about it. */
export const firstTouchClock: RuleDefinition<ClockRule> = {
  name: 'refills.first-touch',
  schema: clockRule,
  standard: {
    code: 'refills.first-touch',
    title: 'First looked at',
    amount: 4,
    unit: 'business-hours',
    warnBefore: { amount: 1, unit: 'business-hours' },
    ...ours,
  },
};

/** Until the pharmacy has acknowledged the answer: approving alone does not end it. */
export const answerClock: RuleDefinition<ClockRule> = {
  name: 'refills.answer',
  schema: clockRule,
  standard: {
    code: 'refills.answer',
    title: 'Answer acknowledged',
    amount: 2,
    unit: 'business-days',
    warnBefore: { amount: 4, unit: 'business-hours' },
    ...ours,
  },
};

/** So long a decision can be taken back before it leaves. */
export const undoSeconds = 60;
