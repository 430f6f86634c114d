// What FHIR asks of a resource beyond the shape of its elements, by the keys of the specification.
import { isObject, type Fault } from './check-resource.ts';
import { clinicalInvariants } from './invariants/clinical.ts';
import { dataTypeInvariants } from './invariants/data-types.ts';
import { visitInvariants } from './invariants/people-and-visits.ts';
import { partsOf } from './parts-of-resource.ts';
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
  return localReferences(resource, '')
    .filter(({ to }) => to !== '#' && !ids.has(to))
    .map(({ path }) => ({
      path,
      reason: 'refers to a contained resource that is not there (ref-1)',
    }));
}

function localReferences(part: unknown, path: string): { path: string; to: string }[] {
  if (Array.isArray(part))
    return (part as unknown[]).flatMap((each, at) => localReferences(each, `${path}[${at}]`));
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([name, each]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const local = name === 'reference' && typeof each === 'string' && each.startsWith('#');
    return local ? [{ path: at, to: each }] : localReferences(each, at);
  });
}
