// What results are judged by, in words.
import { resultCategories, type ResultCategory } from '#contract/result-content';
import { ladderRungs } from '#contract/result-critical';
import { audiences, type ReleaseRule } from '#contract/result-release';
import type { CriticalLimit, CriticalPolicy, ReleasePolicy } from '#contract/result-settings';
import type { Tone } from '../../ui/status-chip/status-chip';

/** `2.8 or below, 6.2 or above`. */
export function limitWords({ low, high }: Pick<CriticalLimit, 'low' | 'high'>): string {
  const parts = [low === null ? '' : `${low} or below`, high === null ? '' : `${high} or above`];
  return parts.filter(Boolean).join(', ');
}

/** `Ordering clinician twice, then clinician on call once`. */
export function ladderWords({ ladder }: Pick<CriticalPolicy, 'ladder'>): string {
  const words = ladder
    .map(({ rung, attempts }) => `${ladderRungs[rung].toLowerCase()} ${timesWords(attempts)}`)
    .join(', then ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function timesWords(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
}

export function categoriesWords(categories: readonly ResultCategory[]): string {
  return categories.map((each) => resultCategories[each]).join(', ');
}

export function effectWords({ effect }: Pick<ReleaseRule, 'effect'>): string {
  switch (effect.kind) {
    case 'hours':
      return effect.hours === 1
        ? '1 hour after it is final'
        : `${effect.hours} hours after it is final`;
    case 'day':
      return effect.days === 1
        ? 'From the day after it is final'
        : `From the ${ordinal(effect.days)} day after it is final`;
    case 'never':
      return 'Never';
  }
}

/** `Patient, 12 to 17 years`. */
export function forWords({
  audience,
  ageFrom,
  ageBelow,
}: Pick<ReleaseRule, 'audience' | 'ageFrom' | 'ageBelow'>): string {
  const [oldest, isAny] = [ageBelow - 1, ageFrom === 0 && ageBelow > 150];
  if (isAny) return audiences[audience];
  if (ageBelow > 150) return `${audiences[audience]}, from ${ageFrom} years of the patient`;
  return `${audiences[audience]}, patients of ${ageFrom} to ${oldest} years`;
}

export function ruleState(
  rule: Pick<ReleaseRule, 'jurisdiction' | 'fromOn' | 'untilOn'>,
  { jurisdiction, today }: Pick<ReleasePolicy, 'jurisdiction'> & { today: string },
): { word: string; tone: Tone } {
  if (rule.jurisdiction !== 'US' && rule.jurisdiction !== jurisdiction)
    return { word: 'Another state', tone: 'neutral' };
  if (rule.untilOn !== null && rule.untilOn <= today) return { word: 'Ended', tone: 'neutral' };
  return rule.fromOn > today ? { word: 'To come', tone: 'info' } : { word: 'In force', tone: 'ok' };
}

export function versionWords(version: number): string {
  return version === 0 ? 'standard values' : `version ${version}`;
}

/** `3rd`. */
export function ordinal(count: number): string {
  const tens = count % 100;
  if (tens > 10 && tens < 14) return `${count}th`;
  return `${count}${['th', 'st', 'nd', 'rd'][count % 10] ?? 'th'}`;
}
