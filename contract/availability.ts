// When providers can be booked: visit types, weekly templates, and the free time computed from them.
import * as z from 'zod/mini';
import { blockRecurrence } from './block-recurrence.ts';
import { askedBlockTerms, blockTerms } from './block-terms.ts';
import { endpoint } from './endpoint.ts';
import { findLinkedTimes } from './linked-times.ts';
import { slot } from './problem.ts';
import { overrides } from './override.ts';
import { outsideBusy, outsideCalendarEndpoints, type OutsideCalendar } from './outside-calendar.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { resourceEndpoints, type Resource } from './resources.ts';
import {
  exceptionEndpoints,
  scheduleException,
  type ScheduleException,
} from './schedule-exception.ts';
import { line } from './text.ts';
import { instant, localDate, wallTime, weekday } from './time.ts';
import { askedTerms, visitTerms } from './visit-terms.ts';
import { timeWishes } from './wishes.ts';

export const modalities = ['in-person', 'video', 'phone', 'e-visit'] as const;
export const visitColours = ['teal', 'blue', 'violet', 'amber', 'rose', 'green', 'slate'] as const;

export const visitType = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  name: z.string(),
  /** Length of the visit in minutes, without buffers. */
  minutes: z.int(),
  modality: z.enum(modalities),
  category: z.enum(['primary', 'specialty', 'routine', 'same-day']),
  /** Colour of the bar on the calendar; the name always stands beside it. */
  colour: z.enum(visitColours),
  /** Minutes kept free before and after; part of the occupied time. */
  bufferBefore: z.int(),
  bufferAfter: z.int(),
  ...visitTerms.shape,
  /** Retired ones are not booked anew; what is booked stays. */
  active: z.boolean(),
  version: z.int(),
});
export type VisitType = z.infer<typeof visitType>;

/** One weekly block of a provider's template in a clinic, in the clinic's wall time. */
export const templateBlock = z.strictObject({
  weekday,
  startsAt: wallTime,
  endsAt: wallTime,
  /** Visit types that may be booked in the block; empty = all of the clinic. */
  visitTypeIds: z.array(z.uuid()),
  /** The weeks in which it counts; `null` = every one. */
  recurrence: z.nullable(blockRecurrence),
  ...blockTerms.shape,
});
export type TemplateBlock = z.infer<typeof templateBlock>;

export const weeklyTemplate = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  effectiveFrom: localDate,
  /** Last day of effect; `null` = until replaced. */
  effectiveTo: z.nullable(localDate),
  blocks: z.array(templateBlock),
  /** Visits that start on one day, at most; `null` = as many as there is time for. */
  visitsADay: z.nullable(z.int().check(z.gte(1), z.lte(200))),
  /** Those of patients who were not seen in the clinic within three years. */
  newPatientsADay: z.nullable(z.int().check(z.gte(0), z.lte(200))),
  version: z.int(),
});
export type WeeklyTemplate = z.infer<typeof weeklyTemplate>;

/** What a visit may break that is one more on a provider's day. */
export const limitRules = ['day-full', 'new-patients-full'] as const;
export type LimitRule = (typeof limitRules)[number];

/** A stretch of one day in which a provider works. */
export const workingWindow = z.strictObject({
  providerId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  visitTypeIds: z.array(z.uuid()),
  patients: blockTerms.shape.patients,
  /** Kept for visits that are booked late until then; `null` = open at any time. */
  opensAt: z.nullable(instant),
});
export type WorkingWindow = z.infer<typeof workingWindow>;

/** A stretch of a day in which the clinic is closed. */
export const closedSpan = z.strictObject({
  startsAt: instant,
  endsAt: instant,
  /** e.g. `Staff meeting`. */
  because: z.string(),
});
export type ClosedSpan = z.infer<typeof closedSpan>;

export const listVisitTypes = endpoint({
  name: 'listVisitTypes',
  method: 'GET',
  path: '/api/availability/visit-types',
  summary: 'The visit types of a clinic, by name.',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(visitType) }),
});

const wantedType = {
  name: line({ max: 60 }),
  minutes: z.int().check(z.gte(5), z.lte(480)),
  modality: z.enum(modalities),
  category: visitType.shape.category,
  colour: z.enum(visitColours),
  bufferBefore: z._default(z.int().check(z.gte(0), z.lte(120)), 0),
  bufferAfter: z._default(z.int().check(z.gte(0), z.lte(120)), 0),
  ...askedTerms,
};
const knownType = { visitTypeId: z.uuid() };
const expectedVersion = z.int32().check(z.positive());

export const addVisitType = endpoint({
  name: 'addVisitType',
  method: 'POST',
  path: '/api/availability/visit-types/add',
  summary: 'Add a visit type to a clinic.',
  access: 'availability:manage',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), ...wantedType }),
  answer: visitType,
});

export const changeVisitType = endpoint({
  name: 'changeVisitType',
  method: 'POST',
  path: '/api/availability/visit-types/:visitTypeId/change',
  summary: 'Change a visit type from now on; visits that are booked keep their length.',
  access: 'availability:manage',
  params: z.strictObject(knownType),
  body: z.strictObject({ expectedVersion, ...wantedType }),
  answer: visitType,
  rules: ['retired'],
});

export const retireVisitType = endpoint({
  name: 'retireVisitType',
  method: 'POST',
  path: '/api/availability/visit-types/:visitTypeId/retire',
  summary: 'Book a visit type no longer; visits that are booked stay.',
  access: 'availability:manage',
  params: z.strictObject(knownType),
  body: z.strictObject({ expectedVersion }),
  answer: visitType,
  rules: ['retired'],
});

const askedBlock = z.strictObject({
  ...templateBlock.shape,
  recurrence: z._default(templateBlock.shape.recurrence, null),
  ...askedBlockTerms,
});

export const setWeeklyTemplate = endpoint({
  name: 'setWeeklyTemplate',
  method: 'POST',
  path: '/api/availability/templates/set',
  summary:
    "Replace a provider's weekly template in a clinic from a date on. Refused when it would orphan booked visits.",
  access: 'availability:manage',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    providerId: z.uuid(),
    effectiveFrom: localDate,
    blocks: z.array(askedBlock).check(z.maxLength(70)),
    /** Visits that are booked already stay, however many they are. */
    visitsADay: z._default(weeklyTemplate.shape.visitsADay, null),
    newPatientsADay: z._default(weeklyTemplate.shape.newPatientsADay, null),
    /** `orphans-visits`: the visits stay where they are, and are listed as orphaned. */
    overrides,
  }),
  answer: weeklyTemplate,
  rules: ['blocks-overlap', 'orphans-visits'],
});

export const listWeeklyTemplates = endpoint({
  name: 'listWeeklyTemplates',
  method: 'GET',
  path: '/api/availability/templates',
  summary:
    'The weekly templates of a clinic that are in force or planned, by provider and first day.',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(weeklyTemplate) }),
});

export const listWorkingWindows = endpoint({
  name: 'listWorkingWindows',
  method: 'GET',
  path: '/api/availability/working-windows',
  summary:
    'When each provider of a clinic works on a day: weekly hours and extra hours, without time off and closed days.',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: localDate }),
  answer: z.strictObject({
    items: z.array(workingWindow),
    /** Of the day; extra hours are among the windows as well. */
    exceptions: z.array(scheduleException),
    /** Why the clinic is closed on the day, e.g. `Thanksgiving Day`; `null` when it is not. */
    closedBecause: z.nullable(z.string()),
    /** When the clinic is closed on the day besides. */
    closedHours: z.array(closedSpan),
    /** When providers are busy by their outside calendars. */
    outsideBusy: z.array(outsideBusy),
  }),
});

export const listWeekHours = endpoint({
  name: 'listWeekHours',
  method: 'GET',
  path: '/api/availability/working-windows/week',
  summary:
    'When a provider works in a clinic in the week of a day, Monday to Sunday, and what stands against it.',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), providerId: z.uuid(), date: localDate }),
  answer: z.strictObject({
    items: z.array(workingWindow),
    /** Of the week; extra hours are among the windows as well. */
    exceptions: z.array(scheduleException),
    /** On which of the days the clinic is closed, and why. */
    closedDays: z.array(z.strictObject({ date: localDate, because: z.string() })),
    closedHours: z.array(closedSpan),
    outsideBusy: z.array(outsideBusy),
  }),
});

export const searchOrders = ['soonest', 'fit'] as const;
export type SearchOrder = (typeof searchOrders)[number];

/** A possible start, with all that it takes to say it and to book it where it is. */
export const foundTime = z.strictObject({
  ...slot.shape,
  /** In its clinic. */
  visitTypeId: z.uuid(),
  clinicName: z.string(),
  /** Of the clinic, IANA. */
  zone: z.string(),
  /** As in lists. */
  providerName: z.string(),
});
export type FoundTime = z.infer<typeof foundTime>;

export const findFreeTimes = endpoint({
  name: 'findFreeTimes',
  method: 'POST',
  path: '/api/availability/free-times/find',
  summary: 'Free times for a visit type, soonest or best fit first; an empty answer says why.',
  access: 'availability:read',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    visitTypeId: z.uuid(),
    /** Further clinics, for their visit type of the same name and kind; times of day are by their clocks. */
    clinicIds: z._default(z.array(z.uuid()).check(z.maxLength(10)), []),
    /** Empty = any provider of the clinic. */
    providerIds: z._default(z.array(z.uuid()).check(z.maxLength(50)), []),
    fromAt: instant,
    /** For whom: leaves out what is not for them. */
    patientId: z.optional(z.uuid()),
    /** Days to look ahead, 1–90; for the best fit no more than 14 of them are looked at. */
    days: z._default(z.int().check(z.gte(1), z.lte(90)), 14),
    weekdays: z._default(timeWishes.weekdays, []),
    earliestTime: z._default(timeWishes.earliestTime, null),
    latestTime: z._default(timeWishes.latestTime, null),
    /**
     * `fit`: with the patient's own primary care first, then where least time is left over that nobody could use.
     */
    order: z._default(z.enum(searchOrders), 'soonest'),
    limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20),
  }),
  answer: z.strictObject({
    items: z.array(foundTime),
    /** Why nothing was found, in plain words; `null` when something was. */
    explanation: z.nullable(z.string()),
  }),
  idempotent: false,
});

export const availabilityEndpoints = [
  listVisitTypes,
  addVisitType,
  changeVisitType,
  retireVisitType,
  setWeeklyTemplate,
  listWeeklyTemplates,
  listWorkingWindows,
  listWeekHours,
  findFreeTimes,
  findLinkedTimes,
  ...exceptionEndpoints,
  ...outsideCalendarEndpoints,
  ...resourceEndpoints,
] as const;

/** Feed `availability:<clinic>`; payloads are whole views. */
export type AvailabilityChange =
  | {
      type:
        | 'availability.visit-type-added'
        | 'availability.visit-type-changed'
        | 'availability.visit-type-retired';
      payload: VisitType;
    }
  | { type: 'availability.template-set'; payload: WeeklyTemplate }
  | {
      type:
        | 'availability.exception-added'
        | 'availability.exception-changed'
        | 'availability.exception-removed';
      payload: ScheduleException;
    }
  | {
      type: 'availability.outside-calendar-kept' | 'availability.outside-calendar-removed';
      payload: OutsideCalendar;
    }
  | {
      type:
        | 'availability.resource-added'
        | 'availability.resource-changed'
        | 'availability.resource-taken-out-of-use'
        | 'availability.resource-put-back-in-use'
        | 'availability.resource-retired';
      payload: Resource;
    };

export interface AvailabilityState {
  visitTypes: ById<VisitType>;
  templates: ById<WeeklyTemplate>;
  /** Those called off included: a version that is late must not bring them back. */
  exceptions: ById<ScheduleException>;
  /** Those removed included, as well. */
  outsideCalendars: ById<OutsideCalendar>;
  /** Rooms, devices and interpreters. */
  resources: ById<Resource>;
}

export function applyAvailabilityChange(
  state: AvailabilityState,
  change: AvailabilityChange,
): AvailabilityState {
  switch (change.type) {
    case 'availability.visit-type-added':
    case 'availability.visit-type-changed':
    case 'availability.visit-type-retired':
      return { ...state, visitTypes: upsertVersioned(state.visitTypes, change.payload) };
    case 'availability.template-set':
      return { ...state, templates: upsertVersioned(state.templates, change.payload) };
    case 'availability.exception-added':
    case 'availability.exception-changed':
    case 'availability.exception-removed':
      return { ...state, exceptions: upsertVersioned(state.exceptions, change.payload) };
    case 'availability.outside-calendar-kept':
    case 'availability.outside-calendar-removed':
      return {
        ...state,
        outsideCalendars: upsertVersioned(state.outsideCalendars, change.payload),
      };
    case 'availability.resource-added':
    case 'availability.resource-changed':
    case 'availability.resource-taken-out-of-use':
    case 'availability.resource-put-back-in-use':
    case 'availability.resource-retired':
      return { ...state, resources: upsertVersioned(state.resources, change.payload) };
  }
}
