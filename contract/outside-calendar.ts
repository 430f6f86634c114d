// When providers are busy by calendars that they keep elsewhere: read from files, and nothing but the times is kept.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { orphanedVisits } from './schedule-exception.ts';
import { encodedText, line } from './text.ts';
import { instant } from './time.ts';

/** What the calendar of a provider shows of it; titles and guests are never read. */
export const outsideBusyTitle = 'Busy (outside calendar)';

export const outsideCalendar = z.strictObject({
  id: z.uuid(),
  /** Where it was read; its times count in every clinic of the provider. */
  clinicId: z.uuid(),
  providerId: z.uuid(),
  /** As staff call it, e.g. `Hospital`. */
  name: z.string(),
  /** When its file was read last: it knows of nothing that was entered since. */
  readAt: instant,
  /** What lies behind was not read. */
  untilAt: instant,
  /** Times that it takes. */
  busy: z.int(),
  /** Events of its file that could not be placed in time. */
  unread: z.int(),
  removedAt: z.nullable(instant),
  version: z.int(),
});
export type OutsideCalendar = z.infer<typeof outsideCalendar>;

/** A stretch of a provider's time, half-open. */
export const outsideBusy = z.strictObject({
  providerId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
});
export type OutsideBusy = z.infer<typeof outsideBusy>;

/** What cannot be read, and where; it never repeats what the file says. */
export const fileProblem = z.strictObject({ line: z.int(), reason: z.string() });
export type FileProblem = z.infer<typeof fileProblem>;

export const outsidePreview = z.strictObject({
  /** Times that would be taken. */
  busy: z.int(),
  firstAt: z.nullable(instant),
  lastAt: z.nullable(instant),
  /** Events that are cancelled or take no time. */
  free: z.int(),
  /** The first 50. */
  problems: z.array(fileProblem),
  unread: z.int(),
  /** Booked visits that would stand in it and do not yet. */
  visits: orphanedVisits,
});
export type OutsidePreview = z.infer<typeof outsidePreview>;

const place = {
  clinicId: z.uuid(),
  providerId: z.uuid(),
  /** What the file is newer of: it takes the place of all that was read of it before. */
  outsideCalendarId: z.optional(z.uuid()),
};

export const listOutsideCalendars = endpoint({
  name: 'listOutsideCalendars',
  method: 'GET',
  path: '/api/availability/outside-calendars',
  summary: "The outside calendars of a clinic's providers, by name.",
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(outsideCalendar) }),
});

export const previewOutsideCalendar = endpoint({
  name: 'previewOutsideCalendar',
  method: 'POST',
  path: '/api/availability/outside-calendars/preview',
  summary:
    'What an iCalendar file would take of a provider’s time in the next 400 days. The body is the file; nothing is kept.',
  access: 'availability:manage',
  clinic: 'query',
  content: 'upload',
  query: z.strictObject(place),
  answer: outsidePreview,
  rules: ['unreadable-file'],
  idempotent: false,
});

export const keepOutsideCalendar = endpoint({
  name: 'keepOutsideCalendar',
  method: 'POST',
  path: '/api/availability/outside-calendars/keep',
  summary:
    'Take a provider’s time as an iCalendar file has it, instead of what was read of the same calendar before. The body is the file, of which the times are kept. Refused, with a list, when booked visits would stand in it.',
  access: 'availability:manage',
  clinic: 'query',
  content: 'upload',
  query: z.strictObject(place),
  headers: z.strictObject({
    'X-Daysheet-Calendar-Name': encodedText(line({ max: 60 })),
    /** `orphans-visits`: why the visits stay where they are. */
    'X-Daysheet-Override-Reason': z.optional(encodedText(line({ max: 200 }))),
  }),
  answer: outsideCalendar,
  rules: ['unreadable-file', 'orphans-visits', 'too-many-calendars', 'over'],
});

export const removeOutsideCalendar = endpoint({
  name: 'removeOutsideCalendar',
  method: 'POST',
  path: '/api/availability/outside-calendars/:outsideCalendarId/remove',
  summary: 'Forget an outside calendar: its times are free again.',
  access: 'availability:manage',
  params: z.strictObject({ outsideCalendarId: z.uuid() }),
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
  answer: outsideCalendar,
  rules: ['over'],
});

export const outsideCalendarEndpoints = [
  listOutsideCalendars,
  previewOutsideCalendar,
  keepOutsideCalendar,
  removeOutsideCalendar,
] as const;
