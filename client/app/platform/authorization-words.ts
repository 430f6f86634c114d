// Lines of authorizations as the queue, the patient's page and the calendar say them.
import {
  quantityUnits,
  type AuthorizationLine,
  type QuantityUnit,
} from '#contract/authorization-line';
import {
  authorizationLineWorkflow,
  type AuthorizationLineStatus,
} from '#contract/authorization-workflow';
import type { Tone } from '../ui/status-chip/status-chip';

export function isOver(status: AuthorizationLineStatus): boolean {
  const state = authorizationLineWorkflow.states[status];
  return 'final' in state;
}

const tones: Partial<Record<AuthorizationLineStatus, Tone>> = {
  approved: 'ok',
  denied: 'late',
  upheld: 'late',
  pended: 'soon',
  submitted: 'info',
  appealed: 'info',
};

export function lineState({ status }: Pick<AuthorizationLine, 'status'>): {
  word: string;
  tone: Tone;
} {
  return { word: authorizationLineWorkflow.states[status].title, tone: tones[status] ?? 'neutral' };
}

const singular: Record<QuantityUnit, string> = {
  visits: 'visit',
  units: 'unit',
  days: 'day',
  hours: 'hour',
  months: 'month',
};

/** `1 visit`, `12 units`. */
export function quantityWords(quantity: number, unit: string): string {
  const known = unit as QuantityUnit;
  return `${quantity} ${quantity === 1 ? singular[known] : quantityUnits[known]}`;
}

/** `8 of 12 visits left: 3 booked, 1 used`. */
export function standingUnits(
  { granted, reserved, used }: { granted: number; reserved: number; used: number },
  unit: string,
): string {
  const left = granted - reserved - used;
  return `${left} of ${quantityWords(granted, unit)} left: ${reserved} booked, ${used} used`;
}

const troubleWords: Record<NonNullable<AuthorizationLine['trouble']>, string> = {
  'coverage-changed':
    'The plan has changed since it was approved: ask the new plan before the next visit.',
  'provider-left': 'The approved provider does not work here any more: ask for another one.',
  'visit-outside': 'A visit that uses it lies outside of what was approved.',
};

/** As it comes in a standing, whose trouble is text. */
export function troubleOf(trouble: string | null): string {
  return trouble === null ? '' : troubleWords[trouble as keyof typeof troubleWords];
}
