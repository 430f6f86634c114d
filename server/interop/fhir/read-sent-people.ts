// Whom a report, an order or a document is about, who ordered, and who answers for it.
import type { Identifier, Reference } from './data-types.ts';
import type { OrderedBy, ReportedPatient } from './lab-report.ts';
import type {
  Patient,
  Practitioner,
  PractitionerRole,
  RelatedPerson,
  Resource,
} from './resources.ts';
import { findPlaced, follow, refuse, type Placed, type SentFile } from './sent-file.ts';
import { nameOf, numbersOf, spokenName } from './sent-words.ts';

export const npiSystem = 'http://hl7.org/fhir/sid/us-npi';

/** A reference and the element that holds it. */
export interface Refers {
  reference: Reference | undefined;
  from: Placed;
  at: string;
}

/** The patient in the file, or the number that stands in the reference itself; words beside it are no patient. */
export function readSubject(
  file: SentFile,
  { reference, from, at }: Refers,
): ReportedPatient | null {
  if (reference === undefined) return null;
  const own = numbersOf([reference.identifier]);
  const found =
    own.length > 0 ? findPlaced(file, reference, from) : follow(file, reference, { ...from, at });
  if (found !== null && found.resource.resourceType !== 'Patient') {
    refuse(file, from, { path: at, reason: 'is no patient' });
    return null;
  }
  if (found === null) {
    if (own.length > 0) return { identifiers: own, name: null, birthDate: null, sex: null };
    if (reference.reference === undefined)
      refuse(file, from, { path: at, reason: 'names nobody by a reference or a number' });
    return null;
  }
  const { identifier, name, birthDate, gender } = found.resource as Patient;
  return {
    identifiers: numbersOf([...(identifier ?? []), reference.identifier]),
    name: nameOf(name),
    birthDate: birthDate ?? null,
    sex: gender ?? null,
  };
}

/** `null` where no person ordered, e.g. a department or a device. */
export function readOrderedBy(file: SentFile, { reference, from, at }: Refers): OrderedBy | null {
  if (reference === undefined) return null;
  const npi = npiOf([reference.identifier]);
  const found =
    npi === null ? follow(file, reference, { ...from, at }) : findPlaced(file, reference, from);
  const practitioner = practitionerOf(file, found, npi !== null);
  if (practitioner === null) return npi === null ? null : { npi, name: null };
  return { npi: npi ?? npiOf(practitioner.identifier), name: nameOf(practitioner.name) };
}

function practitionerOf(file: SentFile, found: Placed | null, known: boolean): Practitioner | null {
  if (found?.resource.resourceType === 'Practitioner') return found.resource;
  if (found?.resource.resourceType !== 'PractitionerRole') return null;
  const { practitioner } = found.resource;
  const behind = known
    ? findPlaced(file, practitioner, found)
    : follow(file, practitioner, { ...found, at: 'practitioner' });
  return behind?.resource.resourceType === 'Practitioner' ? behind.resource : null;
}

function npiOf(identifiers: readonly (Identifier | undefined)[] = []): string | null {
  return numbersOf(identifiers).find(({ system }) => system === npiSystem)?.value ?? null;
}

/** The names of people and organizations, as they stand in the file or beside the reference. */
export function readNames(
  file: SentFile,
  references: readonly Reference[] | undefined,
  { from, at }: Omit<Refers, 'reference'>,
): string[] {
  return (references ?? []).flatMap((reference, place) => {
    const found = findPlaced(file, reference, from);
    const name = spokenOf(file, found) ?? reference.display ?? null;
    if (name !== null) return [name];
    const reason =
      found === null && reference.reference !== undefined
        ? 'refers to what is not in the file'
        : 'has no name';
    refuse(file, from, { path: `${at}[${place}]`, reason });
    return [];
  });
}

function spokenOf(file: SentFile, found: Placed | null): string | null {
  const resource = found?.resource;
  if (found === null || resource === undefined) return null;
  if (resource.resourceType === 'Organization') return resource.name ?? null;
  if (resource.resourceType === 'PractitionerRole') return spokenOfRole(file, found, resource);
  if (!isPerson(resource)) return null;
  const name = nameOf(resource.name);
  return name === null ? null : spokenName(name);
}

function isPerson(resource: Resource): resource is Patient | Practitioner | RelatedPerson {
  return ['Patient', 'Practitioner', 'RelatedPerson'].includes(resource.resourceType);
}

function spokenOfRole(
  file: SentFile,
  role: Placed,
  { practitioner, organization }: PractitionerRole,
): string | null {
  const [person, house] = [practitioner, organization].map((each) => findPlaced(file, each, role));
  if (person?.resource.resourceType === 'Practitioner') return spokenOf(file, person);
  return house?.resource.resourceType === 'Organization' ? (house.resource.name ?? null) : null;
}
