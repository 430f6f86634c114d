// A value of a report, its flag and what it was before, in words.
import { observationStatuses } from '#contract/observations';
import {
  valueFlags,
  type ReportStatus,
  type ResultValue,
  type ValueChange,
} from '#contract/result-content';
import { unitWords } from '#contract/unit-words';
import type { Mark } from './result-words';

const tones = {
  low: { tone: 'soon', icon: 'expand-more' },
  high: { tone: 'soon', icon: 'expand-less' },
  abnormal: { tone: 'soon', icon: 'warning' },
  normal: { tone: 'ok', icon: 'check' },
} as const;

/** `null` = nobody has said anything of it. */
export function flagMark({
  flag,
  isCritical,
}: Pick<ResultValue, 'flag' | 'isCritical'>): Mark | null {
  if (isCritical || flag === 'critical') return { words: 'Critical', tone: 'late', icon: 'error' };
  return flag === null ? null : { words: valueFlags[flag], ...tones[flag] };
}

/** `7.1 mmol/L`, or why there is none. */
export function saidWords({
  text,
  unit,
  missing,
}: Pick<ResultValue, 'text' | 'unit' | 'missing'>): string {
  if (missing !== null) return `No value: ${missing}`;
  return [text, unit === null ? '' : unitWords(unit)].filter(Boolean).join(' ');
}

/** Of a value alone where it differs from its report: `Preliminary`. */
export function ownStatus({ status }: Pick<ResultValue, 'status'>, report: ReportStatus): string {
  return status === report ? '' : observationStatuses[status];
}

/** `Potassium: 7.1 mmol/L, critical, final → 4.1 mmol/L, final`. */
export function changeWords({ title, kind, before, after }: ValueChange): string {
  switch (kind) {
    case 'added':
      return `${title}: new, ${after ?? ''}`;
    case 'removed':
      return `${title}: no longer there, it was ${before ?? ''}`;
    case 'changed':
      return before === after
        ? `${title}: another range`
        : `${title}: ${before ?? ''} → ${after ?? ''}`;
  }
}
