// Which of a payer's rules speaks of what is asked for: the narrowest one that holds on the day, of two the later one.
import type { AuthorizationKind, ServiceCode } from '#contract/authorization-line';
import type { AuthorizationRule } from '#contract/authorization-rule';
import type { LineOfBusiness } from '#contract/payer';

export interface AskedNeed {
  payerId: string;
  lineOfBusiness: LineOfBusiness;
  kind: AuthorizationKind;
  code: Pick<ServiceCode, 'code'> | null;
  visitTypeId: string | null;
  drugGroup: string | null;
  /** A local date. */
  on: string;
}

export function ruleFor(
  rules: readonly AuthorizationRule[],
  asked: AskedNeed,
): AuthorizationRule | null {
  const [first] = rules
    .filter((rule) => speaksOf(rule, asked))
    .sort((a, b) => widthOf(a) - widthOf(b) || (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
  return first ?? null;
}

function speaksOf(rule: AuthorizationRule, asked: AskedNeed): boolean {
  const same = <T>(wanted: T | null, given: T | null): boolean =>
    wanted === null || wanted === given;
  return (
    rule.from <= asked.on &&
    (rule.until === null || asked.on <= rule.until) &&
    same(rule.payerId, asked.payerId) &&
    same(rule.lineOfBusiness, asked.lineOfBusiness) &&
    same(rule.kind, asked.kind) &&
    same(rule.visitTypeId, asked.visitTypeId) &&
    same(rule.drugGroup, asked.drugGroup) &&
    (rule.codePrefix === null || (asked.code?.code.startsWith(rule.codePrefix) ?? false))
  );
}

/** What it is about counts before whose plan it is; the longer beginning of a code before the shorter one. */
function widthOf(rule: AuthorizationRule): number {
  const about =
    (rule.visitTypeId === null ? 8 : 0) +
    (rule.drugGroup === null ? 8 : 0) +
    (rule.codePrefix === null ? 8 : 8 - Math.min(7, rule.codePrefix.length) - 0.5);
  return (
    about * 100 +
    (rule.payerId === null ? 10 : 0) +
    (rule.lineOfBusiness === null ? 5 : 0) +
    (rule.kind === null ? 1 : 0)
  );
}
