// What a message to a patient goes through, and the closed lists that say what it is.
import type { ContactPurpose, ContactRefusal } from './contact.ts';
import { defineWorkflow } from './workflow.ts';

export const messageWorkflow = defineWorkflow({
  name: 'message',
  initial: 'queued',
  states: {
    /** Can be taken back until it leaves; also while it waits to be tried again. */
    queued: { title: 'To leave' },
    /** Handed to the carrier at this moment. */
    sending: { title: 'Leaving' },
    /** The carrier has taken it. */
    sent: { title: 'Sent' },
    delivered: { title: 'Delivered', final: true },
    /** The carrier may have taken it or not: nothing leaves again by itself. */
    unknown: { title: 'Unknown' },
    dead: { title: 'Not delivered' },
    withdrawn: { title: 'Taken back', final: true },
    dropped: { title: 'Dropped', final: true },
    expired: { title: 'Too late', final: true },
  },
  transitions: {
    begin: { title: 'Hand over', from: ['queued'], to: 'sending', by: 'system' },
    /** Also what comes to be known late. */
    accept: { title: 'Taken', from: ['sending', 'unknown'], to: 'sent', by: 'system' },
    retry: { title: 'Try again', from: ['sending'], to: 'queued', by: 'system' },
    lose: { title: 'Lose sight of', from: ['sending'], to: 'unknown', by: 'system' },
    fail: {
      title: 'Fail',
      from: ['queued', 'sending', 'sent', 'unknown'],
      to: 'dead',
      by: 'system',
    },
    confirm: { title: 'Confirm', from: ['sent', 'unknown'], to: 'delivered', by: 'system' },
    expire: { title: 'Expire', from: ['queued'], to: 'expired', by: 'system' },
    forbid: { title: 'Forbid', from: ['queued'], to: 'dropped', by: 'system' },
    callOff: { title: 'Call off', from: ['queued'], to: 'withdrawn', by: 'system' },
    withdraw: { title: 'Take back', from: ['queued'], to: 'withdrawn', by: 'message:send' },
    drop: { title: 'Drop', from: ['queued', 'unknown', 'dead'], to: 'dropped', by: 'message:send' },
    resend: { title: 'Send again', from: ['unknown', 'dead'], to: 'queued', by: 'message:send' },
    mark: { title: 'Mark as delivered', from: ['unknown'], to: 'delivered', by: 'message:send' },
  },
});
export type MessageStatus = keyof typeof messageWorkflow.states;
export type MessageTransition = keyof typeof messageWorkflow.transitions;

export const messageChannels = { text: 'Text', email: 'E-mail' } as const;
export type MessageChannel = keyof typeof messageChannels;

/** What a message says; its words are made when it leaves, by kind and language. */
export const messageKinds = {
  offer: 'Offer of a time',
  reminder: 'Reminder of a visit',
  confirmation: 'Visit booked',
  'refill-reminder': 'Reminder of a refill',
  result: 'Something new to see',
} as const;
export type MessageKind = keyof typeof messageKinds;

/** What the decision about contact is asked for. */
export const messagePurpose: Record<MessageKind, ContactPurpose> = {
  offer: 'offer',
  reminder: 'visit',
  confirmation: 'visit',
  'refill-reminder': 'outreach',
  result: 'clinical',
};

/** What a message may be about: its link leads there, except to a prescription or a result, of which no page tells. */
export const messageSubjects = ['offer', 'visit', 'prescription', 'result'] as const;
export type MessageSubject = (typeof messageSubjects)[number];
export const messageSubjectOf: Record<MessageKind, MessageSubject> = {
  offer: 'offer',
  reminder: 'visit',
  confirmation: 'visit',
  'refill-reminder': 'prescription',
  result: 'result',
};

/** Why a message is not on its way, in words for who looks after it. Code words, never the carrier's own text. */
export const messageReasons = {
  deceased: 'The patient has died',
  'chart-retired': 'The chart is retired',
  'do-not-contact': 'The patient asked not to be contacted about this',
  'channel-refused': 'The patient asked not to be contacted in this way',
  'confidential-channel': 'The patient may be reached by the confidential channel only',
  'nobody-may-be-told': 'A minor, and nobody on file may be told',
  'no-address': 'The chart has no number or address for it that works',
  'carrier-away': 'The carrier could not be reached',
  'carrier-busy': 'The carrier asked to try later',
  'carrier-refused': 'The carrier refused it',
  'carrier-settings': 'The carrier does not know this server',
  'address-refused': 'The number or address does not exist or takes nothing',
  'opted-out': 'The carrier says that this number takes no texts of ours',
  'no-answer': 'The carrier did not answer in time',
  'connection-lost': 'The connection broke while it was handed over',
  'carrier-failed': 'The carrier answered with a fault of its own',
  'server-stopped': 'The server stopped while it was handed over',
  'tried-often': 'Tried often enough',
  'held-too-long': 'Was held while messages were stopped',
  'visit-changed': 'The visit has changed',
  'offer-ended': 'The offer has ended',
  'by-hand': 'By a colleague',
} as const satisfies Record<ContactRefusal, string> & Record<string, string>;
export type MessageReason = keyof typeof messageReasons;

/** Why nothing was queued; the caller asks for a call instead, where one may be made. */
export type QueueRefusal = ContactRefusal | 'no-address' | 'budget-spent' | 'too-late';
