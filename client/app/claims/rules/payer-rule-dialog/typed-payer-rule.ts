// A rule of a payer as somebody types it in fields of text.
import {
  correctionWays,
  type AppealLevel,
  type CorrectionWay,
  type PayerRule,
} from '#contract/claim-settings';
import { linesOfBusiness, type LineOfBusiness } from '#contract/payer';
import { typedCents } from '../../../platform/money-words';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { levelsText } from '../rule-words';
import { typedWhole } from '../typed-whole';

export interface TypedRule {
  title: string;
  /** The id of a payer, a line of business, or `every`. */
  whom: string;
  correction: string;
  correctionDays: string;
  filingAmount: string;
  filingUnit: string;
  noAnswerDays: string;
  levels: string;
  memberLevels: string;
  filingDenialAppeals: boolean;
  ruleSource: string;
  fromOn: string;
  untilOn: string;
}

export function typedRule(rule: PayerRule | null, today: string): TypedRule {
  if (rule === null)
    return {
      ...{ title: '', whom: '', correction: 'replacement', correctionDays: '' },
      ...{ filingAmount: '180', filingUnit: 'days', noAnswerDays: '30' },
      ...{ levels: '', memberLevels: '', filingDenialAppeals: false, ruleSource: '' },
      ...{ fromOn: today, untilOn: '' },
    };
  return {
    title: rule.title,
    whom: rule.payerId ?? rule.lineOfBusiness ?? 'every',
    correction: rule.correction,
    correctionDays: rule.correctionDays?.toString() ?? '',
    filingAmount: String(rule.filing.amount),
    filingUnit: rule.filing.unit,
    noAnswerDays: String(rule.noAnswerDays),
    levels: levelsText(rule.levels),
    memberLevels: levelsText(rule.memberLevels),
    filingDenialAppeals: rule.filingDenialAppeals,
    ruleSource: rule.source,
    fromOn: rule.fromOn,
    untilOn: rule.untilOn ?? '',
  };
}

const mostDays = 3650;
const units = ['days', 'months', 'years'] as const;

export function ruleOf(typed: TypedRule): Typed<PayerRule> {
  const fault = faultOf(typed);
  if (fault !== '') return { fault };
  const [levels, memberLevels] = [levelsOf(typed.levels), levelsOf(typed.memberLevels)];
  if (levels.fault !== undefined) return { fault: `Our appeals: ${levels.fault}` };
  if (memberLevels.fault !== undefined)
    return { fault: `The member’s appeals: ${memberLevels.fault}` };
  const isLine = typed.whom in linesOfBusiness;
  return {
    value: {
      title: typed.title.trim(),
      payerId: isLine || typed.whom === 'every' ? null : typed.whom,
      lineOfBusiness: isLine ? (typed.whom as LineOfBusiness) : null,
      correction: typed.correction as CorrectionWay,
      correctionDays: typedWhole(typed.correctionDays, 1, mostDays) ?? null,
      filing: {
        amount: Number(typed.filingAmount.trim()),
        unit: units.find((unit) => unit === typed.filingUnit) ?? 'days',
      },
      noAnswerDays: Number(typed.noAnswerDays.trim()),
      levels: levels.value,
      memberLevels: memberLevels.value,
      filingDenialAppeals: typed.filingDenialAppeals,
      source: typed.ruleSource.trim(),
      fromOn: typed.fromOn,
      untilOn: typed.untilOn === '' ? null : typed.untilOn,
    },
  };
}

function faultOf(typed: TypedRule): string {
  if (typed.title.trim() === '') return 'Name the rule.';
  if (typed.whom === '') return 'Choose of whom it speaks.';
  if (!(typed.correction in correctionWays)) return 'Choose how a correction is taken.';
  if (
    typed.correctionDays.trim() !== '' &&
    typedWhole(typed.correctionDays, 1, mostDays) === undefined
  )
    return 'Days to correct are a whole number; empty where the filing limit counts.';
  if (typedWhole(typed.filingAmount, 1, 1000) === undefined)
    return 'The filing limit is a whole number from 1 to 1000.';
  if (typedWhole(typed.noAnswerDays, 1, mostDays) === undefined)
    return 'Days without an answer are a whole number.';
  if (typed.ruleSource.trim() === '') return 'Say where the payer writes it.';
  if (typed.fromOn === '') return 'Say from which day it counts.';
  return typed.untilOn !== '' && typed.untilOn <= typed.fromOn ? 'It ends after it begins.' : '';
}

/** One in each line: name, days to file, days to answer, least amount. */
function levelsOf(text: string): Typed<AppealLevel[]> {
  const found: AppealLevel[] = [];
  const lines = text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
  if (lines.length > 9) return { fault: 'nine levels at most.' };
  for (const [index, each] of lines.entries()) {
    const [title = '', days = '', answer = '', least = '0'] = each
      .split('|')
      .map((part) => part.trim());
    const numbers = [typedWhole(days, 1, mostDays), typedWhole(answer, 1, mostDays)] as const;
    const minimumCents = typedCents(least) ?? undefined;
    if (title === '' || title.length > 80)
      return { fault: `line ${index + 1} begins with the name of the level.` };
    if (numbers[0] === undefined || numbers[1] === undefined || minimumCents === undefined)
      return {
        fault: `line ${index + 1} is written as: Name | days to file | days to answer | least amount.`,
      };
    found.push({ title, days: numbers[0], answerDays: numbers[1], minimumCents });
  }
  return { value: found };
}
