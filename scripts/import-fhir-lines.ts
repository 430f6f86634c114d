// FHIR resources as lines of an import: patients and visits, by the ids that the other system gave them.
import type { ImportSubject } from '#contract/imports';
import { readFhir, type FhirRead, type ReadResource } from '../server/interop/fhir/read-fhir.ts';
import {
  referenceKeys,
  resolveReference,
  type ReferenceKeys,
} from '../server/interop/fhir/resolve-reference.ts';
import type {
  Appointment,
  CodeableConcept,
  HumanName,
  Patient,
  Reference,
  Resource,
} from '../server/interop/fhir/resources.ts';
import type { ImportLine } from './import-lines.ts';

export interface FhirFile {
  name: string;
  bytes: Uint8Array;
}

export interface FhirLines {
  /** A line is the place of the resource among those of all files. */
  lines: Record<ImportSubject, ImportLine[]>;
  /** `file: where` by line. */
  places: ReadonlyMap<number, string>;
  unread: { place: string; reason: string }[];
  /** Read and of a type that is not taken over. */
  leftOut: number;
}

/** Reads all files together, because resources of one refer to those of another. */
export function fhirLines(files: readonly FhirFile[]): FhirLines {
  const found: FhirLines & { places: Map<number, string> } = {
    lines: { patients: [], visits: [] },
    places: new Map(),
    unread: [],
    leftOut: 0,
  };
  const reads = files.flatMap((file) => [...readAll(file, found)]);
  const keys = referenceKeys(reads.map(({ read }) => read));
  for (const [at, { read, place }] of reads.entries()) {
    const line = at + 1;
    found.places.set(line, place);
    const { resource } = read;
    if (resource.resourceType === 'Patient')
      found.lines.patients.push({ line, fields: patientFields(resource) });
    else if (resource.resourceType === 'Appointment' && isPromised(resource))
      found.lines.visits.push({ line, fields: visitFields(resource, keys) });
    else found.leftOut += 1;
  }
  return found;
}

interface PlacedRead {
  read: ReadResource;
  place: string;
}

function* readAll({ name, bytes }: FhirFile, found: FhirLines): Generator<PlacedRead> {
  const format = name.endsWith('.ndjson') ? 'ndjson' : 'json';
  for (const each of readFhir(bytes, { format }))
    if (each.kind === 'resource') yield { read: each.read, place: `${name}: ${each.read.at}` };
    else found.unread.push(unreadOf(name, each));
}

function unreadOf(
  name: string,
  { problem }: Extract<FhirRead, { kind: 'problem' }>,
): { place: string; reason: string } {
  const words = [problem.resource, problem.path, problem.reason].filter((word) => word !== '');
  return { place: `${name}: ${problem.at}`, reason: words.join(' ') };
}

/** Only what still stands: a cancelled visit is history. */
function isPromised({ status }: Appointment): boolean {
  return status === 'booked' || status === 'pending' || status === 'arrived';
}

function patientFields(patient: Patient): Record<string, string> {
  const name = officialName(patient.name);
  return given({
    identifier: identifierOf(patient),
    family: name?.family,
    given: name?.given?.join(' '),
    birthOn: patient.birthDate,
    sex: patient.gender,
    phone: patient.telecom?.find(({ system }) => system === 'phone' || system === 'sms')?.value,
    email: patient.telecom?.find(({ system }) => system === 'email')?.value,
    language: languageOf(patient),
  });
}

function visitFields(visit: Appointment, keys: ReferenceKeys): Record<string, string> {
  const actor = (type: string): Reference | undefined =>
    visit.participant.find(({ actor: each }) => typeOf(each, visit, keys) === type)?.actor;
  const practitioner = resolveReference(actor('Practitioner'), visit, keys) as Resource | null;
  const name =
    practitioner?.resourceType === 'Practitioner' ? officialName(practitioner.name) : undefined;
  return given({
    identifier: identifierOf(visit),
    patient: keyOf(actor('Patient'), visit, keys),
    provider: name?.family === undefined ? actor('Practitioner')?.display : listName(name),
    visitType:
      wordsOf(visit.appointmentType) ?? wordsOf(visit.serviceType?.[0]) ?? visit.description,
    startsAt: visit.start,
  });
}

function typeOf(
  reference: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): string | undefined {
  const resolved = resolveReference(reference, from, keys)?.resourceType;
  return (
    resolved ??
    reference?.type ??
    /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference?.reference ?? '')?.[1]
  );
}

/** By which the patient's own line is known; else the id in the reference. */
function keyOf(
  reference: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): string | undefined {
  const resolved = resolveReference(reference, from, keys) as Resource | null;
  if (resolved !== null) return identifierOf(resolved);
  return reference?.reference?.split('/').at(-1);
}

function identifierOf({ id, identifier }: Resource): string | undefined {
  return id ?? identifier?.find(({ value }) => value !== undefined)?.value;
}

function officialName(names: readonly HumanName[] = []): HumanName | undefined {
  return (
    names.find(({ use }) => use === 'official') ??
    names.find(({ use }) => use === 'usual') ??
    names[0]
  );
}

function listName({ family = '', given: names = [] }: HumanName): string {
  return `${family}, ${names.join(' ')}`;
}

function languageOf({ communication = [] }: Patient): string | undefined {
  const preferred = communication.find(({ preferred: each }) => each) ?? communication[0];
  return preferred?.language.coding?.find(({ code }) => code !== undefined)?.code;
}

function wordsOf(concept: CodeableConcept | undefined): string | undefined {
  return concept?.text ?? concept?.coding?.find(({ display }) => display !== undefined)?.display;
}

function given(fields: Record<string, string | undefined>): Record<string, string> {
  const there = Object.entries(fields).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(there);
}
