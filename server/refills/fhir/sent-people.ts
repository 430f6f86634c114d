// Who and where, as a FHIR resource says it: the patient, the prescriber, the pharmacy; in words, and by numbers.
import type { HumanName, Identifier, Reference } from '../../interop/fhir/data-types.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import type {
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Resource,
} from '../../interop/fhir/resources.ts';
import type { SaidPerson } from '../../patients/identify-queries.ts';
import { plain } from './medication-words.ts';

export interface SentPatient {
  /** e.g. `Lopez, Maria, born 1961-03-02`. */
  words: string;
  person: SaidPerson | null;
}

export function patientOf(
  subject: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): SentPatient {
  const found = resolveReference(subject, from, keys);
  if (found?.resourceType !== 'Patient') {
    const { value } = subject?.identifier ?? {};
    return { words: line(plain(subject?.display) || plain(value), 200), person: null };
  }
  const patient = found as Patient;
  const name = officialName(patient.name);
  const given = name?.given ?? [];
  const birthOn = patient.birthDate?.length === 10 ? patient.birthDate : null;
  const born = patient.birthDate === undefined ? [] : [`born ${patient.birthDate}`];
  const words = [listName(name), ...born].filter((word) => word !== '').join(', ');
  return {
    words: line(words || plain(subject?.display), 200),
    person: {
      numbers: valuesOf(patient.identifier),
      family: name?.family ?? '',
      given: [...new Set([given[0] ?? '', given.join(' ')])].filter((one) => one !== ''),
      birthOn,
    },
  };
}

export function prescriberWords(
  requester: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): string {
  const found = resolveReference(requester, from, keys);
  const practitioner =
    found?.resourceType === 'PractitionerRole'
      ? resolveReference((found as PractitionerRole).practitioner, from, keys)
      : found;
  const name =
    practitioner?.resourceType === 'Practitioner'
      ? listName(officialName((practitioner as Practitioner).name))
      : '';
  return line(name || plain(requester?.display), 120);
}

export interface SentPharmacy {
  words: string;
  /** NCPDP number and whatever other numbers it has. */
  numbers: string[];
}

export function pharmacyOf(
  performer: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): SentPharmacy {
  const found = resolveReference(performer, from, keys);
  const organization = found?.resourceType === 'Organization' ? (found as Organization) : null;
  return {
    words: line(plain(organization?.name) || plain(performer?.display), 120),
    numbers: valuesOf([
      ...(organization?.identifier ?? []),
      ...(performer?.identifier ? [performer.identifier] : []),
    ]),
  };
}

/** The sender's own numbers, each with whose number it is: nobody else's can be the same. */
export function numbersOf(identifiers: readonly Identifier[] | undefined): string[] {
  return (identifiers ?? []).flatMap(({ system, value }) =>
    value === undefined ? [] : `${system ?? ''} ${value}`.trim().slice(0, 400),
  );
}

function valuesOf(identifiers: readonly Identifier[] | undefined): string[] {
  return (identifiers ?? []).flatMap(({ value }) => value ?? []);
}

function officialName(names: readonly HumanName[] = []): HumanName | undefined {
  return (
    names.find(({ use }) => use === 'official') ??
    names.find(({ use }) => use !== 'old') ??
    names[0]
  );
}

function listName(name: HumanName | undefined): string {
  const { family = '', given = [], text } = name ?? {};
  const words = [family, given.join(' ')].filter((word) => word !== '').join(', ');
  return plain(words || text);
}

function line(words: string, max: number): string {
  return plain(words).slice(0, max).trim();
}
