// Builders for specs: a clinic's visit types, providers and weekly hours as the server answers them.
import { openToAll } from '#contract/block-terms';
import type { TemplateBlock, VisitType, WeeklyTemplate } from '#contract/availability';
import type { ScheduleException } from '#contract/schedule-exception';
import type { OutsideCalendar } from '#contract/outside-calendar';
import type { Resource } from '#contract/resources';
import type { Provider } from '#contract/staff';
import { standardTerms } from '#contract/visit-terms';
import { FakeServer, riverside } from '../platform/given-session';

export const types = 'GET /api/availability/visit-types';
export const people = 'GET /api/staff/providers';
export const templates = 'GET /api/availability/templates';
export const exceptions = 'GET /api/availability/exceptions';
export const outside = 'GET /api/availability/outside-calendars';
export const orphans = 'GET /api/availability/orphaned-visits';
export const resources = 'GET /api/availability/resources';
export const leeId = '018f0000-0000-7000-8000-000000006001';

export function aVisitType(overrides: Partial<VisitType> = {}): VisitType {
  return {
    id: '018f0000-0000-7000-8000-000000006100',
    clinicId: riverside,
    name: 'Follow-up',
    minutes: 30,
    modality: 'video',
    category: 'same-day',
    colour: 'teal',
    bufferBefore: 0,
    bufferAfter: 10,
    ...standardTerms,
    active: true,
    version: 1,
    ...overrides,
  };
}

export function aProvider(overrides: Partial<Provider> = {}): Provider {
  return {
    id: leeId,
    family: 'Lee',
    given: 'Hannah',
    credentials: 'MD',
    specialty: 'Family medicine',
    languages: ['en'],
    gender: null,
    clinicIds: [riverside],
    version: 1,
    ...overrides,
  };
}

export function aBlock(overrides: Partial<TemplateBlock> = {}): TemplateBlock {
  return {
    weekday: 1,
    startsAt: '08:00',
    endsAt: '12:00',
    visitTypeIds: [],
    recurrence: null,
    ...openToAll,
    ...overrides,
  };
}

/** Monday mornings, one of its blocks for one visit type only. */
export function aTemplate(overrides: Partial<WeeklyTemplate> = {}): WeeklyTemplate {
  return {
    id: '018f0000-0000-7000-8000-000000006200',
    clinicId: riverside,
    providerId: leeId,
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    blocks: [
      aBlock({ startsAt: '08:00', endsAt: '12:00', visitTypeIds: [aVisitType().id] }),
      aBlock({ startsAt: '13:00', endsAt: '24:00' }),
    ],
    visitsADay: null,
    newPatientsADay: null,
    version: 1,
    ...overrides,
  };
}

/** Two days off, from Tuesday on. */
export function anException(overrides: Partial<ScheduleException> = {}): ScheduleException {
  return {
    id: '018f0000-0000-7000-8000-000000006300',
    clinicId: riverside,
    providerId: leeId,
    kind: 'time-off',
    startsAt: '2026-11-24T05:00:00.000Z',
    endsAt: '2026-11-26T05:00:00.000Z',
    note: 'Conference',
    visitTypeIds: [],
    removedAt: null,
    version: 1,
    ...overrides,
  };
}

/** Read this morning. */
export function anOutsideCalendar(overrides: Partial<OutsideCalendar> = {}): OutsideCalendar {
  return {
    id: '018f0000-0000-7000-8000-000000006600',
    clinicId: riverside,
    providerId: leeId,
    name: 'Hospital',
    readAt: '2026-11-23T14:00:00.000Z',
    untilAt: '2027-12-28T14:00:00.000Z',
    busy: 12,
    unread: 0,
    removedAt: null,
    version: 1,
    ...overrides,
  };
}

/** An exam room of the clinic alone. */
export function aResource(overrides: Partial<Resource> = {}): Resource {
  return {
    id: '018f0000-0000-7000-8000-000000006500',
    clinicId: riverside,
    sharedWith: [],
    name: 'Exam 1',
    kind: 'room',
    type: 'Exam room',
    hours: [],
    outOfUse: [],
    active: true,
    version: 1,
    ...overrides,
  };
}

/** One visit type, two providers, of whom one has hours. */
export function aClinicServer(): FakeServer {
  const okafor = aProvider({
    id: '018f0000-0000-7000-8000-000000006002',
    family: 'Okafor',
    given: 'Chidi',
  });
  return new FakeServer()
    .when(types, { items: [aVisitType()] })
    .when(people, { items: [okafor, aProvider()] })
    .when(templates, { items: [aTemplate()] })
    .when(exceptions, { items: [] })
    .when(outside, { items: [] })
    .when(orphans, { items: [] })
    .when(resources, { items: [aResource()] });
}
