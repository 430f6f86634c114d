// Whether a patient has been told of what the clinic changed about their visit.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';

/** How somebody was told. */
export const tellingWays = {
  phone: 'By phone',
  'in-person': 'In person',
  letter: 'In writing',
} as const;
export type TellingWay = keyof typeof tellingWays;

export const confirmTold = endpoint({
  name: 'confirmTold',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/confirm-told',
  summary: 'Note that the patient was told of what the clinic changed about the visit.',
  access: 'appointment:move',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    way: z.enum(Object.keys(tellingWays) as [TellingWay]),
  }),
  answer: appointment,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const visitToldEndpoints = [confirmTold] as const;
