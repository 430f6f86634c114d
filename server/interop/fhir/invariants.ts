// What FHIR asks of a resource beyond the shape of its elements, by the keys of the specification.
import type { Fault } from './check-resource.ts';
import { clinicalInvariants } from './invariants/clinical.ts';
import { dataTypeInvariants } from './invariants/data-types.ts';
import { visitInvariants } from './invariants/people-and-visits.ts';
import { partsOf } from './parts-of-resource.ts';
import { referencesOf } from './references-of.ts';
import type { Resource } from './resources.ts';

/** What is wrong with a part of the type; the paths begin at the part. */
const ofTypes = new Map<string, (part: never) => Fault[]>(
  Object.entries({ ...visitInvariants, ...clinicalInvariants, ...dataTypeInvariants }),
);

/** Holds for resources whose shape is right. */
export function checkInvariants(resource: Resource): Fault[] {
  return [...checkPart(resource.resourceType, resource), ...containedFaults(resource)];
}

/** Of a part of a resource by itself, e.g. what an extension holds. */
export function checkPart(type: string, part: unknown): Fault[] {
  const faults: Fault[] = [];
  for (const { type: kind, value, path } of partsOf(type, part))
    // The shape was held against the definition of the type.
    for (const fault of ofTypes.get(kind)?.(value as never) ?? [])
      faults.push({ ...fault, path: [path, fault.path].filter((each) => each !== '').join('.') });
  return faults;
}

/** Every `#id` names a resource that is contained (ref-1). */
function containedFaults(resource: Resource): Fault[] {
  const ids = new Set((resource.contained ?? []).map(({ id }) => `#${String(id)}`));
  return referencesOf(resource)
    .filter(({ to }) => to.startsWith('#') && to !== '#' && !ids.has(to))
    .map(({ path }) => ({
      path,
      reason: 'refers to a contained resource that is not there (ref-1)',
    }));
}
