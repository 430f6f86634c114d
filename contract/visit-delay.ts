// Telling a patient that their visit will begin late, on the day itself.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { instant } from './time.ts';
import { delayWays } from './told-late.ts';

export const tellLate = endpoint({
  name: 'tellLate',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/tell-late',
  summary:
    'Note that who is here was told of a late start, or have somebody called who is not here yet.',
  access: 'appointment:check-in',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    /** About when it will begin; later than it is booked for, on the same day. */
    beginsAt: instant,
    /** `by-call`: a call is asked for in the same step, which needs the right to work on calls. */
    way: z.enum(delayWays),
  }),
  answer: appointment,
  rules: ['wrong-state', 'may-not-contact'],
  showsPatients: true,
});

export const visitDelayEndpoints = [tellLate] as const;
