// What protocols and lists say, in words.
import type { DrugGroup } from '#contract/drug-group';
import type { ProtocolCriterion, ProtocolTerms } from '#contract/refill-protocol';
import type { RefillReminderTerms } from '#contract/refill-reminder';
import { unitWords } from '#contract/unit-words';

export function criterionWords(criterion: ProtocolCriterion): string {
  switch (criterion.kind) {
    case 'seen':
      return `seen within ${monthsWords(criterion.months)}`;
    case 'laboratory':
      return `${criterion.title} within ${monthsWords(criterion.months)}${limitWords(criterion)}`;
    case 'age':
      return `at least ${criterion.years} years old`;
    case 'established':
      return `taken for ${monthsWords(criterion.months)}`;
  }
}

function limitWords({
  low,
  high,
  unit,
}: Extract<ProtocolCriterion, { kind: 'laboratory' }>): string {
  if (low === null && high === null) return '';
  const range =
    low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`;
  return `, ${range} ${unitWords(unit)}`.trimEnd();
}

function monthsWords(months: number): string {
  return `${months} ${months === 1 ? 'month' : 'months'}`;
}

export function grantWords({ mostDays, mostRepeats }: ProtocolTerms): string {
  const more = mostRepeats === 1 ? '1 more fill' : `${mostRepeats} more fills`;
  return `${mostDays} days, ${more}`;
}

export function groupTitles(groups: readonly DrugGroup[], codes: readonly string[]): string {
  return codes.map((code) => groups.find((one) => one.code === code)?.title ?? code).join(', ');
}

export function traitWords({ highRisk, abruptStop, countable }: DrugGroup): string {
  const traits = [
    ...(highRisk ? ['high risk: never delegated'] : []),
    ...(abruptStop ? ['harm when stopped at once'] : []),
    ...(countable ? [] : ['days cannot be counted']),
  ];
  return traits.join('; ') || '–';
}

export function reminderWords({ isOn, daysBefore }: RefillReminderTerms): string {
  if (!isOn) return 'Patients are not reminded';
  const days = daysBefore === 1 ? '1 day' : `${daysBefore} days`;
  return `Patients are reminded ${days} before they run out`;
}
