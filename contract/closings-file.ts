// Closed days and hours that an iCalendar file names, to be taken into the hours of a clinic.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fileProblem } from './outside-calendar.ts';
import { localDate, wallTime } from './time.ts';

export const foundClosings = z.strictObject({
  /** Whole days that are not closed yet, by date; the reason is what the file calls them. */
  closures: z.array(z.strictObject({ date: localDate, reason: z.string() })),
  /** Hours that are not, cut to what is open now. */
  closedHours: z.array(
    z.strictObject({ date: localDate, from: wallTime, until: wallTime, reason: z.string() }),
  ),
  /** Days and hours of the file that are closed already, or on a day that is worked besides. */
  known: z.int(),
  /** The first 50. */
  problems: z.array(fileProblem),
  unread: z.int(),
});
export type FoundClosings = z.infer<typeof foundClosings>;

export const readClosings = endpoint({
  name: 'readClosings',
  method: 'POST',
  path: '/api/clinics/closings/read',
  summary:
    'What an iCalendar file would close in the next two years: whole days and hours by the clinic’s clocks. The body is the file; nothing is kept or changed.',
  access: 'clinic:configure',
  clinic: 'query',
  content: 'upload',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: foundClosings,
  rules: ['unreadable-file'],
  idempotent: false,
});
