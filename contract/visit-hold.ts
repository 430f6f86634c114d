// Holding a time while a visit is being booked: nobody else can take it meanwhile, and every console shows it.
import * as z from 'zod/mini';
import { appointment, bookAppointment, callNumber, visitReason } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';

const expectedVersion = z.int32().check(z.positive());
const params = z.strictObject({ appointmentId: z.uuid() });
const showsPatients = true;

export const holdAppointment = endpoint({
  name: 'holdAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/hold',
  summary:
    'Hold a time for a visit for some minutes; it is judged as a booking, and again when it is confirmed.',
  access: 'appointment:book',
  clinic: 'body',
  // What the visit is for, and what it answers, come with the booking.
  body: z.omit(bookAppointment.body, { reason: true, callNumber: true, recallId: true }),
  answer: appointment,
  rules: bookAppointment.rules,
  showsPatients,
});

export const confirmAppointment = endpoint({
  name: 'confirmAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/confirm',
  summary: 'Book the visit whose time is held.',
  access: 'appointment:book',
  params,
  body: z.strictObject({
    expectedVersion,
    reason: z.optional(visitReason),
    callNumber: z.optional(callNumber),
    recallId: z.optional(z.uuid()),
    overrides,
  }),
  answer: appointment,
  rules: ['wrong-state', 'hold-ended', ...bookAppointment.rules],
  showsPatients,
});

export const releaseAppointment = endpoint({
  name: 'releaseAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/release',
  summary: 'End a hold without booking: its time is free, and no visit is left.',
  access: 'appointment:book',
  params,
  body: z.strictObject({ expectedVersion }),
  answer: z.strictObject({ id: z.uuid() }),
  rules: ['wrong-state'],
});

export const visitHoldEndpoints = [
  holdAppointment,
  confirmAppointment,
  releaseAppointment,
] as const;
