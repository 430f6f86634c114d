// Messages to patients: what the clinic says by text and e-mail, and what became of it.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import {
  messageChannels,
  messageKinds,
  messageReasons,
  messageSubjects,
  messageWorkflow,
  type MessageChannel,
  type MessageKind,
  type MessageReason,
  type MessageStatus,
} from './message-workflow.ts';
import { pageOf, pageQuery } from './page.ts';
import { patientSummary } from './patients.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { instant, wallTime } from './time.ts';

const channel = z.enum(Object.keys(messageChannels) as [MessageChannel]);
const kind = z.enum(Object.keys(messageKinds) as [MessageKind]);
const messageStatus = z.enum(Object.keys(messageWorkflow.states) as [MessageStatus]);
const messageReason = z.enum(Object.keys(messageReasons) as [MessageReason]);

export const message = z.strictObject({
  /** What the carrier knows it by: a second try carries the same. */
  id: z.uuid(),
  clinicId: z.uuid(),
  patient: patientSummary,
  channel,
  kind,
  /** What it is about. */
  about: z.strictObject({ kind: z.enum(messageSubjects), id: z.uuid() }),
  /** BCP 47; in which of the languages of messages it leaves. */
  language: z.string(),
  status: messageStatus,
  /** Why it is where it is, where there is something to say. */
  because: z.nullable(messageReason),
  queuedAt: instant,
  /** Not before: until then it can be taken back. */
  leavesAt: instant,
  /** It never leaves after. */
  expiresAt: instant,
  /** How often it was handed over. */
  attempts: z.int(),
  sentAt: z.nullable(instant),
  version: z.int(),
});
export type Message = z.infer<typeof message>;

/** The parts of the list, as the page has them. */
export const messageShows = ['to-leave', 'sent', 'trouble', 'over'] as const;
export type MessageShow = (typeof messageShows)[number];
export const statusesOf: Record<MessageShow, readonly MessageStatus[]> = {
  'to-leave': ['queued', 'sending'],
  sent: ['sent', 'delivered'],
  trouble: ['unknown', 'dead'],
  over: ['withdrawn', 'dropped', 'expired'],
};

/** An e-visit has no time that somebody could come to. */
export const remindedModalities = ['in-person', 'video', 'phone'] as const;

/** What a patient has answered about a visit. */
export const replyMeanings = { comes: 'Comes', 'cannot-come': 'Cannot come' } as const;
export type ReplyMeaning = keyof typeof replyMeanings;

export const messageReply = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patientId: z.uuid(),
  appointmentId: z.uuid(),
  /** The start that was answered for. */
  startsAt: instant,
  meaning: z.enum(Object.keys(replyMeanings) as [ReplyMeaning]),
  receivedAt: instant,
  /** Always 1: what was said is not changed. */
  version: z.int(),
});
export type MessageReply = z.infer<typeof messageReply>;

/** Dated rules of one clinic about all that it says to patients. */
export const outreachRules = {
  /** Seconds in which a message can be taken back before it leaves, 0–300. */
  undoSeconds: z.int().check(z.gte(0), z.lte(300)),
  /** Nothing leaves at night where the patient is. */
  quietFrom: wallTime,
  quietUntil: wallTime,
  /** No more messages to one patient than this, 1–100 … */
  budgetMessages: z.int().check(z.gte(1), z.lte(100)),
  /** … in so many days, 1–90. */
  budgetDays: z.int().check(z.gte(1), z.lte(90)),
  /** Kinds that leave whatever was said before; they count all the same. */
  budgetExempts: z.array(kind).check(z.maxLength(Object.keys(messageKinds).length)),
  /** Say that a visit is booked. */
  confirmsBookings: z.boolean(),
  /** Remind so many hours before a visit, 2–720; empty = never. */
  remindHours: z.array(z.int().check(z.gte(2), z.lte(720))).check(z.maxLength(5)),
  /** Of visits of these kinds, for both. */
  remindModalities: z.array(z.enum(remindedModalities)).check(z.maxLength(3)),
};

export const outreachPolicy = z.strictObject({
  clinicId: z.uuid(),
  ...outreachRules,
  version: z.int(),
});
export type OutreachPolicy = z.infer<typeof outreachPolicy>;

const expectedVersion = z.int32().check(z.positive());
const inClinic = z.strictObject({ clinicId: z.uuid() });
const params = z.strictObject({ messageId: z.uuid() });

export const listMessages = endpoint({
  name: 'listMessages',
  method: 'GET',
  path: '/api/outreach/messages',
  summary: 'Messages of a clinic: to leave, sent, in trouble, or over; newest first.',
  access: 'message:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), show: z.enum(messageShows), ...pageQuery }),
  answer: pageOf(message),
  showsPatients: true,
});

export const countMessages = endpoint({
  name: 'countMessages',
  method: 'GET',
  path: '/api/outreach/messages/count',
  summary: 'How many messages of a clinic are in trouble: unknown, or not delivered.',
  access: 'message:read',
  clinic: 'query',
  query: inClinic,
  answer: z.strictObject({ trouble: z.int() }),
});

export const listPatientMessages = endpoint({
  name: 'listPatientMessages',
  method: 'GET',
  path: '/api/outreach/patients/:patientId/messages',
  summary:
    'Messages to a patient from the clinics that the caller may see, newest first (100 at most).',
  access: 'message:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(message) }),
  showsPatients: true,
});

export const messageStep = z.strictObject({
  /** What was done to it, e.g. `queued`, `sent`. */
  act: z.string(),
  at: instant,
  /** Who, as in lists; `null` for the system. */
  by: z.nullable(z.string()),
  because: z.nullable(messageReason),
});
export type MessageStep = z.infer<typeof messageStep>;

export const getMessageHistory = endpoint({
  name: 'getMessageHistory',
  method: 'GET',
  path: '/api/outreach/messages/:messageId/history',
  summary: 'What became of a message, step by step, oldest first.',
  access: 'message:read',
  params,
  answer: z.strictObject({ items: z.array(messageStep) }),
});

const body = z.strictObject({ expectedVersion });

export const withdrawMessage = endpoint({
  name: 'withdrawMessage',
  method: 'POST',
  path: '/api/outreach/messages/:messageId/withdraw',
  summary: 'Take a message back before it leaves.',
  access: 'message:send',
  params,
  body,
  answer: message,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const resendMessage = endpoint({
  name: 'resendMessage',
  method: 'POST',
  path: '/api/outreach/messages/:messageId/resend',
  summary: 'Send a message again under the same id, so that the carrier can drop a double.',
  access: 'message:send',
  params,
  body,
  answer: message,
  rules: ['wrong-state', 'too-late', 'may-not-contact'],
  showsPatients: true,
});

export const dropMessage = endpoint({
  name: 'dropMessage',
  method: 'POST',
  path: '/api/outreach/messages/:messageId/drop',
  summary: 'Give a message up.',
  access: 'message:send',
  params,
  body,
  answer: message,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const markMessageDelivered = endpoint({
  name: 'markMessageDelivered',
  method: 'POST',
  path: '/api/outreach/messages/:messageId/mark-delivered',
  summary: 'Note that a message of which nobody knew has arrived.',
  access: 'message:send',
  params,
  body,
  answer: message,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const getOutreachPolicy = endpoint({
  name: 'getOutreachPolicy',
  method: 'GET',
  path: '/api/outreach/policy',
  summary: "The clinic's rules in force about messages.",
  access: 'message:read',
  clinic: 'query',
  query: inClinic,
  answer: outreachPolicy,
});

export const changeOutreachPolicy = endpoint({
  name: 'changeOutreachPolicy',
  method: 'POST',
  path: '/api/outreach/policy/change',
  summary: "Change the clinic's rules about messages from now on.",
  access: 'outreach:configure',
  clinic: 'body',
  body: z.strictObject({
    ...{ clinicId: z.uuid(), expectedVersion },
    ...outreachRules,
  }),
  answer: outreachPolicy,
});

export const outreachEndpoints = [
  listMessages,
  countMessages,
  listPatientMessages,
  getMessageHistory,
  withdrawMessage,
  resendMessage,
  dropMessage,
  markMessageDelivered,
  getOutreachPolicy,
  changeOutreachPolicy,
] as const;

export const messageChangeTypes = [
  'outreach.message-queued',
  'outreach.message-put-off',
  'outreach.message-leaving',
  'outreach.message-sent',
  'outreach.message-retried',
  'outreach.message-lost',
  'outreach.message-failed',
  'outreach.message-delivered',
  'outreach.message-expired',
  'outreach.message-forbidden',
  'outreach.message-withdrawn',
  'outreach.message-dropped',
  'outreach.message-resent',
] as const;
export type MessageChangeType = (typeof messageChangeTypes)[number];

/** Feed `outreach:<clinic>`; the payload is the whole view after the change. */
export type OutreachChange =
  | { type: MessageChangeType; payload: Message }
  | { type: 'outreach.reply-received'; payload: MessageReply }
  | { type: 'outreach.policy-changed'; payload: OutreachPolicy };

export interface OutreachState {
  messages: ById<Message>;
  replies: ById<MessageReply>;
  policies: ById<OutreachPolicy>;
}

export function applyOutreachChange(state: OutreachState, change: OutreachChange): OutreachState {
  if (change.type === 'outreach.reply-received')
    return { ...state, replies: upsertVersioned(state.replies, change.payload) };
  if (change.type !== 'outreach.policy-changed')
    return { ...state, messages: upsertVersioned(state.messages, change.payload) };
  const held = state.policies[change.payload.clinicId];
  if (held && held.version >= change.payload.version) return state;
  return { ...state, policies: { ...state.policies, [change.payload.clinicId]: change.payload } };
}

/** Which part of the list a message stands in. */
export function showOf(status: MessageStatus): MessageShow {
  return messageShows.find((show) => statusesOf[show].includes(status)) ?? 'over';
}
