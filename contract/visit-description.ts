// What is written down about a visit: what it is for, and what staff should know. Seen by staff, and by nobody outside.
import * as z from 'zod/mini';
import { appointment, visitNote, visitReason } from './calendar.ts';
import { endpoint } from './endpoint.ts';

export const describeAppointment = endpoint({
  name: 'describeAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/describe',
  summary:
    'Write down what a visit is for, and a note on it for staff; both as they are to be from now on.',
  access: 'appointment:describe',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    reason: visitReason,
    note: visitNote,
  }),
  answer: appointment,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const visitDescriptionEndpoints = [describeAppointment] as const;
