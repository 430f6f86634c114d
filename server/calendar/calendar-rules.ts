// What is possible with a visit: pure.
import type { LimitRule, VisitType } from '#contract/availability';
import type { GuardRule } from '#contract/authorization-standing';
import type { BlockRule } from '#contract/block-terms';
import type { TermRule } from './visit-terms-rules.ts';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';

/** Rules that a person with the permission may override for a reason. */
export type SoftRule = TimeRule | LimitRule | TermRule | GuardRule | 'time-taken';
type TimeRule =
  'time-blocked' | 'outside-template' | 'visit-type-not-allowed' | 'patient-busy' | BlockRule;

export interface Broken {
  rule: SoftRule;
  message: string;
}

const messages: Record<TimeRule, string> = {
  'time-blocked': 'The provider is away or busy at that time, or the clinic is closed then.',
  'outside-template': 'The time lies outside the provider’s hours.',
  'visit-type-not-allowed': 'The provider’s hours at that time are not open to this visit type.',
  'hours-for-new-patients': 'The provider’s hours at that time are for new patients.',
  'hours-for-established-patients':
    'The provider’s hours at that time are for patients who were seen here within three years.',
  'kept-for-same-day': 'That time is still kept for visits that are booked late.',
  'patient-busy': 'The patient has another visit at that time.',
};

export function brokenRules(facts: {
  hours: readonly Exclude<TimeRule, 'patient-busy'>[];
  patientBusy: boolean;
}): Broken[] {
  const rules: TimeRule[] = [...facts.hours];
  if (facts.patientBusy) rules.push('patient-busy');
  return rules.map((rule) => ({ rule, message: messages[rule] }));
}

export interface Override {
  rule: string;
  reason: string;
}

/** Splits what is broken into what the caller overrides and what still stands. */
export function weighOverrides(
  broken: readonly Broken[],
  overrides: readonly Override[],
): { standing: Broken[]; overridden: (Broken & { reason: string })[] } {
  const reasonFor = (rule: string): string | undefined =>
    overrides.find((given) => given.rule === rule)?.reason;
  return {
    standing: broken.filter(({ rule }) => reasonFor(rule) === undefined),
    overridden: broken.flatMap((one) => {
      const reason = reasonFor(one.rule);
      return reason === undefined ? [] : [{ ...one, reason }];
    }),
  };
}

/** Of the provider's time, buffers included. */
export interface OccupiedSpan {
  startsAt: string;
  endsAt: string;
}

export function occupiedSpan(
  visit: { startsAt: string; endsAt: string },
  { bufferBefore, bufferAfter }: Pick<VisitType, 'bufferBefore' | 'bufferAfter'>,
): OccupiedSpan {
  return {
    startsAt: plusMinutes(visit.startsAt, -bufferBefore),
    endsAt: plusMinutes(visit.endsAt, bufferAfter),
  };
}

/** Visits start on whole minutes. */
export function startsOnMinute(startsAt: string): boolean {
  return startsAt.endsWith(':00.000Z');
}

export function isInThePast(startsAt: string, now: string): boolean {
  return startsAt < now;
}

export function hasStarted(startsAt: string, now: string): boolean {
  return startsAt <= now;
}

export function isLate(startsAt: string, now: string, lateMinutes: number): boolean {
  return minutesBetween(now, startsAt) < lateMinutes;
}

/** Half open: at the instant at which undo ends, an offer may leave. */
export function canStillUndo(undoUntil: string | null, now: string): boolean {
  return undoUntil !== null && now < undoUntil;
}

/** An empty field says nothing. */
export function writtenOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
