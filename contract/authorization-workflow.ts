// The life of an authorization: each line of a request goes its own way, the item in the queue follows its lines.
import { defineWorkflow } from './workflow.ts';

/** What a payer answers about a line: X12 278 HCR01, the same in FHIR as reviewAction. */
export const reviewActions = {
  A1: 'Certified in total',
  A2: 'Certified in part',
  A3: 'Not certified',
  A4: 'Pended',
  A6: 'Modified',
  C: 'Cancelled',
  CT: 'Contact payer',
  NA: 'No action required',
} as const;
export type ReviewAction = keyof typeof reviewActions;

/** What a pended line waits for. */
export const pendedFor = {
  'payer-review': 'The payer reviews it',
  documents: 'The payer asks for documents',
  'peer-to-peer': 'The payer offers a peer-to-peer',
  'contact-payer': 'The payer wants to be called',
} as const;
export type PendedFor = keyof typeof pendedFor;

export const cancelledBecause = {
  'not-needed': 'Not needed any more',
  'visit-cancelled': 'The visit was cancelled',
  'coverage-changed': 'The coverage has changed',
  duplicate: 'Asked for twice',
  declined: 'The patient does not want it',
  'payer-cancelled': 'Cancelled by the payer',
  'entered-in-error': 'Entered by mistake',
} as const;
export type CancelledBecause = keyof typeof cancelledBecause;

const asked = ['submitted', 'pended'] as const;
const byWork = 'authorization:work';

/** Of one line. A denial allows no update of the request (Da Vinci PAS): it is appealed, or asked for anew. */
export const authorizationLineWorkflow = defineWorkflow({
  name: 'authorization-line',
  initial: 'need-check',
  states: {
    'need-check': { title: 'To check', fhir: 'draft' },
    'not-required': { title: 'Not required', final: true, fhir: 'completed' },
    gathering: { title: 'Gathering documents', fhir: 'ready' },
    submitted: { title: 'Submitted', fhir: 'in-progress' },
    pended: { title: 'Pended', fhir: 'on-hold' },
    approved: { title: 'Approved', fhir: 'in-progress' },
    denied: { title: 'Denied', fhir: 'rejected' },
    appealed: { title: 'Appealed', fhir: 'in-progress' },
    upheld: { title: 'Denial upheld', fhir: 'rejected' },
    'not-authorized': { title: 'Not authorized', final: true, fhir: 'failed' },
    replaced: { title: 'Asked for anew', final: true, fhir: 'cancelled' },
    consumed: { title: 'Used up', final: true, fhir: 'completed' },
    expired: { title: 'Expired', final: true, fhir: 'completed' },
    cancelled: { title: 'Cancelled', final: true, fhir: 'cancelled' },
  },
  transitions: {
    require: { title: 'Required', from: ['need-check'], to: 'gathering', by: byWork },
    'find-not-required': {
      title: 'Not required',
      from: ['need-check', 'gathering'],
      to: 'not-required',
      by: byWork,
      records: ['proof'],
    },
    submit: {
      title: 'Submit',
      from: ['gathering'],
      to: 'submitted',
      by: byWork,
      records: ['channel'],
    },
    pend: {
      title: 'Pended',
      from: [...asked, 'appealed'],
      to: 'pended',
      by: byWork,
      records: ['action'],
      reasons: pendedFor,
    },
    approve: {
      title: 'Approved',
      from: asked,
      to: 'approved',
      by: byWork,
      records: ['action', 'grant'],
    },
    deny: {
      title: 'Denied',
      from: asked,
      to: 'denied',
      by: byWork,
      records: ['action', 'because'],
    },
    return: {
      title: 'Sent back by the payer',
      from: asked,
      to: 'gathering',
      by: 'system',
      records: ['trouble'],
    },
    'need-nothing': {
      title: 'No action required',
      from: asked,
      to: 'not-required',
      by: byWork,
      records: ['action'],
    },
    appeal: {
      title: 'Appeal',
      from: ['denied', 'upheld'],
      to: 'appealed',
      by: byWork,
      records: ['level'],
    },
    uphold: { title: 'Denial upheld', from: ['appealed'], to: 'upheld', by: byWork },
    overturn: {
      title: 'Overturned',
      from: ['denied', 'appealed'],
      to: 'approved',
      by: byWork,
      records: ['grant'],
    },
    'ask-anew': {
      title: 'Ask anew',
      from: ['denied', 'upheld', 'approved'],
      to: 'replaced',
      by: byWork,
    },
    accept: {
      title: 'Accept the denial',
      from: ['denied', 'upheld'],
      to: 'not-authorized',
      by: byWork,
    },
    extend: {
      title: 'Extended',
      from: ['approved'],
      to: 'approved',
      by: byWork,
      records: ['grant'],
    },
    'take-back': {
      title: 'Take the answer back',
      from: ['approved', 'denied'],
      to: 'pended',
      by: byWork,
    },
    consume: { title: 'Used up', from: ['approved'], to: 'consumed', by: 'system' },
    expire: { title: 'Expired', from: ['approved'], to: 'expired', by: 'system' },
    cancel: {
      title: 'Cancel',
      from: ['need-check', 'gathering', ...asked, 'approved', 'denied', 'appealed', 'upheld'],
      to: 'cancelled',
      by: byWork,
      reasons: cancelledBecause,
    },
  },
});
export type AuthorizationLineStatus = keyof typeof authorizationLineWorkflow.states;
export type AuthorizationLineTransition = keyof typeof authorizationLineWorkflow.transitions;

/** In these a line is asked for or in force: the same is not asked for again. */
export const liveLineStates = [
  'need-check',
  'gathering',
  'submitted',
  'pended',
  'approved',
  'denied',
  'appealed',
  'upheld',
] as const satisfies readonly AuthorizationLineStatus[];

const open = [
  'need-check',
  'gathering',
  'denied',
  'pended',
  'submitted',
  'appealed',
  'approved',
] as const;
type Open = (typeof open)[number];

function others(status: Open): Open[] {
  return open.filter((each) => each !== status);
}

/** Of the item: it stands where its most pressing line stands, and is closed with the last. Nobody takes these steps. */
export const authorizationWorkflow = defineWorkflow({
  name: 'authorization',
  initial: 'need-check',
  states: {
    'need-check': { title: 'To check', fhir: 'requested' },
    gathering: { title: 'Gathering documents', fhir: 'ready' },
    denied: { title: 'Denied, what next?', fhir: 'rejected' },
    pended: { title: 'Pended', fhir: 'on-hold' },
    submitted: { title: 'Submitted', fhir: 'in-progress' },
    appealed: { title: 'Appealed', fhir: 'in-progress' },
    approved: { title: 'In force', fhir: 'in-progress' },
    closed: { title: 'Closed', final: true, fhir: 'completed' },
  },
  transitions: {
    gather: { title: 'Gather', from: others('gathering'), to: 'gathering', by: 'system' },
    submit: { title: 'Submitted', from: others('submitted'), to: 'submitted', by: 'system' },
    pend: { title: 'Pended', from: others('pended'), to: 'pended', by: 'system' },
    deny: { title: 'Denied', from: others('denied'), to: 'denied', by: 'system' },
    appeal: { title: 'Appealed', from: others('appealed'), to: 'appealed', by: 'system' },
    approve: { title: 'Approved', from: others('approved'), to: 'approved', by: 'system' },
    close: { title: 'Closed', from: [...open], to: 'closed', by: 'system' },
  },
});
export type AuthorizationStatus = keyof typeof authorizationWorkflow.states;

const placeOf: Partial<Record<AuthorizationLineStatus, Open>> = {
  'need-check': 'need-check',
  gathering: 'gathering',
  submitted: 'submitted',
  pended: 'pended',
  approved: 'approved',
  denied: 'denied',
  appealed: 'appealed',
  upheld: 'denied',
};

/** Where the item stands with lines that stand so. */
export function authorizationStatusOf(
  lines: readonly { status: AuthorizationLineStatus }[],
): AuthorizationStatus {
  const places = new Set(lines.map(({ status }) => placeOf[status]));
  return open.find((each) => places.has(each)) ?? 'closed';
}

/** The step by which the item gets there; `null` = it stands there. */
export function authorizationStepTo(
  from: AuthorizationStatus,
  to: AuthorizationStatus,
): keyof typeof authorizationWorkflow.transitions | null {
  if (from === to) return null;
  const steps = Object.entries(authorizationWorkflow.transitions);
  const found = steps.find(([, step]) => step.to === to);
  if (!found) throw new Error(`No step leads an authorization to ${to}.`);
  return found[0] as keyof typeof authorizationWorkflow.transitions;
}
