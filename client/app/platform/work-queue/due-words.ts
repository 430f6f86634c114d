// When an item is due, in one chip: `due 4:30 pm · 38 min`.
import type { ClockLevel, Work } from '#contract/work';
import { relativeTime } from '../relative-time';
import { localDateOf } from '../wall-time';

export interface DueChip {
  word: string;
  tone: 'neutral' | 'soon' | 'late';
  /** With day and zone, for hover and screen readers. */
  full: string;
}

interface Speech {
  now: string;
  zone: string;
  time: (iso: string) => string;
  dayAndTime: (iso: string) => string;
  zoneName: (iso: string) => string;
}

export const levelTones: Record<ClockLevel, DueChip['tone']> = {
  'on-time': 'neutral',
  soon: 'soon',
  late: 'late',
};

/** `null` when no clock runs. The level comes from the rule; a deadline that has just passed is late at once. */
export function dueChip({ dueAt, level }: Work, speech: Speech): DueChip | null {
  if (dueAt === null) return null;
  const { now, zone, time, dayAndTime, zoneName } = speech;
  const isPast = dueAt <= now;
  const isToday = localDateOf(dueAt, zone) === localDateOf(now, zone);
  const at = isToday ? time(dueAt) : dayAndTime(dueAt);
  const span = relativeTime(dueAt, now).replace(/^in | ago$/g, '');
  const full = `${isPast ? 'was due' : 'due'} ${dayAndTime(dueAt)} ${zoneName(dueAt)}`;
  if (isPast)
    return {
      word: `${level === 'late' ? 'late' : 'past aim'} ${span} · ${at}`,
      tone: level === 'late' ? 'late' : 'soon',
      full,
    };
  const word =
    level === 'soon' ? `soon ${at} · ${span}` : `due ${at}${isToday ? ` · ${span}` : ''}`;
  return { word, tone: levelTones[level], full };
}
