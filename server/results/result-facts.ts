// What a version says, counted: which values are critical by the clinic's list, how bad the worst is, what it is about.
import {
  isSensitive,
  severityOf,
  type ReportContent,
  type ResultCategory,
  type ResultKind,
  type ResultValue,
} from '#contract/result-content';
import type { CriticalLimit, CriticalPolicy, IntakePolicy } from '#contract/result-settings';
import type { ResultRow } from './result-repository.ts';
import type { SentReport, SentValue } from './sent-report.ts';

const notReal = ['cancelled', 'entered-in-error', 'registered'];

export function isCriticalValue(value: SentValue, policy: CriticalPolicy): boolean {
  if (value.missing !== null || notReal.includes(value.status)) return false;
  if (policy.trustFlags && value.flag === 'critical') return true;
  const { number } = value;
  if (number === null || value.system !== 'LN') return false;
  return policy.limits.some((limit) => isLimitOf(limit, value) && isBeyond(limit, number));
}

/** In another unit, or in none, the number says nothing. */
function isLimitOf(limit: CriticalLimit, { code, unit }: SentValue): boolean {
  return limit.code === code && unit !== null && sameUnit(limit.unit, unit);
}

function sameUnit(a: string, b: string): boolean {
  const plain = (unit: string): string =>
    unit
      .replace(/\s/g, '')
      .replace(/\*|x10\^?/i, '')
      .toLowerCase();
  return plain(a) === plain(b);
}

function isBeyond({ low, high }: CriticalLimit, number: number): boolean {
  return (low !== null && number <= low) || (high !== null && number >= high);
}

/** What was said before stands where only changes are sent. */
export function contentOf(
  { content, isWhole }: Pick<SentReport, 'content' | 'isWhole'>,
  before: ReportContent | null,
  policy: CriticalPolicy,
): ReportContent {
  const values = content.values.map((value): ResultValue => ({
    ...value,
    isCritical: isCriticalValue(value, policy),
  }));
  if (isWhole || before === null) return { ...content, values };
  const anew = new Map(values.map((value) => [value.key, value]));
  const known = new Set(before.values.map(({ key }) => key));
  return {
    ...content,
    values: [
      ...before.values.map((value) => anew.get(value.key) ?? value),
      ...values.filter(({ key }) => !known.has(key)),
    ],
    notes: content.notes.length > 0 ? content.notes : before.notes,
    conclusion: content.conclusion || before.conclusion,
    specimen: content.specimen ?? before.specimen,
  };
}

export function countsOf(
  content: ReportContent,
): Pick<ResultRow, 'severity' | 'value_count' | 'abnormal_count' | 'critical_count'> {
  const { values } = content;
  return {
    severity: severityOf(content),
    value_count: values.length,
    abnormal_count: values.filter(({ flag }) => flag !== null && flag !== 'normal').length,
    critical_count: values.filter(({ isCritical }) => isCritical).length,
  };
}

const ofKind: Record<ResultKind, ResultCategory[]> = {
  laboratory: ['laboratory'],
  imaging: ['imaging'],
  pathology: ['pathology'],
  document: [],
};

/** By kind, by what the message says, and by the clinic's list of codes of the report and of each value. */
export function categoriesOf(
  sent: Pick<SentReport, 'kind' | 'categories' | 'code'>,
  values: readonly Pick<ResultValue, 'code'>[],
  { categories: known }: IntakePolicy,
): Pick<ResultRow, 'categories' | 'is_sensitive'> {
  const codes = [sent.code, ...values.map(({ code }) => code)];
  const byCode = codes.flatMap((code) => {
    const [longest] = known
      .filter((each) => code.startsWith(each.code))
      .sort((a, b) => b.code.length - a.code.length);
    return longest?.categories ?? [];
  });
  const categories = [...new Set([...ofKind[sent.kind], ...sent.categories, ...byCode])];
  return { categories, is_sensitive: isSensitive(categories) };
}
