// The decisions about a refill as a person chooses them: their order, titles, keys and reasons.
import type { MedicationOrder } from '#contract/prescription';
import type { RefillCard } from '#contract/refill-card';
import {
  refillWorkflow,
  type RefillStatus,
  type RefillTransition,
} from '#contract/refill-workflow';
import type { Grant } from '#contract/permission';
import { allowedTransitions } from '#contract/workflow';
import { emptyOrder } from './order-fields/order-fields';

/** Those that are decided in the form; what follows a decision has its own place. */
const inForm = [
  'approve',
  'approve-with-changes',
  'deny',
  'bridge',
  'on-file',
  'replace',
  'reroute',
  'ask-clinician',
  'ask-information',
  'ask-authorization',
  'resume',
  'reopen',
  'withdraw',
] as const satisfies readonly RefillTransition[];
export type RefillChoice = (typeof inForm)[number];

const shortcuts: Partial<Record<RefillChoice, string>> = {
  approve: 'refills.approve',
  'approve-with-changes': 'refills.approve-with-changes',
  bridge: 'refills.bridge',
  deny: 'refills.deny',
  'on-file': 'refills.on-file',
  replace: 'refills.replace',
  reroute: 'refills.reroute',
  'ask-clinician': 'refills.ask-clinician',
  'ask-information': 'refills.ask-information',
  'ask-authorization': 'refills.ask-authorization',
  resume: 'refills.resume',
  reopen: 'refills.resume',
};

/** Those that are about the card as it was seen, and grant a drug. */
export const aboutCard: readonly RefillChoice[] = [
  'approve',
  'approve-with-changes',
  'bridge',
  'replace',
  'reroute',
];

export function choicesFor(
  item: { status: string; clinicId: string },
  grants: readonly Grant[],
): { name: RefillChoice; title: string; shortcut: string | null }[] {
  const { clinicId } = item;
  const status = item.status as RefillStatus;
  const allowed = allowedTransitions(refillWorkflow, { status, clinicId }, grants);
  return inForm
    .filter((name) => allowed.includes(name))
    .map((name) => ({
      name,
      title: refillWorkflow.transitions[name].title,
      shortcut: shortcuts[name] ?? null,
    }));
}

export function reasonsFor(choice: RefillChoice): { code: string; title: string }[] {
  const { reasons } = refillWorkflow.transitions[choice] as { reasons?: Record<string, string> };
  return Object.entries(reasons ?? {}).map(([code, title]) => ({ code, title }));
}

/** What is asked for, and where the request says nothing, what is ordered: changes begin there. */
export function orderToChange({ requested, active }: RefillCard['sides']): MedicationOrder {
  const [asked, ordered] = [requested ?? active ?? emptyOrder, active ?? emptyOrder];
  return {
    rxnorm: asked.rxnorm ?? ordered.rxnorm,
    name: asked.name || ordered.name,
    form: asked.form || ordered.form,
    strength: asked.strength || ordered.strength,
    sig: asked.sig || ordered.sig,
    quantity: asked.quantity ?? ordered.quantity,
    unit: asked.unit || ordered.unit,
    daysSupply: asked.daysSupply ?? ordered.daysSupply,
    repeats: asked.repeats ?? 0,
  };
}
