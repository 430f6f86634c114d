// The life of a refill request: taken in, matched, decided, sent, and only then given to the patient.
import { defineWorkflow } from './workflow.ts';

/** Why a renewal is refused: HL7 v3 ActReason codes (free), with the words that staff read. */
export const denialReasons = {
  alreadyrx: 'Another prescription for it is active',
  famphys: 'Another prescriber looks after this drug',
  modify: 'The prescription was changed',
  needapmt: 'A visit is needed first',
  notavail: 'The prescriber is not available',
  notpat: 'Not a patient of this clinic',
  onhold: 'The drug is on hold',
  prna: 'The patient has to ask for it',
  stopmed: 'The drug was stopped',
  tooearly: 'Too early',
} as const;
export type DenialReason = keyof typeof denialReasons;

/** What the patient is told to do next, in words for who tells them. */
export const whatNext: Record<DenialReason, string> = {
  alreadyrx: 'Another prescription for it is active: the pharmacy can fill that one.',
  famphys: 'Ask the prescriber who looks after this drug.',
  modify: 'The prescription was changed: the pharmacy has or gets the new one.',
  needapmt: 'Book a visit; until then somebody can ask for a short fill.',
  notavail: 'Ask for another prescriber of the clinic.',
  notpat: 'Ask the clinic where you are a patient.',
  onhold: 'Do not take it for now; ask the clinic when to go on.',
  prna: 'Ask for it yourself when you need it.',
  stopmed: 'Do not take it any more; ask the clinic if you are unsure.',
  tooearly: 'Ask again when more of the last fill is used.',
};

/** Reasons that a pharmacist or nurse may give by themselves; the others are a prescriber's. */
export const delegatedDenials: readonly DenialReason[] = [
  'alreadyrx',
  'famphys',
  'notpat',
  'prna',
  'tooearly',
];

/** In these nobody has decided yet. */
export const undecidedStates = ['to-decide', 'clinician', 'information', 'authorization'] as const;
const byDecider = { from: ['to-decide', 'clinician'], to: 'decided', by: 'refill:decide' } as const;

export const refillWorkflow = defineWorkflow({
  name: 'refill',
  initial: 'triage',
  states: {
    triage: { title: 'To match', fhir: 'received' },
    'to-decide': { title: 'To decide', fhir: 'ready' },
    clinician: { title: 'Needs clinician', fhir: 'on-hold' },
    information: { title: 'Needs information', fhir: 'on-hold' },
    authorization: { title: 'Needs authorization', fhir: 'on-hold' },
    decided: { title: 'Decided, not sent', fhir: 'in-progress' },
    sent: { title: 'Sent', fhir: 'in-progress' },
    error: { title: 'Not delivered', fhir: 'in-progress' },
    acknowledged: { title: 'At the pharmacy', fhir: 'in-progress' },
    dispensed: { title: 'Ready for the patient', fhir: 'in-progress' },
    'picked-up': { title: 'Picked up', final: true, fhir: 'completed' },
    'returned-to-stock': { title: 'Returned to stock', final: true, fhir: 'failed' },
    answered: { title: 'Answered', final: true, fhir: 'completed' },
    withdrawn: { title: 'Withdrawn', final: true, fhir: 'cancelled' },
  },
  transitions: {
    match: { title: 'Match', from: ['triage'], to: 'to-decide', by: 'refill:take-in' },
    approve: { title: 'Approve', ...byDecider, records: ['grant', 'criteria'] },
    'approve-with-changes': {
      title: 'Approve with changes',
      ...byDecider,
      records: ['grant', 'criteria', 'note'],
    },
    bridge: { title: 'Bridge', ...byDecider, records: ['grant', 'criteria'] },
    replace: { title: 'Replace', ...byDecider, records: ['grant', 'criteria', 'note'] },
    reroute: { title: 'Send elsewhere', ...byDecider, records: ['grant', 'criteria'] },
    deny: { title: 'Deny', ...byDecider, records: ['next'], reasons: denialReasons },
    'on-file': { title: 'Refills on file', ...byDecider, records: ['next'] },
    'ask-clinician': {
      title: 'Needs clinician',
      from: ['to-decide', 'information', 'authorization'],
      to: 'clinician',
      by: 'refill:decide',
      reasons: {
        protocol: 'No protocol allows it',
        criteria: 'Something in the card is not met',
        controlled: 'Controlled substance',
        'high-risk': 'High-risk drug',
        differs: 'What is asked for differs',
        judgement: 'Needs judgement',
      },
    },
    'ask-information': {
      title: 'Needs information',
      from: ['to-decide', 'clinician'],
      to: 'information',
      by: 'refill:decide',
      reasons: {
        patient: 'From the patient',
        pharmacy: 'From the pharmacy',
        laboratory: 'From the laboratory',
        'outside-prescriber': 'From another prescriber',
      },
    },
    'ask-authorization': {
      title: 'Needs authorization',
      from: ['to-decide', 'clinician'],
      to: 'authorization',
      by: 'refill:decide',
      records: ['note'],
    },
    resume: {
      title: 'Decide now',
      from: ['clinician', 'information', 'authorization'],
      to: 'to-decide',
      by: 'refill:decide',
    },
    undo: { title: 'Take back', from: ['decided'], to: 'to-decide', by: 'refill:decide' },
    send: {
      title: 'Sent',
      from: ['decided', 'error'],
      to: 'sent',
      by: 'refill:send',
      records: ['transport'],
    },
    fail: {
      title: 'Not delivered',
      from: ['decided', 'sent'],
      to: 'error',
      by: 'refill:send',
      records: ['trouble'],
    },
    reopen: { title: 'Decide again', from: ['error'], to: 'to-decide', by: 'refill:decide' },
    acknowledge: {
      title: 'Acknowledged',
      from: ['sent'],
      to: 'acknowledged',
      by: 'refill:send',
    },
    answer: { title: 'Answered', from: ['sent', 'acknowledged'], to: 'answered', by: 'system' },
    dispense: {
      title: 'Ready',
      from: ['acknowledged'],
      to: 'dispensed',
      by: 'refill:take-in',
    },
    'pick-up': {
      title: 'Picked up',
      from: ['acknowledged', 'dispensed'],
      to: 'picked-up',
      by: 'refill:take-in',
    },
    'return-to-stock': {
      title: 'Returned to stock',
      from: ['acknowledged', 'dispensed'],
      to: 'returned-to-stock',
      by: 'refill:take-in',
    },
    withdraw: {
      title: 'Withdraw',
      from: ['triage', ...undecidedStates],
      to: 'withdrawn',
      by: 'refill:take-in',
      reasons: {
        duplicate: 'Asked for twice',
        'not-wanted': 'The patient does not want it',
        'pharmacy-withdrew': 'The pharmacy took it back',
        'not-matched': 'Nobody here it could be for',
        'entered-in-error': 'Taken in by mistake',
      },
    },
  },
});
export type RefillStatus = keyof typeof refillWorkflow.states;
export type RefillTransition = keyof typeof refillWorkflow.transitions;

/** The ways in which a request is decided. */
export const refillDecisions = [
  'approve',
  'approve-with-changes',
  'bridge',
  'replace',
  'reroute',
  'deny',
  'on-file',
] as const;
export type RefillDecisionKind = (typeof refillDecisions)[number];

/** Those by which the patient gets a drug; the others end with the pharmacy's acknowledgement. */
export const grantingDecisions = [
  'approve',
  'approve-with-changes',
  'bridge',
  'replace',
  'reroute',
] as const satisfies readonly RefillDecisionKind[];

export function grants(kind: RefillDecisionKind): boolean {
  return (grantingDecisions as readonly RefillDecisionKind[]).includes(kind);
}
