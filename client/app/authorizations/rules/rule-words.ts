// A rule of a payer in words.
import { authorizationKinds } from '#contract/authorization-line';
import type { AuthorizationRule, AuthorizationRuleTerms } from '#contract/authorization-rule';
import { linesOfBusiness } from '#contract/payer';
import type { Tone } from '../../ui/status-chip/status-chip';
import type { Named } from '../authorization-lookups';

/** `Harbor Health`, `Medicaid, whichever payer`, `Every payer`. */
export function payerWords({
  payerName,
  lineOfBusiness,
}: Pick<AuthorizationRule, 'payerName' | 'lineOfBusiness'>): string {
  const line = lineOfBusiness === null ? '' : linesOfBusiness[lineOfBusiness];
  if (payerName !== null) return [payerName, line].filter(Boolean).join(', ');
  return line === '' ? 'Every payer' : `${line}, whichever payer`;
}

/** For what it is, from the narrowest word to the widest. */
export function subjectWords(
  terms: Pick<AuthorizationRuleTerms, 'kind' | 'visitTypeId' | 'codePrefix' | 'drugGroup'>,
  visitTypes: readonly Named[],
): string {
  const { kind, visitTypeId, codePrefix, drugGroup } = terms;
  const words = [
    visitTypeId === null ? '' : (visitTypes.find(({ id }) => id === visitTypeId)?.name ?? '…'),
    codePrefix === null ? '' : `codes from ${codePrefix}`,
    drugGroup === null ? '' : `drugs of the group ${drugGroup}`,
    kind === null || drugGroup !== null ? '' : authorizationKinds[kind].toLowerCase(),
  ].filter(Boolean);
  const all = words.join(', ') || 'everything';
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** How it stands on a day: what has ended stays, and what begins later is said. */
export function ruleState(
  { from, until }: Pick<AuthorizationRuleTerms, 'from' | 'until'>,
  today: string,
): { word: string; tone: Tone; isOver: boolean } {
  if (until !== null && until < today) return { word: 'Ended', tone: 'neutral', isOver: true };
  return from > today
    ? { word: 'Begins later', tone: 'info', isOver: false }
    : { word: 'In force', tone: 'ok', isOver: false };
}
