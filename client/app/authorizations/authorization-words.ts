// What an authorization request is, in the words of lists and panels.
import {
  approvalLevels,
  serviceCodeSystems,
  unitsLeft,
  type AuthorizationLine,
  type LineGrant,
  type ServiceCode,
} from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import {
  pendedFor,
  reviewActions,
  type AuthorizationLineStatus,
} from '#contract/authorization-workflow';
import { isOver, lineState, standingUnits } from '../platform/authorization-words';

/** What is asked for: the first line, and how many there are beside it. */
export function whatOf({ lines }: Pick<Authorization, 'lines'>): { text: string; more: string } {
  const live = lines.filter(({ status }) => !isOver(status));
  const [first, ...rest] = live.length > 0 ? live : lines;
  return { text: first?.description ?? '', more: rest.length === 0 ? '' : `+${rest.length}` };
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

/** `8 of 12 visits left: 3 booked, 1 used`. */
export function unitsWords({ grant, units }: Pick<AuthorizationLine, 'grant' | 'units'>): string {
  if (grant === null) return '';
  return standingUnits({ granted: grant.quantity, ...units }, grant.unit);
}

/** Of the approved lines with the fewest left; `null` where nothing is in force. */
export function scarcest({ lines }: Pick<Authorization, 'lines'>): AuthorizationLine | null {
  const inForce = lines.filter(({ status, grant }) => status === 'approved' && grant !== null);
  const [first] = inForce.sort((a, b) => unitsLeft(a) - unitsLeft(b));
  return first ?? null;
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

/** `Dec 1, 2026 – Feb 28, 2027`, or one day. */
export function spanWords(
  { from, until }: { from: string; until: string },
  day: (date: string) => string,
): string {
  return from === until ? day(from) : `${day(from)} – ${day(until)}`;
}
