// Whether somebody interprets at a visit: asked for with its booking, then confirmed or declined by who was asked.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import {
  declineReasons,
  interpreterModes,
  interpreterWorkflow,
  requestReasons,
  type DeclineReason,
  type InterpreterStatus,
  type RequestReason,
} from './interpreter-workflow.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

export const interpreterRequest = z.strictObject({
  /** That of the visit. */
  id: z.uuid(),
  clinicId: z.uuid(),
  /** The patient's when it was asked for; BCP 47. */
  language: z.string(),
  mode: z.enum(interpreterModes),
  status: z.enum(Object.keys(interpreterWorkflow.states) as [InterpreterStatus]),
  /** Why it is asked again, was declined or withdrawn. */
  because: z.nullable(z.enum(Object.keys(requestReasons) as [RequestReason])),
  /** The interpreter or the agency who confirmed last; who is asked again, or to be told of a withdrawal. */
  confirmedBy: z.nullable(z.string()),
  /** Theirs, e.g. the number of the order. */
  reference: z.nullable(z.string()),
  askedAt: instant,
  /** Set exactly while it is confirmed or declined. */
  answeredAt: z.nullable(instant),
  version: z.int(),
});
export type InterpreterRequest = z.infer<typeof interpreterRequest>;

export const openInterpreterRequest = z.strictObject({
  request: interpreterRequest,
  visit: appointment,
});
export type OpenInterpreterRequest = z.infer<typeof openInterpreterRequest>;

/** No list is longer: what lies behind it is far ahead. */
export const mostInterpreterRequests = 200;

export const listInterpreterRequests = endpoint({
  name: 'listInterpreterRequests',
  method: 'GET',
  path: '/api/calendar/interpreter-requests',
  summary:
    'Visits of a clinic that are not over and have no interpreter confirmed, by start (200 at most).',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(openInterpreterRequest) }),
  showsPatients: true,
});

export const countInterpreterRequests = endpoint({
  name: 'countInterpreterRequests',
  method: 'GET',
  path: '/api/calendar/interpreter-requests/count',
  summary: 'How many visits of a clinic that are not over have no interpreter confirmed.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ open: z.int() }),
});

const params = z.strictObject({ appointmentId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
const answer = interpreterRequest;

export const getInterpreterRequest = endpoint({
  name: 'getInterpreterRequest',
  method: 'GET',
  path: '/api/calendar/interpreter-requests/:appointmentId',
  summary: 'How it stands with the interpreter of a visit; `null` where none was asked for.',
  access: 'appointment:read',
  params,
  answer: z.strictObject({ request: z.nullable(interpreterRequest) }),
});

export const confirmInterpreter = endpoint({
  name: 'confirmInterpreter',
  method: 'POST',
  path: '/api/calendar/interpreter-requests/:appointmentId/confirm',
  summary: 'Note who interprets at a visit.',
  access: 'appointment:book',
  params,
  body: z.strictObject({
    expectedVersion,
    /** The interpreter or the agency. */
    confirmedBy: line({ max: 120 }),
    /** Empty or left out = none. */
    reference: z.optional(line({ min: 0, max: 60 })),
    /** Left out = as it was asked for. */
    mode: z.optional(z.enum(interpreterModes)),
  }),
  answer,
  rules: ['wrong-state'],
});

export const declineInterpreter = endpoint({
  name: 'declineInterpreter',
  method: 'POST',
  path: '/api/calendar/interpreter-requests/:appointmentId/decline',
  summary: 'Note that who was asked does not interpret at a visit, also after they had confirmed.',
  access: 'appointment:book',
  params,
  body: z.strictObject({
    expectedVersion,
    reason: z.enum(Object.keys(declineReasons) as [DeclineReason]),
  }),
  answer,
  rules: ['wrong-state'],
});

export const askInterpreterAgain = endpoint({
  name: 'askInterpreterAgain',
  method: 'POST',
  path: '/api/calendar/interpreter-requests/:appointmentId/ask-again',
  summary: 'Ask for an interpreter anew: the answer that was there no longer counts.',
  access: 'appointment:book',
  params,
  body: z.strictObject({ expectedVersion }),
  answer,
  rules: ['wrong-state'],
});

export const interpreterRequestEndpoints = [
  listInterpreterRequests,
  countInterpreterRequests,
  getInterpreterRequest,
  confirmInterpreter,
  declineInterpreter,
  askInterpreterAgain,
] as const;
