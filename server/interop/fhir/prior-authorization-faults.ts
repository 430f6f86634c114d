// What would be refused, or misread, by the payer: found before anything is built, and once more in what was built.
import { checkResource, type Fault } from './check-resource.ts';
import type { Claim } from './claims.ts';
import { checkInvariants } from './invariants.ts';
import { pasExtensions } from './pas-words.ts';
import type { PriorAuthorizationRequest, RequestedItem } from './prior-authorization-request.ts';
import { referencesOf } from './references-of.ts';
import type { Resource } from './resources.ts';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const diagnosis = /^[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?$/;
/** CPT: five, the last may be a letter of its category. NDC: eleven digits, or ten to eleven in three parts. */
const services = {
  cpt: /^\d{4}[\dAFMTU]$/,
  hcpcs: /^[A-Z]\d{4}$/,
  ndc: /^(?:\d{11}|\d{5}-\d{4}-\d{1,2}|\d{5}-\d{3}-\d{2}|\d{4}-\d{4}-\d{2})$/,
};

export function requestFaults(request: PriorAuthorizationRequest): Fault[] {
  const { careTeam, diagnoses, items, earlier } = request;
  const faults: Fault[] = [
    ...sequenceFaults('careTeam', careTeam),
    ...sequenceFaults('diagnoses', diagnoses),
    ...sequenceFaults('items', items),
    ...diagnoses.flatMap(({ code }, at) =>
      diagnosis.test(code) ? [] : [{ path: `diagnoses[${at}].code`, reason: 'is no ICD-10-CM' }],
    ),
    ...items.flatMap((item, at) => itemFaults(item, `items[${at}]`)),
    ...items.flatMap((item, at) => pointerFaults(item, request, `items[${at}]`)),
    ...earlierFaults(request),
  ];
  if (items.length === 0) faults.push({ path: 'items', reason: 'is empty' });
  if (!request.created.includes('T'))
    faults.push({ path: 'created', reason: 'is no instant with its offset' });
  if (earlier.length === 0)
    for (const [at, { isCancelled }] of items.entries())
      if (isCancelled)
        faults.push({ path: `items[${at}].isCancelled`, reason: 'cancels what was never asked' });
  return faults;
}

function sequenceFaults(path: string, list: readonly { sequence: number }[]): Fault[] {
  return list.flatMap(({ sequence }, at) =>
    list.findIndex((each) => each.sequence === sequence) === at
      ? []
      : [{ path: `${path}[${at}].sequence`, reason: 'is used more than once' }],
  );
}

function itemFaults(item: RequestedItem, path: string): Fault[] {
  const { service, modifiers, quantity, placeOfService, serviceType, from, until } = item;
  const faults: Fault[] = [];
  if (!services[service.system].test(service.code))
    faults.push({ path: `${path}.service.code`, reason: `is no ${service.system} code` });
  for (const [at, modifier] of modifiers.entries())
    if (!/^[\dA-Z]{2}$/.test(modifier))
      faults.push({ path: `${path}.modifiers[${at}]`, reason: 'is no modifier' });
  if (!(Number.isFinite(quantity.value) && quantity.value > 0))
    faults.push({ path: `${path}.quantity.value`, reason: 'is not above zero' });
  if (placeOfService !== null && !/^\d{2}$/.test(placeOfService))
    faults.push({ path: `${path}.placeOfService`, reason: 'is no place of service' });
  if (serviceType !== null && !/^[\dA-Z]{1,2}$/.test(serviceType))
    faults.push({ path: `${path}.serviceType`, reason: 'is no service type' });
  if (!day.test(from)) faults.push({ path: `${path}.from`, reason: 'is no full date' });
  if (until !== null && !day.test(until))
    faults.push({ path: `${path}.until`, reason: 'is no full date' });
  return faults;
}

function pointerFaults(
  item: RequestedItem,
  { careTeam, diagnoses }: PriorAuthorizationRequest,
  path: string,
): Fault[] {
  return (
    [
      ['diagnoses', diagnoses],
      ['careTeam', careTeam],
    ] as const
  ).flatMap(([name, list]) =>
    item[name].flatMap((pointer, at) =>
      list.some(({ sequence }) => sequence === pointer)
        ? []
        : [{ path: `${path}.${name}[${at}]`, reason: 'names none of the request' }],
    ),
  );
}

/** An update resends the whole: what is no longer wanted is cancelled, and stays so. */
function earlierFaults({ id, items, earlier }: PriorAuthorizationRequest): Fault[] {
  const faults = earlier.flatMap((claim, at) =>
    claim.id !== id && claim.use === 'preauthorization'
      ? []
      : [{ path: `earlier[${at}]`, reason: 'is no earlier version of the request' }],
  );
  for (const before of earlier[0]?.item ?? []) {
    const at = items.findIndex(({ sequence }) => sequence === before.sequence);
    if (at < 0)
      faults.push({ path: 'items', reason: `leaves out item ${before.sequence}, sent before` });
    else if (isCancelled(before) && !items[at]?.isCancelled)
      faults.push({
        path: `items[${at}].isCancelled`,
        reason: 'asks again for what was cancelled',
      });
  }
  return faults;
}

function isCancelled({ modifierExtension = [] }: NonNullable<Claim['item']>[number]): boolean {
  return modifierExtension.some(
    ({ url, valueBoolean }) => url === pasExtensions.infoCancelled && valueBoolean === true,
  );
}

/** Everything in it would be read back, nobody is two, and nobody who is named is missing. */
export function entryFaults(entry: readonly { fullUrl: string; resource: Resource }[]): Fault[] {
  const urls = entry.map(({ fullUrl }) => fullUrl);
  return entry.flatMap(({ fullUrl, resource }, at) => {
    const path = `entry[${at}]`;
    const faults = resourceFaults(resource).map((fault) => ({
      ...fault,
      path: `${path}.resource.${fault.path}`,
    }));
    if (!uuid.test(String(resource.id)))
      faults.push({ path: `${path}.resource.id`, reason: 'is no UUID' });
    if (urls.indexOf(fullUrl) !== at)
      faults.push({ path: `${path}.fullUrl`, reason: 'is that of another entry' });
    for (const { path: where, to } of referencesOf(resource))
      if (!to.startsWith('#') && !urls.includes(to))
        faults.push({ path: `${path}.resource.${where}`, reason: 'refers to none of the entries' });
    return faults;
  });
}

function resourceFaults(resource: Resource): Fault[] {
  const plain = JSON.parse(JSON.stringify(resource)) as Resource & Record<string, unknown>;
  const faults = checkResource(resource.resourceType, plain);
  return faults.length > 0 ? faults : checkInvariants(plain);
}
