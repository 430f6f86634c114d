// Which of a clinic's dated rules speaks of a payer on a day, and the last days that follow from it.
import type { AppealLevel, PayerPolicy, PayerRule } from '#contract/claim-settings';
import type { ClaimKind } from '#contract/claim-record';
import type { LineOfBusiness } from '#contract/payer';
import { Temporal } from '../platform/clock/temporal.ts';

export interface PayerFacts {
  payerId: string | null;
  lineOfBusiness: LineOfBusiness | null;
}

/** The payer's own before that of its line of business, before that of everybody. `null` = none speaks of that day. */
export function payerRuleOn(policy: PayerPolicy, payer: PayerFacts, on: string): PayerRule | null {
  const inForce = policy.rules.filter(
    ({ fromOn, untilOn }) => fromOn <= on && (untilOn === null || on <= untilOn),
  );
  return (
    inForce.find(({ payerId }) => payerId !== null && payerId === payer.payerId) ??
    inForce.find(
      ({ payerId, lineOfBusiness }) =>
        payerId === null && lineOfBusiness !== null && lineOfBusiness === payer.lineOfBusiness,
    ) ??
    inForce.find(({ payerId, lineOfBusiness }) => payerId === null && lineOfBusiness === null) ??
    null
  );
}

export interface LastDay {
  on: string;
  /** What it is counted from. */
  from: string;
  amount: number;
  unit: 'days' | 'months' | 'years';
}

/** A claim must be with the payer on that day: counted from the first day of service, of an institution's from the last. */
export function filingLimit(
  rule: PayerRule,
  claim: { kind: ClaimKind; fromOn: string | null; toOn: string | null },
): LastDay | null {
  const from = claim.kind === 'institutional' ? (claim.toOn ?? claim.fromOn) : claim.fromOn;
  return from === null ? null : lastDay(from, rule.filing.amount, rule.filing.unit);
}

export function appealLimit(level: AppealLevel, receivedOn: string): LastDay {
  return lastDay(receivedOn, level.days, 'days');
}

export function lastDay(from: string, amount: number, unit: LastDay['unit']): LastDay {
  const on = Temporal.PlainDate.from(from).add({ [unit]: amount });
  return { on: on.toString(), from, amount, unit };
}
