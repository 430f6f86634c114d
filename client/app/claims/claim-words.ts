// What a follow-up is, in the words of lists and panels.
import { denialCauses } from '#contract/claim-money';
import { courseKinds, deadlineKinds, type FollowUp } from '#contract/claim-follow-up';
import {
  bandTitle,
  expiredBand,
  followUpKinds,
  followUpWorkflow,
  type FollowUpKind,
  type FollowUpStatus,
} from '#contract/claim-workflow';
import { listName } from '#contract/patients';
import { exactMoney, moneyWords } from '../platform/money-words';
import type { WhenWords } from '../platform/work-queue/work-queue';
import type { Tone } from '../ui/status-chip/status-chip';
import type { IconName } from '../ui/svg-icon/svg-icon';

/** Whose it is, or what nobody could tell. */
export function personOf({ patient }: Pick<FollowUp, 'patient'>): string {
  return patient ? listName(patient) : 'Not matched';
}

export interface Mark {
  words: string;
  icon: IconName;
}

const kindIcons: Record<FollowUpKind, IconName> = {
  denied: 'block',
  underpaid: 'expand-more',
  rejected: 'undo',
  unanswered: 'hourglass-top',
  conflicting: 'warning',
  overpaid: 'expand-less',
  unmatched: 'person-search',
};

export function kindMark({ kind }: Pick<FollowUp, 'kind'>): Mark {
  return { words: followUpKinds[kind], icon: kindIcons[kind] };
}

/** `Authorization`; of what is no denial, what it is. */
export function causeWords({ cause, kind }: Pick<FollowUp, 'cause' | 'kind'>): string {
  return cause === null ? followUpKinds[kind] : denialCauses[cause];
}

/** As the payer wrote them: `CO-197 · N54`. */
export function codesWords({ codes }: Pick<FollowUp, 'codes'>): string {
  return codes.join(' · ');
}

/** `$420 × 63 % = $265`. */
export function worthWords({
  amountCents,
  chance,
  worthCents,
}: Pick<FollowUp, 'amountCents' | 'chance' | 'worthCents'>): string {
  return `${moneyWords(amountCents)} × ${chance.percent} % = ${moneyWords(worthCents)}`;
}

/** What the chance is reckoned from. */
export function chanceWords({ chance }: Pick<FollowUp, 'chance'>): string {
  const { percent, wonCents, triedCents, supposedPercent } = chance;
  const supposed = `${supposedPercent} % is supposed for this cause`;
  if (triedCents === 0) return `${percent} %: nothing was tried with this payer yet; ${supposed}`;
  const won = `${moneyWords(wonCents)} won of ${moneyWords(triedCents)} tried with this payer and cause`;
  return `${percent} %: ${won}; ${supposed}`;
}

/** `Within 5 working days`; what is closed has no band. */
export function bandWords({ band, work }: Pick<FollowUp, 'band' | 'work'>): string {
  return work.closedAt === null ? bandTitle(band) : 'Closed';
}

/** How near its last day is; what is closed presses nobody any more. */
export function bandTone({
  band,
  deadline,
  work,
}: Pick<FollowUp, 'band' | 'deadline' | 'work'>): Tone | undefined {
  if (work.closedAt !== null || deadline === null) return undefined;
  if (band === expiredBand || deadline.isExpired) return 'late';
  return band === 0 ? 'late' : band === 1 ? 'soon' : 'neutral';
}

/** `Appeal until Mon, Nov 30`, `Filing limit expired Mon, Nov 2`. */
export function deadlineWords(
  { deadline }: Pick<FollowUp, 'deadline'>,
  day: (date: string) => string,
): string {
  if (deadline === null) return 'No deadline is known';
  const kind = deadlineKinds[deadline.kind];
  return `${kind} ${deadline.isExpired ? 'expired' : 'until'} ${day(deadline.on)}`;
}

/** `Appealed, level 2`; else where it stands. */
export function stateWords({ course, work }: Pick<FollowUp, 'course' | 'work'>): string {
  const status = work.status as FollowUpStatus;
  const { title } = followUpWorkflow.states[status];
  const isAppeal = status === 'appealed' && course !== null && course.level > 0;
  return isAppeal ? `${title}, level ${course.level}` : title;
}

/** What runs with the payer, beside the state where that does not say it: `Member appeal, level 1`. */
export function courseWords({ course }: Pick<FollowUp, 'course'>): string {
  if (course === null) return '';
  const level = course.level > 0 ? `, level ${course.level}` : '';
  return `${courseKinds[course.kind]}${level}`;
}

/** `the payer’s answer, until Mon, Nov 30, 9:00 am`. */
export function waitingWords(
  { course }: Pick<FollowUp, 'course'>,
  until: string,
  when: WhenWords,
): string | null {
  if (course === null) return null;
  return `${courseWords({ course })}: looked at again ${when.dayAndTime(until)}`;
}

/** What pulls money back is written with its sign. */
export function signedMoney(cents: number): string {
  return exactMoney(cents).replace('-', '−');
}

/** `CO-197 −$120.00`: what was taken off; what is given back stands with a plus. */
export function adjustmentWords(of: { group: string; reason: string; cents: number }): string {
  const amount = of.cents < 0 ? `+${exactMoney(-of.cents)}` : `−${exactMoney(of.cents)}`;
  return `${of.group}-${of.reason} ${amount}`;
}

/** `Lines 1 and 3`, `The claim as a whole`. */
export function linesWords({ lines }: Pick<FollowUp, 'lines'>): string {
  if (lines.length === 0 || lines.includes(0)) return 'The claim as a whole';
  const said = [...lines].sort((a, b) => a - b);
  const last = said.pop();
  return said.length === 0 ? `Line ${last}` : `Lines ${said.join(', ')} and ${last}`;
}
