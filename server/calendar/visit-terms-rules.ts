// The terms of a visit type, judged when a visit of it is placed: pure.
import type { VisitType } from '#contract/availability';
import type { Role } from '#contract/permission';
import { plusMinutes } from '../platform/clock/instants.ts';

export type TermRule =
  'too-soon' | 'too-far-ahead' | 'new-patients-only' | 'established-patients-only';

export function brokenTerms(
  type: Pick<VisitType, 'name' | 'patients' | 'leadMinutes' | 'horizonDays'>,
  facts: {
    startsAt: string;
    now: string;
    /** `null` = not asked: the visit is booked already. */
    isEstablished: boolean | null;
  },
): { rule: TermRule; message: string }[] {
  const { startsAt, now, isEstablished } = facts;
  const broken: { rule: TermRule; message: string }[] = [];
  if (startsAt < plusMinutes(now, type.leadMinutes))
    broken.push({
      rule: 'too-soon',
      message: `“${type.name}” is booked at least ${leadWords(type.leadMinutes)} ahead.`,
    });
  if (type.horizonDays !== null && startsAt > plusMinutes(now, type.horizonDays * 1440))
    broken.push({
      rule: 'too-far-ahead',
      message: `“${type.name}” is booked at most ${counted(type.horizonDays, 'day')} ahead.`,
    });
  if (type.patients === 'new' && isEstablished === true)
    broken.push({
      rule: 'new-patients-only',
      message: `“${type.name}” is for new patients; this one was seen here within three years.`,
    });
  if (type.patients === 'established' && isEstablished === false)
    broken.push({
      rule: 'established-patients-only',
      message: `“${type.name}” is for patients who were seen here within three years.`,
    });
  return broken;
}

/** `null` when somebody with these roles books it; `roles` is `null` for who holds none and acts for a patient. */
export function denyBookingType(
  { name, bookedBy }: Pick<VisitType, 'name' | 'bookedBy'>,
  roles: readonly Role[] | null,
): string | null {
  if (roles === null || bookedBy.length === 0 || roles.some((role) => bookedBy.includes(role)))
    return null;
  return `“${name}” is not booked by your role in this clinic; nothing was booked.`;
}

function leadWords(minutes: number): string {
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'day');
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute');
}

function counted(count: number, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
