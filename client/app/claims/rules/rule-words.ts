// By what claims are judged, in words.
import type { AppealLevel, PayerRule } from '#contract/claim-settings';
import { linesOfBusiness } from '#contract/payer';
import { moneyWords } from '../../platform/money-words';

/** Of whom a rule speaks. */
export function whomWords(
  { payerId, lineOfBusiness }: Pick<PayerRule, 'payerId' | 'lineOfBusiness'>,
  nameOf: (payerId: string) => string,
): string {
  if (payerId !== null) return nameOf(payerId);
  return lineOfBusiness === null ? 'Every other payer' : linesOfBusiness[lineOfBusiness];
}

export function filingWords({ filing }: Pick<PayerRule, 'filing'>): string {
  const { amount, unit } = filing;
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/** `Redetermination: 120 days, answered in 60`; empty = there is none. */
export function levelsWords(levels: readonly AppealLevel[]): string {
  return levels.map(levelWords).join('; ');
}

function levelWords({ title, days, answerDays, minimumCents }: AppealLevel): string {
  const least = minimumCents === 0 ? '' : `, from ${moneyWords(minimumCents)}`;
  return `${title}: ${days} days, answered in ${answerDays}${least}`;
}

export function versionWords(version: number): string {
  return version === 0 ? 'standard values' : `version ${version}`;
}

/** Written and read in the fields: `Redetermination | 120 | 60 | 0`, one in each line. */
export function levelsText(levels: readonly AppealLevel[]): string {
  return levels
    .map(({ title, days, answerDays, minimumCents }) =>
      [title, days, answerDays, (minimumCents / 100).toFixed(2)].join(' | '),
    )
    .join('\n');
}
