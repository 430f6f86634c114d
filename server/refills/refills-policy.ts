// Who may decide a refill: pure. Authority over a drug is the person's, never the role's; what a protocol delegates is the
// prescriber's who signed it.
import type { ControlledSchedule } from '#contract/prescription';
import { controlledSchedules } from '#contract/prescription';
import { delegatedDenials, type DenialReason } from '#contract/refill-workflow';
import type { PrescriberFacts } from '../staff/prescriber-queries.ts';

export interface Refusal {
  rule: 'no-authority' | 'not-delegated';
  message: string;
}

export interface Granting {
  actor: PrescriberFacts;
  schedule: ControlledSchedule | null;
  /** Where the patient lives; `null` = the chart does not say it. */
  state: string | null;
  /** Why a protocol does not allow it; empty = it does. */
  notDelegated: readonly string[];
  today: string;
}

/** A licence that is in force makes the prescriber; without one, somebody acts by protocol alone. */
export function isPrescriber({ prescriber, licence }: PrescriberFacts, today: string): boolean {
  return prescriber && licence !== null && licence.expiresOn >= today;
}

export function denyGranting(asked: Granting): Refusal | null {
  const { actor, schedule, notDelegated, today } = asked;
  if (schedule !== null) return denyControlled(asked, schedule);
  if (isPrescriber(actor, today)) return null;
  const [because] = notDelegated;
  return because === undefined
    ? null
    : {
        rule: 'not-delegated',
        message: `${because} Nothing was decided; it needs a prescriber.`,
      };
}

function denyControlled(
  { actor, state, today }: Granting,
  schedule: ControlledSchedule,
): Refusal | null {
  const no = (why: string): Refusal => ({
    rule: 'no-authority',
    message: `${controlledSchedules[schedule]}: ${why} Nothing was decided.`,
  });
  if (!isPrescriber(actor, today)) return no('only a prescriber with a licence in force decides.');
  if (!actor.deaSchedules.includes(schedule)) return no('your DEA registration does not cover it.');
  if (state !== null && actor.licence?.state !== state)
    return no(`your licence is not of ${state}, where the patient lives.`);
  return null;
}

export function denyDenying({
  actor,
  reason,
  today,
}: {
  actor: PrescriberFacts;
  reason: DenialReason;
  today: string;
}): Refusal | null {
  if (isPrescriber(actor, today) || delegatedDenials.includes(reason)) return null;
  return {
    rule: 'not-delegated',
    message: 'Such a denial is a prescriber’s; nothing was decided.',
  };
}

/** Signing a protocol or co-signing takes a prescriber, whatever the drug. */
export function denySigning(actor: PrescriberFacts, today: string): Refusal | null {
  return isPrescriber(actor, today)
    ? null
    : {
        rule: 'no-authority',
        message: 'Only a prescriber with a licence in force signs; nothing was signed.',
      };
}
