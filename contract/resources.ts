// Rooms, devices and interpreters: what visits need beside their provider, of which each serves one visit at a time.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';
import { line } from './text.ts';
import { instant, wallTime, weekday } from './time.ts';

/** FHIR: a room is a Location (physicalType `ro`), a device a Device, an interpreter a person. */
export const resourceKinds = ['room', 'device', 'interpreter'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** How a kind is called on screen. */
export const resourceKindTitle: Record<ResourceKind, string> = {
  room: 'Room',
  device: 'Device',
  interpreter: 'Interpreter',
};

/** What it is good for, e.g. `Exam room`: visit types ask for this, never for one resource. */
export const resourceType = line({ max: 60 });

/** How many of a type a visit needs. */
export const resourceNeed = z.strictObject({
  type: resourceType,
  count: z.int().check(z.gte(1), z.lte(5)),
});
export type ResourceNeed = z.infer<typeof resourceNeed>;

/** One weekly stretch in which it can be used, in the wall time of its clinic. */
export const resourceHours = z.strictObject({ weekday, startsAt: wallTime, endsAt: wallTime });
export type ResourceHours = z.infer<typeof resourceHours>;

/** Half-open: it is cleaned, repaired, lent out. */
export const outOfUse = z.strictObject({
  id: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  /** For staff; never about a patient. */
  note: z.nullable(z.string()),
});
export type OutOfUse = z.infer<typeof outOfUse>;

export const resource = z.strictObject({
  id: z.uuid(),
  /** Whose it is: its managers change it. */
  clinicId: z.uuid(),
  /** Other clinics that use it as well. */
  sharedWith: z.array(z.uuid()),
  name: z.string(),
  kind: z.enum(resourceKinds),
  type: z.string(),
  /** Empty = whenever a clinic books visits. */
  hours: z.array(resourceHours),
  /** What was over when it was last changed is in its history. */
  outOfUse: z.array(outOfUse),
  /** Retired ones are taken by no new visit. */
  active: z.boolean(),
  version: z.int(),
});
export type Resource = z.infer<typeof resource>;

const wanted = {
  name: line({ max: 60 }),
  kind: z.enum(resourceKinds),
  type: resourceType,
  sharedWith: z._default(z.array(z.uuid()).check(z.maxLength(50)), []),
  hours: z._default(z.array(resourceHours).check(z.maxLength(70)), []),
};
const byId = z.strictObject({ resourceId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());

export const listResources = endpoint({
  name: 'listResources',
  method: 'GET',
  path: '/api/availability/resources',
  summary:
    'Rooms, devices and interpreters that a clinic uses, its own and those shared with it; retired ones included.',
  access: 'availability:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(resource) }),
});

export const addResource = endpoint({
  name: 'addResource',
  method: 'POST',
  path: '/api/availability/resources/add',
  summary: 'Add a room, a device or an interpreter to a clinic.',
  access: 'availability:manage',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), ...wanted }),
  answer: resource,
});

export const changeResource = endpoint({
  name: 'changeResource',
  method: 'POST',
  path: '/api/availability/resources/:resourceId/change',
  summary:
    'Change what it is, its hours and who shares it, from now on; visits that have it already keep it.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({ expectedVersion, ...wanted }),
  answer: resource,
  rules: ['retired'],
});

export const takeOutOfUse = endpoint({
  name: 'takeOutOfUse',
  method: 'POST',
  path: '/api/availability/resources/:resourceId/take-out-of-use',
  summary:
    'Say when it cannot be used. Refused, with a list, when booked visits have it then: they stay by an override.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({
    expectedVersion,
    startsAt: instant,
    endsAt: instant,
    note: z._default(z.nullable(line({ min: 0, max: 200 })), null),
    /** `orphans-visits`: the visits keep it. */
    overrides,
  }),
  answer: resource,
  rules: ['retired', 'orphans-visits', 'too-many-spans'],
});

export const putBackInUse = endpoint({
  name: 'putBackInUse',
  method: 'POST',
  path: '/api/availability/resources/:resourceId/put-back-in-use',
  summary: 'Call off a time out of use.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({ expectedVersion, outOfUseId: z.uuid() }),
  answer: resource,
  rules: ['retired', 'over'],
});

export const retireResource = endpoint({
  name: 'retireResource',
  method: 'POST',
  path: '/api/availability/resources/:resourceId/retire',
  summary:
    'Use it no longer. Refused, with a list, when booked visits to come have it: they keep it by an override.',
  access: 'availability:manage',
  params: byId,
  body: z.strictObject({ expectedVersion, overrides }),
  answer: resource,
  rules: ['retired', 'orphans-visits'],
});

export const resourceEndpoints = [
  listResources,
  addResource,
  changeResource,
  takeOutOfUse,
  putBackInUse,
  retireResource,
] as const;

/** In the words of the clinic, whoever wrote them. */
export function isOfType({ type }: { type: string }, wanted: string): boolean {
  return type.toLowerCase() === wanted.toLowerCase();
}

/** May the clinic use it: is it its own, or shared with it? */
export function isUsedBy(
  { clinicId, sharedWith }: Pick<Resource, 'clinicId' | 'sharedWith'>,
  clinic: string,
): boolean {
  return clinicId === clinic || sharedWith.includes(clinic);
}

/** Own ones before shared ones, then by name as people count: `Exam 2` before `Exam 10`. */
export function compareResources(clinic: string) {
  return (a: Resource, b: Resource): number =>
    Number(b.clinicId === clinic) - Number(a.clinicId === clinic) ||
    a.name.localeCompare(b.name, 'en', { numeric: true }) ||
    a.id.localeCompare(b.id);
}
