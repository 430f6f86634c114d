// People as FHIR R4 resources. Names of people stand as they are kept: what was given as one word is one.
import type { ContactPoint, HumanName } from '../../interop/fhir/data-types.ts';
import type {
  Patient,
  Practitioner,
  PractitionerRole,
  RelatedPerson,
} from '../../interop/fhir/resources.ts';
import type { PatientAddress, PatientRecord } from '#contract/patient-record';
import type { Proxy } from '#contract/proxy';
import type { TemplateBlock } from '#contract/availability';
import type { BlockRecurrence } from '#contract/block-recurrence';
import type { WholeChart } from '../../patients/chart-page-queries.ts';
import type { PractitionerFacts } from '../../staff/practitioner-queries.ts';

export const npiSystem = 'http://hl7.org/fhir/sid/us-npi';
const identifierTypes = 'http://terminology.hl7.org/CodeSystem/v2-0203';

/** Numbers that the organization itself gives out. */
export function systemOf(organizationId: string): string {
  return `urn:uuid:${organizationId}`;
}

export function patientResource(chart: WholeChart, organizationId: string): Patient {
  const { deceased, survivorId } = chart;
  return {
    resourceType: 'Patient',
    id: chart.id,
    identifier: [
      {
        type: { coding: [{ system: identifierTypes, code: 'MR' }] },
        system: systemOf(organizationId),
        value: chart.mrn,
      },
    ],
    active: survivorId === null,
    name: namesOf(chart),
    ...some('telecom', [
      ...chart.phones.map((phone, place): ContactPoint => ({
        system: 'phone',
        value: phone.number,
        use: phone.use,
        rank: place + 1,
      })),
      ...(chart.email === null ? [] : [{ system: 'email', value: chart.email } as const]),
    ]),
    gender: chart.sex,
    birthDate: chart.birthOn,
    ...(deceased === null
      ? {}
      : deceased.on === null
        ? { deceasedBoolean: true }
        : { deceasedDateTime: deceased.on }),
    ...some('address', chart.addresses.map(addressOf)),
    ...some('contact', chart.contacts.map(contactOf)),
    communication: [
      {
        language: { coding: [{ system: 'urn:ietf:bcp:47', code: chart.language }] },
        preferred: true,
      },
    ],
    ...(survivorId === null
      ? {}
      : { link: [{ other: { reference: `Patient/${survivorId}` }, type: 'replaced-by' }] }),
  };
}

/** FHIR knows no empty list. */
export function some<Name extends string, T>(
  name: Name,
  items: readonly T[],
): Partial<Record<Name, T[]>> {
  return items.length === 0 ? {} : ({ [name]: [...items] } as Record<Name, T[]>);
}

function namesOf({ family, given, preferredName, otherNames }: PatientRecord): HumanName[] {
  return [
    { use: 'official', family, given: [given] },
    ...(preferredName === null ? [] : [usualName(preferredName)]),
    ...otherNames.map((text): HumanName => ({ use: 'old', text })),
  ];
}

function usualName(given: string): HumanName {
  return { use: 'usual', given: [given] };
}

function addressOf(address: PatientAddress): NonNullable<Patient['address']>[number] {
  const { use, line, line2, city, state, postalCode, country, fromOn, untilOn } = address;
  return {
    use,
    line: line2 === null ? [line] : [line, line2],
    city,
    ...(state === '' ? {} : { state }),
    ...(postalCode === '' ? {} : { postalCode }),
    country,
    ...(fromOn === null && untilOn === null
      ? {}
      : {
          period: {
            ...(fromOn === null ? {} : { start: fromOn }),
            ...(untilOn === null ? {} : { end: untilOn }),
          },
        }),
  };
}

function contactOf(
  contact: PatientRecord['contacts'][number],
): NonNullable<Patient['contact']>[number] {
  return {
    ...some('relationship', contact.relationship === '' ? [] : [{ text: contact.relationship }]),
    name: { text: contact.name },
    ...some('telecom', contact.phone === null ? [] : [phoneOf(contact.phone)]),
  };
}

function phoneOf(value: string): ContactPoint {
  return { system: 'phone', value };
}

export function relatedPersonResource(proxy: Proxy): RelatedPerson {
  return {
    resourceType: 'RelatedPerson',
    id: proxy.id,
    active: proxy.revoked === null,
    patient: { reference: `Patient/${proxy.patientId}` },
    relationship: [{ text: proxy.relation }],
    name: [{ family: proxy.family, given: [proxy.given] }],
    ...some('telecom', proxy.phone === null ? [] : [phoneOf(proxy.phone)]),
    period: { start: proxy.startsOn, ...(proxy.endsOn === null ? {} : { end: proxy.endsOn }) },
  };
}

export function practitionerResource(practitioner: PractitionerFacts): Practitioner {
  const { family, given, credentials, npi, licence } = practitioner;
  return {
    resourceType: 'Practitioner',
    id: practitioner.id,
    ...some('identifier', npi === null ? [] : [{ system: npiSystem, value: npi }]),
    active: !practitioner.hasLeft,
    name: [
      {
        use: 'official',
        family,
        given: [given],
        ...some('suffix', credentials ? [credentials] : []),
      },
    ],
    ...some(
      'qualification',
      licence === null
        ? []
        : [
            {
              code: { text: `Licence, ${licence.state}` },
              identifier: [{ value: licence.number }],
              period: { end: licence.expiresOn },
            },
          ],
    ),
  };
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What a practitioner does in one clinic, with the weekly hours that are in force, in the clinic's own time. */
export function practitionerRoleResource(
  { id, specialty, hasLeft }: PractitionerFacts,
  place: { clinicId: string; organizationId: string; blocks: readonly TemplateBlock[] },
): PractitionerRole {
  const everyWeek = place.blocks.filter(({ recurrence }) => recurrence === null);
  const certainWeeks = place.blocks.filter(({ recurrence }) => recurrence !== null);
  return {
    resourceType: 'PractitionerRole',
    // Two ids without their hyphens are as long as an id may be.
    id: `${id}${place.clinicId}`.replaceAll('-', ''),
    active: !hasLeft,
    practitioner: { reference: `Practitioner/${id}` },
    organization: { reference: `Organization/${place.organizationId}` },
    location: [{ reference: `Location/${place.clinicId}` }],
    ...some('specialty', specialty === '' ? [] : [{ text: specialty }]),
    ...some(
      'availableTime',
      everyWeek.map(({ weekday, startsAt, endsAt }) => ({
        daysOfWeek: [days[weekday - 1] ?? 'mon'],
        availableStartTime: `${startsAt}:00`,
        // A time of day is never 24:00: what has no end goes on until midnight.
        ...(endsAt === '24:00' ? {} : { availableEndTime: `${endsAt}:00` }),
      })),
    ),
    ...(certainWeeks.length > 0
      ? { availabilityExceptions: `Also ${certainWeeks.map(blockWords).join('; ')}` }
      : {}),
  };
}

function blockWords({ weekday, startsAt, endsAt, recurrence }: TemplateBlock): string {
  return `${days[weekday - 1] ?? ''} ${startsAt}–${endsAt}${weeksWords(recurrence)}`;
}

function weeksWords(recurrence: BlockRecurrence | null): string {
  if (recurrence === null) return '';
  if (recurrence.kind === 'every-n-weeks')
    return ` every ${String(recurrence.weeks)} weeks from ${recurrence.countedFrom}`;
  const nths = recurrence.nths.map((nth) => (nth === -1 ? 'last' : String(nth)));
  return `, of those in a month: ${nths.join(', ')}`;
}
