// Does an approved line cover a visit? If not, what of it does not fit, in words for the desk: pure.
import { dateText } from '../platform/clock/spoken-times.ts';
import { guardRules, type GuardRule, type GuardWarning } from '#contract/authorization-standing';
import type { LineGrant, QuantityUnit } from '#contract/authorization-line';

export interface GrantedLine {
  id: string;
  clinicId: string;
  /** Whose plan approved it. */
  payerId: string;
  memberId: string;
  /** In force; a line that is used up or expired explains what is missing, and covers nothing. */
  isInForce: boolean;
  grant: LineGrant;
  reserved: number;
  used: number;
}

export interface CoveredVisit {
  clinicId: string;
  providerId: string;
  /** Local date of the clinic. */
  on: string;
  minutes: number;
  /** Who pays on that day; `null` = nobody. */
  plan: { payerId: string; memberId: string } | null;
  /** Units of the line that the visit itself holds already. */
  own: number;
}

export type Misfit = 'plan' | 'site' | 'provider' | 'before' | 'after' | 'units';

/** What a visit takes of a line; months are not counted by visits. */
export function unitsOf(unit: QuantityUnit, minutes: number): number {
  if (unit === 'months') return 0;
  return unit === 'hours' ? Math.max(1, Math.ceil(minutes / 60)) : 1;
}

/** Everything that does not fit, the weightiest first; empty = it is covered. */
export function misfitsOf(line: GrantedLine, visit: CoveredVisit): Misfit[] {
  const { grant } = line;
  const misfits: Misfit[] = [];
  if (visit.plan?.payerId !== line.payerId || visit.plan.memberId !== line.memberId)
    misfits.push('plan');
  if (line.clinicId !== visit.clinicId) misfits.push('site');
  if (grant.level !== 'site' && !grant.providerIds.includes(visit.providerId))
    misfits.push('provider');
  if (visit.on < grant.from) misfits.push('before');
  if (visit.on > grant.until) misfits.push('after');
  const left = grant.quantity - line.reserved - line.used + visit.own;
  if (left < unitsOf(grant.unit, visit.minutes)) misfits.push('units');
  return misfits;
}

/** The line that a visit uses: of those that cover it, the one that ends first. */
export function lineFor<L extends GrantedLine>(
  lines: readonly L[],
  visitOf: (line: L) => CoveredVisit,
): L | null {
  const [first] = lines
    .filter((line) => line.isInForce && misfitsOf(line, visitOf(line)).length === 0)
    .sort((a, b) => compare(a.grant.until, b.grant.until) || compare(a.id, b.id));
  return first ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Which denial the visit would earn: of several lines, by the one that comes nearest. */
export function warningOf<L extends GrantedLine>(
  lines: readonly L[],
  visitOf: (line: L) => CoveredVisit,
  /** Why there is none yet, where one is asked for. */
  pending: string | null,
): GuardWarning {
  const [nearest] = lines
    .map((line) => ({ line, misfits: misfitsOf(line, visitOf(line)) }))
    .sort((a, b) => a.misfits.length - b.misfits.length);
  if (!nearest) return warn('authorization-absent', pending ?? 'No authorization was asked for.');
  const { line, misfits } = nearest;
  if (misfits.every((misfit) => misfit === 'units'))
    return warn(
      'authorization-exceeded',
      misfits.length === 0
        ? 'The authorization is over.'
        : `All ${line.grant.quantity} ${line.grant.unit} are booked or used.`,
    );
  return warn(
    'authorization-mismatch',
    misfits.map((misfit) => misfitWords(misfit, line)).join(' '),
  );
}

function misfitWords(misfit: Misfit, { grant }: GrantedLine): string {
  switch (misfit) {
    case 'plan':
      return 'The authorization is of a plan that does not pay on that day.';
    case 'site':
      return 'The authorization is for another site.';
    case 'provider':
      return grant.level === 'individual'
        ? 'The authorization is for another provider.'
        : 'The provider is none of the group that is authorized.';
    case 'before':
      return `The authorization begins on ${dateText(grant.from)}.`;
    case 'after':
      return `The authorization ends on ${dateText(grant.until)}.`;
    case 'units':
      return `All ${grant.quantity} ${grant.unit} are booked or used.`;
  }
}

function warn(rule: GuardRule, why: string): GuardWarning {
  const denial = guardRules[rule];
  return { rule, denial, message: `Denial ${denial} is likely. ${why}` };
}
