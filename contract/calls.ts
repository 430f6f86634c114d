// Calls: somebody must be reached by phone. The first queue, and the example for all later ones.
import * as z from 'zod/mini';
import type { ContactChannel, ContactPurpose } from './contact.ts';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line, paragraph } from './text.ts';
import { instant } from './time.ts';
import { work, workPriorities, type WorkAct } from './work.ts';
import type { Bulk } from './work-bulk.ts';
import { leaseToken, listOfEndpoints, queueEndpoints, workRules } from './work-queue.ts';
import {
  applyWorkViewChange,
  workViewEndpoints,
  type WorkView,
  type WorkViewChange,
} from './work-view.ts';
import { defineWorkflow } from './workflow.ts';

export const callWorkflow = defineWorkflow({
  name: 'call',
  initial: 'to-call',
  states: {
    'to-call': { title: 'To call', fhir: 'ready' },
    'message-left': { title: 'Message left', fhir: 'on-hold' },
    done: { title: 'Done', final: true, fhir: 'completed' },
    unreachable: { title: 'Not reached', final: true, fhir: 'failed' },
    'not-needed': { title: 'Not needed', final: true, fhir: 'cancelled' },
  },
  transitions: {
    reach: {
      title: 'Reached',
      from: ['to-call', 'message-left'],
      to: 'done',
      by: 'call:work',
      reasons: {
        booked: 'A visit was booked or moved',
        confirmed: 'Confirmed',
        informed: 'Informed',
        declined: 'Declined',
      },
    },
    'leave-message': {
      title: 'Left a message',
      from: ['to-call', 'message-left'],
      to: 'message-left',
      by: 'call:work',
      reasons: { voicemail: 'On voicemail', person: 'With somebody there' },
    },
    miss: {
      title: 'No answer',
      from: ['to-call', 'message-left'],
      to: 'to-call',
      by: 'call:work',
      reasons: { 'no-answer': 'Nobody answered', busy: 'Busy', 'cut-off': 'The line broke' },
    },
    'give-up': {
      title: 'Not reachable',
      from: ['to-call', 'message-left'],
      to: 'unreachable',
      by: 'call:work',
      reasons: {
        attempts: 'Tried often enough',
        'wrong-number': 'Wrong number',
        'no-number': 'There is no number',
      },
    },
    cancel: {
      title: 'Not needed',
      from: ['to-call', 'message-left'],
      to: 'not-needed',
      by: 'call:work',
      reasons: {
        settled: 'Settled in another way',
        duplicate: 'Asked for twice',
        'visit-gone': 'The visit is no longer there',
        deceased: 'Has died',
        'not-wanted': 'May not be called about this',
      },
    },
  },
});
export type CallStatus = keyof typeof callWorkflow.states;
export type CallTransition = keyof typeof callWorkflow.transitions;
/** Why a call is closed by a flag of the patient; nobody chooses them. */
export const reasonsOfFlags: readonly string[] = ['deceased', 'not-wanted'];
/** The ways in which a call that was made can end. */
export const callOutcomes = ['reach', 'leave-message', 'miss', 'give-up'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Why somebody is called → how the list names it. */
export const callKinds = {
  'offer-visit': 'Offer an earlier visit',
  'confirm-visit': 'Confirm a visit',
  reschedule: 'Reschedule a visit',
  'running-late': 'Tell of a late start',
  'call-back': 'Call back',
  'answer-text': 'Answer a text',
  'mend-contact': 'Ask for another contact',
  'follow-up': 'Follow up',
} as const;
export type CallKind = keyof typeof callKinds;
const callKind = z.enum(Object.keys(callKinds) as [CallKind]);

/** What a call is for and goes through, as the decision about contact asks. */
export function callContact(kind: CallKind): {
  purpose: ContactPurpose;
  channels: readonly ContactChannel[];
} {
  return { purpose: purposeOf[kind], channels: ['phone'] };
}
const purposeOf: Record<CallKind, ContactPurpose> = {
  'offer-visit': 'offer',
  'confirm-visit': 'visit',
  reschedule: 'visit',
  'running-late': 'visit',
  'call-back': 'visit',
  'answer-text': 'visit',
  'mend-contact': 'visit',
  'follow-up': 'clinical',
};

export const callAttempt = z.strictObject({
  callerId: z.uuid(),
  outcome: z.enum(callOutcomes),
  reason: z.string(),
  note: z.string(),
  beganAt: instant,
  endedAt: instant,
});

export const call = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  patient: patientSummary,
  kind: callKind,
  /** What the call is about, for who makes it. */
  about: z.string(),
  /** The visit that it is about. */
  appointmentId: z.nullable(z.uuid()),
  /** The freed time on the waitlist that the patient is asked about. */
  openingId: z.nullable(z.uuid()),
  /** Somebody is on the phone since then. */
  callingSince: z.nullable(instant),
  /** Oldest first. */
  attempts: z.array(callAttempt),
  work,
});
export type Call = z.infer<typeof call>;

export const callQueue = queueEndpoints({
  queue: 'calls',
  noun: ['Call', 'Calls'],
  item: call,
  workflow: callWorkflow,
  read: 'call:read',
  work: 'call:work',
  assign: 'call:assign',
});

export const callQueueViews = workViewEndpoints({ queue: 'calls', one: 'Call', read: 'call:read' });

export const addCall = endpoint({
  name: 'addCall',
  method: 'POST',
  path: '/api/calls/items/add',
  summary: 'Ask that somebody calls a patient.',
  access: 'call:work',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    kind: callKind,
    about: line({ max: 200 }),
    priority: z._default(z.enum(workPriorities), 'routine'),
    appointmentId: z._default(z.nullable(z.uuid()), null),
  }),
  answer: call,
  rules: ['visit-not-theirs', 'may-not-contact'],
  showsPatients: true,
});

export const listPatientCalls = endpoint({
  name: 'listPatientCalls',
  method: 'GET',
  path: '/api/calls/patients/:patientId/items',
  summary: "A patient's calls in the clinics that the caller may see, newest first (50 at most).",
  access: 'call:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(call) }),
  showsPatients: true,
});

const itemId = z.strictObject({ itemId: z.uuid() });

export const startCall = endpoint({
  name: 'startCall',
  method: 'POST',
  path: '/api/calls/items/:itemId/start-call',
  summary: 'The phone rings: from here on the call is timed, and every console sees it.',
  access: 'call:work',
  params: itemId,
  body: z.strictObject({ token: leaseToken }),
  answer: call,
  rules: [...workRules, 'on-the-phone', 'may-not-contact'],
  showsPatients: true,
});

export const endCall = endpoint({
  name: 'endCall',
  method: 'POST',
  path: '/api/calls/items/:itemId/end-call',
  summary: 'How the call ended; it is tried again at the time given, or is closed.',
  access: 'call:work',
  params: itemId,
  body: z.strictObject({
    token: leaseToken,
    outcome: z.enum(callOutcomes),
    /** A reason of the outcome's transition. */
    reason: z.string().check(z.maxLength(40)),
    note: z._default(paragraph({ max: 1000 }), ''),
    /** When to try again, after a message or no answer; left out = by the clinic's rule. */
    againAt: z.optional(instant),
  }),
  answer: call,
  rules: [...workRules, 'wrong-state', 'not-called'],
  showsPatients: true,
});

export const cancelCall = endpoint({
  name: 'cancelCall',
  method: 'POST',
  path: '/api/calls/items/:itemId/cancel',
  summary: 'The call is not needed any more.',
  access: 'call:work',
  params: itemId,
  body: z.strictObject({ token: leaseToken, reason: z.string().check(z.maxLength(40)) }),
  answer: call,
  rules: [...workRules, 'wrong-state'],
  showsPatients: true,
});

export const callsEndpoints = [
  ...listOfEndpoints(callQueue),
  ...listOfEndpoints(callQueueViews),
  listPatientCalls,
  addCall,
  startCall,
  endCall,
  cancelCall,
] as const;

/** Feed `calls:<clinic>`; the payload is the whole view after the change. */
export type CallChange =
  | {
      type:
        | `calls.work-${WorkAct}`
        | 'calls.call-added'
        | 'calls.call-started'
        | 'calls.call-ended'
        | 'calls.call-cancelled';
      payload: Call;
    }
  | { type: 'calls.bulk-progressed'; payload: Bulk }
  | WorkViewChange<'calls'>;

export interface CallsState {
  calls: ById<Call>;
  bulks: ById<Bulk>;
  views: ById<WorkView>;
}

export function applyCallChange(state: CallsState, change: CallChange): CallsState {
  if (change.type === 'calls.bulk-progressed')
    return { ...state, bulks: upsertVersioned(state.bulks, change.payload) };
  return isOfView(change)
    ? { ...state, views: applyWorkViewChange(state.views, change) }
    : { ...state, calls: upsertVersioned(state.calls, change.payload) };
}

function isOfView(change: CallChange): change is WorkViewChange<'calls'> {
  return change.type.startsWith('calls.view-');
}
