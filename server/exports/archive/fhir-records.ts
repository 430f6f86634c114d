// Places, coverages and visits as FHIR R4 resources.
import type { WeeklyTemplate } from '#contract/availability';
import { cancelReasons } from '#contract/appointment-workflow';
import { coverageOrders, type Coverage } from '#contract/coverage';
import type { Payer } from '#contract/payer';
import type { Clinic } from '#contract/staff';
import type { WholeVisit } from '../../calendar/visit-page-queries.ts';
import type { CodeableConcept } from '../../interop/fhir/data-types.ts';
import type {
  Appointment,
  Coverage as CoverageResource,
  Location,
  Organization,
  RelatedPerson,
  Schedule,
} from '../../interop/fhir/resources.ts';
import { minutesBetween } from '../../platform/clock/instants.ts';
import { some } from './fhir-people.ts';

export function organizationResource(organization: { id: string; name: string }): Organization {
  return {
    resourceType: 'Organization',
    id: organization.id,
    active: true,
    type: [organizationType('prov', 'Healthcare Provider')],
    name: organization.name,
  };
}

export function payerResource({ id, name, payerIdentifier, active }: Payer): Organization {
  return {
    resourceType: 'Organization',
    id,
    ...some('identifier', payerIdentifier ? [{ value: payerIdentifier }] : []),
    active,
    type: [organizationType('pay', 'Payer')],
    name,
  };
}

function organizationType(code: string, display: string): CodeableConcept {
  const system = 'http://terminology.hl7.org/CodeSystem/organization-type';
  return { coding: [{ system, code, display }] };
}

export function locationResource(clinic: Clinic, organizationId: string): Location {
  return {
    resourceType: 'Location',
    id: clinic.id,
    status: 'active',
    name: clinic.name,
    ...some(
      'telecom',
      clinic.phone === '' ? [] : [{ system: 'phone', value: clinic.phone } as const],
    ),
    ...(clinic.address === '' ? {} : { address: { text: clinic.address } }),
    managingOrganization: { reference: `Organization/${organizationId}` },
  };
}

export function scheduleResource(template: WeeklyTemplate): Schedule {
  const { effectiveFrom: start, effectiveTo: end } = template;
  return {
    resourceType: 'Schedule',
    id: template.id,
    active: true,
    actor: [
      { reference: `Practitioner/${template.providerId}` },
      { reference: `Location/${template.clinicId}` },
    ],
    planningHorizon: { start, ...(end === null ? {} : { end }) },
  };
}

export function coverageResource(coverage: Coverage): CoverageResource {
  const { subscriber, relationship, planName, groupNumber, effectiveFrom, endsOn } = coverage;
  const patient = { reference: `Patient/${coverage.patientId}` };
  const holder: RelatedPerson | null = subscriber && {
    resourceType: 'RelatedPerson',
    id: 'subscriber',
    patient,
    name: [{ family: subscriber.family, given: [subscriber.given] }],
    birthDate: subscriber.birthOn,
  };
  return {
    resourceType: 'Coverage',
    id: coverage.id,
    ...(holder ? { contained: [holder] } : {}),
    status: coverage.valid ? 'active' : 'entered-in-error',
    subscriber: holder ? { reference: '#subscriber' } : patient,
    subscriberId: coverage.memberId,
    beneficiary: patient,
    relationship: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship',
          code: relationship,
        },
      ],
    },
    period: { start: effectiveFrom, ...(endsOn === null ? {} : { end: endsOn }) },
    payor: [{ reference: `Organization/${coverage.payer.id}`, display: coverage.payer.name }],
    class: [
      coverageClass('plan', planName, planName),
      ...(groupNumber === null ? [] : [coverageClass('group', groupNumber)]),
    ],
    order: coverageOrders.indexOf(coverage.order) + 1,
  };
}

function coverageClass(
  code: string,
  value: string,
  name?: string,
): NonNullable<CoverageResource['class']>[number] {
  const system = 'http://terminology.hl7.org/CodeSystem/coverage-class';
  return { type: { coding: [{ system, code }] }, value, ...(name === undefined ? {} : { name }) };
}

export function appointmentResource(visit: WholeVisit, visitType: string): Appointment {
  const { cancel_reason: reason, cancel_note: note } = visit;
  const isOff = visit.status === 'cancelled';
  const comments = [visit.note, isOff ? note : null].filter((text) => text !== null);
  return {
    resourceType: 'Appointment',
    id: visit.id,
    status: visit.status,
    ...(isOff && reason !== null
      ? {
          cancelationReason: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
                code: reason,
                display: cancelReasons[reason],
              },
            ],
          },
        }
      : {}),
    serviceType: [{ text: visitType }],
    ...(visit.reason === null ? {} : { reasonCode: [{ text: visit.reason }] }),
    start: visit.starts_at,
    end: visit.ends_at,
    minutesDuration: minutesBetween(visit.starts_at, visit.ends_at),
    created: visit.created_at,
    ...(comments.length > 0 ? { comment: comments.join('\n') } : {}),
    participant: [
      takingPart(`Patient/${visit.patient_id}`),
      takingPart(`Practitioner/${visit.provider_id}`),
      takingPart(`Location/${visit.clinic_id}`),
    ],
  };
}

function takingPart(reference: string): Appointment['participant'][number] {
  return { actor: { reference }, status: 'accepted' };
}
