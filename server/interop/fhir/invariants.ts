// What FHIR asks of a resource beyond the shape of its elements, by the keys of the specification.
import type { Fault } from './check-resource.ts';
import { isObject } from './check-resource.ts';
import type { Appointment, Organization, Patient, Resource, Slot } from './resources.ts';

/** Holds for resources whose shape is right. */
export function checkInvariants(resource: Resource): Fault[] {
  return [...ownFaults(resource), ...partFaults(resource, ''), ...containedFaults(resource)];
}

function ownFaults(resource: Resource): Fault[] {
  if (resource.resourceType === 'Appointment') return appointmentFaults(resource);
  if (resource.resourceType === 'Slot') return slotFaults(resource);
  if (resource.resourceType === 'Organization') return organizationFaults(resource);
  return resource.resourceType === 'Patient' ? patientFaults(resource) : [];
}

function appointmentFaults({
  start,
  end,
  status,
  cancelationReason,
  participant,
}: Appointment): Fault[] {
  const faults: Fault[] = [];
  if ((start === undefined) !== (end === undefined))
    faults.push({ path: 'start', reason: 'start and end come both or neither (app-2)' });
  if (start === undefined && !['proposed', 'cancelled', 'waitlist'].includes(status))
    faults.push({ path: 'start', reason: 'is missing although the visit has a time (app-3)' });
  if (cancelationReason !== undefined && status !== 'cancelled' && status !== 'noshow')
    faults.push({
      path: 'cancelationReason',
      reason: 'stands on a visit that is not cancelled (app-4)',
    });
  if (start !== undefined && end !== undefined && !isBefore(start, end))
    faults.push({ path: 'end', reason: 'is not after the start' });
  for (const [at, { type, actor }] of participant.entries())
    if (type === undefined && actor === undefined)
      faults.push({ path: `participant[${at}]`, reason: 'has neither type nor actor (app-1)' });
  return faults;
}

function slotFaults({ start, end }: Slot): Fault[] {
  return isBefore(start, end) ? [] : [{ path: 'end', reason: 'is not after the start' }];
}

function organizationFaults({ name, identifier }: Organization): Fault[] {
  return name === undefined && identifier === undefined
    ? [{ path: '', reason: 'has neither a name nor an identifier (org-1)' }]
    : [];
}

function patientFaults({ contact = [] }: Patient): Fault[] {
  return contact.flatMap((each, at) =>
    (each.name ?? each.telecom ?? each.address ?? each.organization)
      ? []
      : [{ path: `contact[${at}]`, reason: 'says nothing about whom to reach (pat-1)' }],
  );
}

/** Of data types, wherever they stand. */
function partFaults(part: unknown, path: string): Fault[] {
  if (Array.isArray(part))
    return (part as unknown[]).flatMap((each, at) => partFaults(each, `${path}[${at}]`));
  if (!isObject(part)) return [];
  const faults: Fault[] = [];
  const { start, end } = part;
  if (/(?:^|\.)(?:period|during|planningHorizon|requestedPeriod)(?:\[\d+\])?$/.test(path))
    if (
      typeof start === 'string' &&
      typeof end === 'string' &&
      start.slice(0, 10) > end.slice(0, 10)
    )
      faults.push({ path: `${path}.end`, reason: 'is before the start (per-1)' });
  if (
    /(?:^|\.)telecom\[\d+\]$/.test(path) &&
    part['value'] !== undefined &&
    part['system'] === undefined
  )
    faults.push({ path: `${path}.system`, reason: 'is missing beside a value (cpt-2)' });
  const inside = Object.entries(part).filter(
    ([name]) => name !== 'contained' && name !== 'extension',
  );
  return [
    ...faults,
    ...inside.flatMap(([name, each]) => partFaults(each, path === '' ? name : `${path}.${name}`)),
  ];
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

function isBefore(start: string, end: string): boolean {
  return Date.parse(start) < Date.parse(end);
}
