// What a FHIR resource says of a record of ours, as text by field: by the ids that the other system gave.
import type { ImportSubject } from '#contract/import-fields';
import type { ImportLeftOutReason } from '#contract/import-run';
import type { Reference } from '../../interop/fhir/data-types.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import type {
  Appointment,
  Coverage,
  Patient,
  Practitioner,
  PractitionerRole,
  RelatedPerson,
  Resource,
  Slot,
} from '../../interop/fhir/resources.ts';
import { isEmergencyContact, relationshipWords } from './fhir-relationships.ts';
import { locationFields, scheduleOf, slotFields } from './fhir-clinic-records.ts';
import {
  identifierOf,
  keyOf,
  listName,
  officialName,
  typeOf,
  wordsOf,
  type RecordFields,
} from './fhir-words.ts';

export interface FhirRecord {
  subject: ImportSubject;
  fields: RecordFields;
}

const subjects: Readonly<Record<string, ImportSubject>> = {
  Location: 'locations',
  Slot: 'templates',
  Practitioner: 'practitioners',
  Patient: 'patients',
  RelatedPerson: 'contacts',
  Coverage: 'coverages',
  Appointment: 'visits',
};

/** `null` = resources of the type are not taken over. */
export function subjectOfType(type: string): ImportSubject | null {
  return Object.hasOwn(subjects, type) ? (subjects[type] ?? null) : null;
}

export function fhirRecordOf(
  resource: Resource,
  keys: ReferenceKeys,
): FhirRecord | { leftOut: ImportLeftOutReason } {
  switch (resource.resourceType) {
    case 'Location':
      return resource.status === undefined || resource.status === 'active'
        ? { subject: 'locations', fields: locationFields(resource) }
        : { leftOut: 'state' };
    case 'Practitioner':
      if (resource.active === false) return { leftOut: 'state' };
      return { subject: 'practitioners', fields: practitionerFields(resource, keys) };
    case 'Patient':
      // The record that it was merged into comes in its place.
      return resource.link?.some(({ type }) => type === 'replaced-by')
        ? { leftOut: 'state' }
        : { subject: 'patients', fields: patientFields(resource) };
    case 'Coverage':
      if (resource.status !== 'active') return { leftOut: 'state' };
      return { subject: 'coverages', fields: coverageFields(resource, keys) };
    case 'Appointment':
      return isPromised(resource)
        ? { subject: 'visits', fields: visitFields(resource, keys) }
        : { leftOut: 'state' };
    case 'Slot':
      if (slotStands(resource, keys))
        return { subject: 'templates', fields: slotFields(resource, keys) };
      return { leftOut: resource.status.startsWith('busy') ? 'busy' : 'state' };
    case 'RelatedPerson':
      return resource.active === false
        ? { leftOut: 'state' }
        : { subject: 'contacts', fields: contactFields(resource, keys) };
    // A specialty, a payer's name, whose time it is.
    case 'PractitionerRole':
    case 'Organization':
    case 'Schedule':
      return { leftOut: 'part' };
    case 'MedicationRequest':
    case 'MedicationDispense':
    case 'Medication':
    case 'Observation':
    case 'Task':
    case 'Claim':
    case 'ClaimResponse':
    case 'DiagnosticReport':
    case 'ServiceRequest':
    case 'Specimen':
    case 'DocumentReference':
      return { leftOut: 'kind' };
  }
}

const npiSystem = 'http://hl7.org/fhir/sid/us-npi';

function practitionerFields(practitioner: Practitioner, keys: ReferenceKeys): RecordFields {
  const name = officialName(practitioner.name);
  return {
    identifier: identifierOf(practitioner),
    family: name?.family,
    given: name?.given?.join(' '),
    credentials: name?.suffix?.join(', '),
    specialty: wordsOf(rolesIn(keys).get(practitioner)?.specialty?.[0]),
    npi: practitioner.identifier?.find(({ system }) => system === npiSystem)?.value,
  };
}

/** Of each file once: what practitioners do stands in their roles. */
const rolesOfFile = new WeakMap<ReferenceKeys, Map<unknown, PractitionerRole>>();

function rolesIn(keys: ReferenceKeys): Map<unknown, PractitionerRole> {
  const known = rolesOfFile.get(keys);
  if (known) return known;
  const roles = new Map<unknown, PractitionerRole>();
  for (const each of keys.values())
    if (each.resourceType === 'PractitionerRole')
      roles.set(resolveReference(each.practitioner, each, keys), each);
  rolesOfFile.set(keys, roles);
  return roles;
}

function contactFields(person: RelatedPerson, keys: ReferenceKeys): RecordFields {
  const { text, given = [], family } = officialName(person.name) ?? {};
  const name = [...given, family].filter((word) => word !== undefined).join(' ');
  return {
    identifier: identifierOf(person),
    patient: keyOf(person.patient, person, keys),
    name: name === '' ? text : name,
    relationship: relationshipWords(person.relationship),
    phone: person.telecom?.find(({ system }) => system === 'phone' || system === 'sms')?.value,
    emergency: isEmergencyContact(person.relationship) ? 'yes' : undefined,
    endsOn: person.period?.end?.slice(0, 10),
  };
}

function coverageFields(coverage: Coverage, keys: ReferenceKeys): RecordFields {
  const [payor] = coverage.payor;
  const payer = resolveReference(payor, coverage, keys) as Resource | null;
  const relationship = coverage.relationship?.coding?.find(({ code }) => code !== undefined)?.code;
  const holder = resolveReference(coverage.subscriber, coverage, keys) as Resource | null;
  const person = holder?.resourceType === 'RelatedPerson' ? holder : null;
  const name = officialName(person?.name);
  const classOf = (code: string) =>
    coverage.class?.find(({ type }) => type.coding?.some((each) => each.code === code));
  return {
    identifier: identifierOf(coverage),
    patient: keyOf(coverage.beneficiary, coverage, keys),
    payer:
      (payer?.resourceType === 'Organization' ? payer.name : undefined) ??
      payor.display ??
      payor.identifier?.value,
    memberId: coverage.subscriberId ?? coverage.identifier?.[0]?.value,
    effectiveFrom: coverage.period?.start?.slice(0, 10),
    endsOn: coverage.period?.end?.slice(0, 10),
    order: coverage.order?.toString(),
    plan: classOf('plan')?.name ?? wordsOf(coverage.type),
    group: classOf('group')?.value,
    relationship,
    subscriberFamily: name?.family,
    subscriberGiven: name?.given?.join(' '),
    subscriberBirthOn: person?.birthDate,
  };
}

/** Hours are made of free time alone: what is taken comes with its visits. */
function slotStands(slot: Slot, keys: ReferenceKeys): boolean {
  return slot.status === 'free' && scheduleOf(slot, keys)?.active !== false;
}

/** Only what still stands: a cancelled visit is history. */
function isPromised({ status }: Appointment): boolean {
  return status === 'booked' || status === 'pending' || status === 'arrived';
}

function patientFields(patient: Patient): RecordFields {
  const name = officialName(patient.name);
  return {
    identifier: identifierOf(patient),
    family: name?.family,
    given: name?.given?.join(' '),
    birthOn: patient.birthDate,
    sex: patient.gender,
    phone: patient.telecom?.find(({ system }) => system === 'phone' || system === 'sms')?.value,
    email: patient.telecom?.find(({ system }) => system === 'email')?.value,
    language: languageOf(patient),
  };
}

function visitFields(visit: Appointment, keys: ReferenceKeys): RecordFields {
  const actor = (type: string): Reference | undefined =>
    visit.participant.find(({ actor: each }) => typeOf(each, visit, keys) === type)?.actor;
  const practitioner = resolveReference(actor('Practitioner'), visit, keys) as Resource | null;
  const name =
    practitioner?.resourceType === 'Practitioner' ? officialName(practitioner.name) : undefined;
  return {
    identifier: identifierOf(visit),
    patient: keyOf(actor('Patient'), visit, keys),
    provider: keyOf(actor('Practitioner'), visit, keys) ?? actor('Practitioner')?.display,
    providerName: name?.family === undefined ? actor('Practitioner')?.display : listName(name),
    visitType:
      wordsOf(visit.appointmentType) ?? wordsOf(visit.serviceType?.[0]) ?? visit.description,
    startsAt: visit.start,
    clinic: keyOf(actor('Location'), visit, keys),
  };
}

function languageOf({ communication = [] }: Patient): string | undefined {
  const preferred = communication.find(({ preferred: each }) => each) ?? communication[0];
  return preferred?.language.coding?.find(({ code }) => code !== undefined)?.code;
}
