// What happens with a visit on its day: the patient comes, is checked in, roomed, seen, or does not come.
import * as z from 'zod/mini';
import {
  errorReasons,
  leaveReasons,
  resetReasons,
  type ErrorReason,
  type LeaveReason,
  type ResetReason,
} from './appointment-workflow.ts';
import { appointment } from './calendar.ts';
import { comingBack } from './recalls.ts';
import { endpoint } from './endpoint.ts';
import { instant } from './time.ts';

const expectedVersion = z.int32().check(z.positive());
const params = z.strictObject({ appointmentId: z.uuid() });
/** Left out = now. Given for what is written down later, as after a downtime: the real time, marked as a late entry. */
const at = z.optional(instant);
const step = z.strictObject({ expectedVersion, at });
const stepRules = ['wrong-state', 'in-the-future', 'not-on-the-day', 'before-last-step'];
const answer = appointment;
const showsPatients = true;

export const arriveAppointment = endpoint({
  name: 'arriveAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/arrive',
  summary: 'The patient is here and waits.',
  access: 'appointment:check-in',
  params,
  body: step,
  answer,
  rules: stepRules,
  showsPatients,
});

export const checkInAppointment = endpoint({
  name: 'checkInAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/check-in',
  summary: 'All that the front desk does before a visit is done.',
  access: 'appointment:check-in',
  params,
  body: step,
  answer,
  rules: stepRules,
  showsPatients,
});

export const roomAppointment = endpoint({
  name: 'roomAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/room',
  summary: 'The patient is in a room.',
  access: 'appointment:room',
  params,
  body: step,
  answer,
  rules: stepRules,
  showsPatients,
});

export const startAppointment = endpoint({
  name: 'startAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/start',
  summary: 'The provider is with the patient.',
  access: 'appointment:room',
  params,
  body: step,
  answer,
  rules: stepRules,
  showsPatients,
});

export const fulfilAppointment = endpoint({
  name: 'fulfilAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/fulfil',
  summary: 'The visit is over; what is left of its time is free. The patient may be to come back.',
  access: 'appointment:room',
  params,
  body: z.extend(step, { back: z.optional(comingBack) }),
  answer,
  rules: [...stepRules, 'deceased', 'chart-retired', 'in-the-past', 'too-far-ahead'],
  showsPatients,
});

export const concludeAppointment = endpoint({
  name: 'concludeAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/conclude',
  summary: 'The e-visit is answered.',
  access: 'appointment:room',
  params,
  body: z.strictObject({ expectedVersion }),
  answer,
  rules: ['wrong-state'],
  showsPatients,
});

export const leaveAppointment = endpoint({
  name: 'leaveAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/leave',
  summary:
    'The patient had come and left without being seen: neither a cancellation nor a no-show.',
  access: 'appointment:check-in',
  params,
  body: z.strictObject({
    expectedVersion,
    at,
    reason: z.enum(Object.keys(leaveReasons) as [LeaveReason]),
  }),
  answer,
  rules: stepRules,
  showsPatients,
});

export const markNoShow = endpoint({
  name: 'markNoShow',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/no-show',
  summary: 'The patient did not come; possible when the start and the clinic’s grace have passed.',
  access: 'appointment:no-show',
  params,
  body: z.strictObject({ expectedVersion }),
  answer,
  rules: ['wrong-state', 'too-early'],
  showsPatients,
});

export const reverseNoShow = endpoint({
  name: 'reverseNoShow',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/reverse-no-show',
  summary: 'Take a no-show back, by whom the clinic’s policy lets; the visit is booked again.',
  access: 'appointment:no-show',
  params,
  body: z.strictObject({ expectedVersion }),
  answer,
  rules: ['wrong-state'],
  showsPatients,
});

/** Earlier steps to which a visit can go back. */
export const resetTargets = ['booked', 'arrived', 'checked-in'] as const;

export const resetAppointment = endpoint({
  name: 'resetAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/reset',
  summary: 'Put a visit back to an earlier step; the times of later steps are taken off it.',
  access: 'appointment:reset',
  params,
  body: z.strictObject({
    expectedVersion,
    to: z.enum(resetTargets),
    reason: z.enum(Object.keys(resetReasons) as [ResetReason]),
  }),
  answer,
  rules: ['wrong-state'],
  showsPatients,
});

export const markAppointmentInError = endpoint({
  name: 'markAppointmentInError',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/mark-in-error',
  summary: 'The visit should never have been entered; it stays on record as such, for good.',
  access: 'appointment:mark-in-error',
  params,
  body: z.strictObject({
    expectedVersion,
    reason: z.enum(Object.keys(errorReasons) as [ErrorReason]),
  }),
  answer,
  rules: ['wrong-state'],
  showsPatients,
});

/** Who takes a no-show back: the front desk itself, or only who may reset visits. */
export const noShowReversers = ['desk', 'managers'] as const;
export type NoShowReverser = (typeof noShowReversers)[number];

export const noShowPolicy = z.strictObject({
  /** After the start; 0 = at once. */
  graceMinutes: z.int().check(z.gte(0), z.lte(240)),
  reversedBy: z.enum(noShowReversers),
});
export type NoShowPolicy = z.infer<typeof noShowPolicy>;

export const getNoShowPolicy = endpoint({
  name: 'getNoShowPolicy',
  method: 'GET',
  path: '/api/calendar/no-show-policy',
  summary: 'From when on a visit can be marked as missed in a clinic, and who takes that back.',
  access: 'appointment:no-show',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: noShowPolicy,
});

export const visitStepEndpoints = [
  getNoShowPolicy,
  arriveAppointment,
  checkInAppointment,
  roomAppointment,
  startAppointment,
  fulfilAppointment,
  concludeAppointment,
  leaveAppointment,
  markNoShow,
  reverseNoShow,
  resetAppointment,
  markAppointmentInError,
] as const;
