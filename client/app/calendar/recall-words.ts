// When somebody is to come back: the day from "in three months", and a day in words.
import type { Tone } from '../ui/status-chip/status-chip';
import { addDays } from '../platform/wall-time';

export const backUnits = { week: 'weeks', month: 'months', year: 'years' } as const;
export type BackUnit = keyof typeof backUnits;

/** The same day of a later month, or its last where the month is shorter. */
export function dueIn(today: string, count: number, unit: BackUnit): string {
  if (unit === 'week') return addDays(today, 7 * count);
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const months = year * 12 + (month - 1) + (unit === 'year' ? 12 * count : count);
  const [inYear, inMonth] = [Math.floor(months / 12), months % 12];
  const last = new Date(Date.UTC(inYear, inMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(inYear, inMonth, Math.min(day, last))).toISOString().slice(0, 10);
}

export function dueWords(dueOn: string, today: string): { words: string; tone: Tone } {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
  if (days < 0) return { words: `${lengthOf(-days)} overdue`, tone: 'late' };
  if (days === 0) return { words: 'due today', tone: 'soon' };
  return { words: `in ${lengthOf(days)}`, tone: days <= 14 ? 'soon' : 'neutral' };
}

function lengthOf(days: number): string {
  if (days < 14) return counted(days, 'day');
  return days < 61
    ? counted(Math.round(days / 7), 'week')
    : counted(Math.round(days / 30.4), 'month');
}

function counted(count: number, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
