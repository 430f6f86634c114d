// What an authorization request is, in the words of lists and panels.
import {
  approvalLevels,
  quantityUnits,
  serviceCodeSystems,
  unitsLeft,
  type AuthorizationLine,
  type LineGrant,
  type QuantityUnit,
  type ServiceCode,
} from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import {
  authorizationLineWorkflow,
  pendedFor,
  reviewActions,
  type AuthorizationLineStatus,
} from '#contract/authorization-workflow';
import type { Tone } from '../ui/status-chip/status-chip';

/** What is asked for: the first line, and how many there are beside it. */
export function whatOf({ lines }: Pick<Authorization, 'lines'>): { text: string; more: string } {
  const live = lines.filter(({ status }) => !isOver(status));
  const [first, ...rest] = live.length > 0 ? live : lines;
  return { text: first?.description ?? '', more: rest.length === 0 ? '' : `+${rest.length}` };
}

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

/** How the lines stand where they stand apart: `1 approved, 2 denied`; empty where all stand alike. */
export function mixedWords({ lines }: Pick<Authorization, 'lines'>): string {
  const counts = new Map<AuthorizationLineStatus, number>();
  for (const { status } of lines) counts.set(status, (counts.get(status) ?? 0) + 1);
  if (counts.size < 2) return '';
  return [...counts]
    .map(([status, count]) => `${count} ${lineState({ status }).word.toLowerCase()}`)
    .join(', ');
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
export function unitsWords({ grant, units }: Pick<AuthorizationLine, 'grant' | 'units'>): string {
  if (grant === null) return '';
  return standingUnits({ granted: grant.quantity, ...units }, grant.unit);
}

export function standingUnits(
  { granted, reserved, used }: { granted: number; reserved: number; used: number },
  unit: string,
): string {
  const left = granted - reserved - used;
  return `${left} of ${quantityWords(granted, unit)} left: ${reserved} booked, ${used} used`;
}

/** Of the approved lines with the fewest left; `null` where nothing is in force. */
export function scarcest({ lines }: Pick<Authorization, 'lines'>): AuthorizationLine | null {
  const inForce = lines.filter(({ status, grant }) => status === 'approved' && grant !== null);
  const [first] = inForce.sort((a, b) => unitsLeft(a) - unitsLeft(b));
  return first ?? null;
}

export const troubleWords: Record<NonNullable<AuthorizationLine['trouble']>, string> = {
  'coverage-changed':
    'The plan has changed since it was approved: ask the new plan before the next visit.',
  'provider-left': 'The approved provider does not work here any more: ask for another one.',
  'visit-outside': 'A visit that uses it lies outside of what was approved.',
};

/** As it comes in a standing, whose trouble is text. */
export function troubleOf(trouble: string | null): string {
  return trouble === null ? '' : troubleWords[trouble as keyof typeof troubleWords];
}

/** `CPT 97110-GP`. */
export function codeWords(code: ServiceCode | null): string {
  if (code === null) return 'no code yet';
  return [`${serviceCodeSystems[code.system]} ${code.code}`, ...code.modifiers].join('-');
}

/** Whom a grant is for, e.g. `this provider: Rivera, Sam`. */
export function grantedTo(
  { level, providerIds }: Pick<LineGrant, 'level' | 'providerIds'>,
  nameOf: (staffId: string) => string,
): string {
  const names = providerIds.map((id) => nameOf(id)).filter(Boolean);
  const words = approvalLevels[level].toLowerCase();
  return names.length === 0 ? words : `${words}: ${names.join('; ')}`;
}

export function actionWords({ decision }: Pick<AuthorizationLine, 'decision'>): string {
  return decision === null ? '' : reviewActions[decision.action];
}

/** What a pended line waits for, as long as it is pended. */
export function waitingFor({ status, pendedFor: what }: AuthorizationLine): string {
  return status === 'pended' && what !== null ? pendedFor[what] : '';
}
