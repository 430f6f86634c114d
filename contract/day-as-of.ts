// A day of the calendar as it stood at an instant that has passed.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { instant, localDate } from './time.ts';

export const listDayAsOf = endpoint({
  name: 'listDayAsOf',
  method: 'GET',
  path: '/api/calendar/day-as-of',
  summary:
    'All visits of a clinic on a local day as they stood at an instant that has passed, cancelled ones included.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: localDate, asOf: instant }),
  answer: z.strictObject({
    date: localDate,
    /** The day in UTC: 23, 24 or 25 hours. */
    startsAt: instant,
    endsAt: instant,
    /** As they stood; patients are named as they are now. */
    appointments: z.array(appointment),
  }),
  showsPatients: true,
});

export const dayAsOfEndpoints = [listDayAsOf] as const;
