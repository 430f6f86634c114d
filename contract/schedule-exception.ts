// What differs from a provider's weekly hours once: time off, meetings and other blocks, and extra hours.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

/** All but `extra-hours` take time away, in every clinic of the provider. */
export const exceptionKinds = ['time-off', 'meeting', 'blocked', 'extra-hours'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** How a kind is called on screen. */
export const exceptionTitle: Record<ExceptionKind, string> = {
  'time-off': 'Time off',
  meeting: 'Meeting',
  blocked: 'Blocked',
  'extra-hours': 'Extra hours',
};

export const scheduleException = z.strictObject({
  id: z.uuid(),
  /** Where it was entered; extra hours count there alone. */
  clinicId: z.uuid(),
  providerId: z.uuid(),
  kind: z.enum(exceptionKinds),
  /** Half-open. */
  startsAt: instant,
  endsAt: instant,
  /** For the staff of every clinic of the provider; never about a patient. */
  note: z.nullable(z.string()),
  /** Of extra hours: the visit types that may be booked in them; empty = all of the clinic. */
  visitTypeIds: z.array(z.uuid()),
  /** Called off. */
  removedAt: z.nullable(instant),
  version: z.int(),
});
export type ScheduleException = z.infer<typeof scheduleException>;

/** A booked visit that stands outside of its provider's hours. */
export const orphanedVisit = z.strictObject({
  appointmentId: z.uuid(),
  providerId: z.uuid(),
  visitTypeId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
});
export type OrphanedVisit = z.infer<typeof orphanedVisit>;

/** What a refusal by `orphans-visits` carries as `current`. */
export const orphanedVisits = z.strictObject({
  /** The first 50, soonest first. */
  items: z.array(orphanedVisit),
  /** In this clinic, those beyond the list included. */
  count: z.int(),
  /** Visits in other clinics of the provider. */
  elsewhere: z.int(),
});
export type OrphanedVisits = z.infer<typeof orphanedVisits>;

const wanted = {
  kind: z.enum(exceptionKinds),
  startsAt: instant,
  endsAt: instant,
  note: z._default(z.nullable(line({ min: 0, max: 200 })), null),
  visitTypeIds: z._default(z.array(z.uuid()).check(z.maxLength(100)), []),
  /** `orphans-visits`: the visits stay where they are, and are listed as orphaned. */
  overrides,
};
const byId = z.strictObject({ exceptionId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());

export const listExceptions = endpoint({
  name: 'listExceptions',
  method: 'GET',
  path: '/api/availability/exceptions',
  summary:
    "Time off and extra hours of a clinic's providers, soonest first: those of a day, or all that run or are to come.",
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: z.optional(localDate) }),
  answer: z.strictObject({ items: z.array(scheduleException) }),
});

export const addException = endpoint({
  name: 'addException',
  method: 'POST',
  path: '/api/availability/exceptions/add',
  summary:
    'Enter time off, a meeting, another block or extra hours of a provider. Refused, with a list, when booked visits would stand in time off.',
  access: 'availability:manage',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), providerId: z.uuid(), ...wanted }),
  answer: scheduleException,
  rules: ['orphans-visits', 'clinic-closed'],
});

export const changeException = endpoint({
  name: 'changeException',
  method: 'POST',
  path: '/api/availability/exceptions/:exceptionId/change',
  summary: 'Change the time, kind or note of time off or extra hours, under the same rules.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({ expectedVersion, ...wanted }),
  answer: scheduleException,
  rules: ['orphans-visits', 'clinic-closed', 'over'],
});

export const removeException = endpoint({
  name: 'removeException',
  method: 'POST',
  path: '/api/availability/exceptions/:exceptionId/remove',
  summary:
    'Call off time off or extra hours. Extra hours in which visits are booked are kept by default.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({ expectedVersion, overrides }),
  answer: scheduleException,
  rules: ['orphans-visits', 'over'],
});

export const listOrphanedVisits = endpoint({
  name: 'listOrphanedVisits',
  method: 'GET',
  path: '/api/availability/orphaned-visits',
  summary:
    'Booked visits of a clinic that stand outside of their provider’s hours, soonest first (200 at most).',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(orphanedVisit) }),
});

export const exceptionEndpoints = [
  listExceptions,
  addException,
  changeException,
  removeException,
  listOrphanedVisits,
] as const;
