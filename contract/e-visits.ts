// E-visits: due on a day, in nobody's time.
import * as z from 'zod/mini';
import { appointment, visitReason } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { localDate } from './time.ts';

const answer = appointment;
const showsPatients = true;

export const bookEVisit = endpoint({
  name: 'bookEVisit',
  method: 'POST',
  path: '/api/calendar/e-visits/book',
  summary: 'Book an e-visit: a provider answers by the end of a day, and nobody’s time is taken.',
  access: 'appointment:book',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    providerId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    /** The day by whose end it is to be answered. */
    date: localDate,
    reason: z.optional(visitReason),
    /** The recall that is answered by this visit. */
    recallId: z.optional(z.uuid()),
  }),
  answer,
  rules: ['in-the-past', 'deceased', 'chart-retired', 'recall-gone'],
  showsPatients,
});

export const moveEVisit = endpoint({
  name: 'moveEVisit',
  method: 'POST',
  path: '/api/calendar/e-visits/:appointmentId/move',
  summary: 'Have an e-visit answered by another day or another provider.',
  access: 'appointment:move',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    date: localDate,
    /** Left out = the same provider. */
    providerId: z.optional(z.uuid()),
  }),
  answer,
  rules: ['wrong-state', 'in-the-past', 'deceased', 'chart-retired'],
  showsPatients,
});

export const eVisitEndpoints = [bookEVisit, moveEVisit] as const;
