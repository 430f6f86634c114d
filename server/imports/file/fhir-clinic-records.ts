// What FHIR says of a clinic: its places, and when somebody can be booked there.
import type { Address, Reference } from '../../interop/fhir/data-types.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import type { Location, Resource, Schedule, Slot } from '../../interop/fhir/resources.ts';
import {
  identifierOf,
  keyOf,
  listName,
  officialName,
  typeOf,
  wordsOf,
  type RecordFields,
} from './fhir-words.ts';

export function locationFields(location: Location): RecordFields {
  const { address } = location;
  return {
    identifier: identifierOf(location),
    name: location.name,
    kind: kindOf(location),
    phone: location.telecom?.find(({ system }) => system === 'phone')?.value,
    address: address?.text ?? addressWords(address),
  };
}

/** In words; `kind` = a sort of places, not one of them. */
function kindOf({ mode, physicalType, partOf }: Location): string | undefined {
  if (mode === 'kind') return 'kind';
  const code = physicalType?.coding?.find(({ code: each }) => each !== undefined)?.code;
  if (code === 'si' || code === 'bu') return 'site';
  return code ?? wordsOf(physicalType) ?? (partOf ? 'part' : undefined);
}

function addressWords(address: Address = {}): string | undefined {
  const { line = [], city, state, postalCode } = address;
  const place = [state, postalCode].filter((word) => word !== undefined).join(' ');
  const words = [...line, city, place].filter((word) => word !== undefined && word !== '');
  return words.length > 0 ? words.join(', ') : undefined;
}

/** The schedule says whose time it is, and where. */
export function scheduleOf(slot: Slot, keys: ReferenceKeys): Schedule | null {
  const found = resolveReference(slot.schedule, slot, keys) as Resource | null;
  return found?.resourceType === 'Schedule' ? found : null;
}

export function slotFields(slot: Slot, keys: ReferenceKeys): RecordFields {
  const schedule = scheduleOf(slot, keys);
  const types = slot.serviceType ?? schedule?.serviceType ?? [];
  return {
    identifier: identifierOf(slot),
    ...(schedule === null ? {} : whoseAndWhere(schedule, keys)),
    visitTypes: types.map((type) => wordsOf(type) ?? type.coding?.[0]?.code ?? '?').join('; '),
    startsAt: slot.start,
    endsAt: slot.end,
  };
}

function whoseAndWhere(schedule: Schedule, keys: ReferenceKeys): RecordFields {
  const actor = (type: string): Reference | undefined =>
    schedule.actor.find((each) => typeOf(each, schedule, keys) === type);
  const role = resolveReference(actor('PractitionerRole'), schedule, keys) as Resource | null;
  const who = role?.resourceType === 'PractitionerRole' ? role.practitioner : actor('Practitioner');
  const practitioner = resolveReference(who, schedule, keys) as Resource | null;
  const name =
    practitioner?.resourceType === 'Practitioner' ? officialName(practitioner.name) : undefined;
  return {
    provider: keyOf(who, schedule, keys) ?? who?.display,
    providerName: name?.family === undefined ? who?.display : listName(name),
    clinic: keyOf(actor('Location'), schedule, keys),
  };
}
