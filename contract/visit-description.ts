// What is written down about a visit: what it is for, what staff should know, where a patient is called. Seen by staff, and by nobody outside.
import * as z from 'zod/mini';
import { appointment, callNumber, visitNote, visitReason } from './calendar.ts';
import { endpoint } from './endpoint.ts';

export const describeAppointment = endpoint({
  name: 'describeAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/describe',
  summary:
    'Write down what a visit is for, a note on it for staff, and where a patient is called; all as they are to be from now on.',
  access: 'appointment:describe',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    reason: visitReason,
    note: visitNote,
    /** Only of a phone visit; left out = as it is. */
    callNumber: z.optional(callNumber),
  }),
  answer: appointment,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const visitDescriptionEndpoints = [describeAppointment] as const;
