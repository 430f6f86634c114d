// Resources of our own for specs, in the shapes that real files have.
import { aClaim, aClaimResponse } from './given-claims.ts';
import {
  aMedication,
  aMedicationDispense,
  aMedicationRequest,
  anObservation,
  aTask,
} from './given-fhir-medications.ts';
import {
  aDiagnosticReport,
  aDocumentReference,
  aServiceRequest,
  aSpecimen,
} from './given-diagnostic-report.ts';
import type { Appointment, Coverage, Patient, Resource, Slot } from './resources.ts';

export function aPatient(over: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'urn:oid:2.16.840.1.113883.19.5', value: '7001' }],
    name: [{ use: 'official', family: 'Quill', given: ['Ada', 'M.'] }],
    telecom: [{ system: 'phone', value: '617 555 0123', use: 'mobile' }],
    gender: 'female',
    birthDate: '1970-02-28',
    ...over,
  };
}

export function anAppointment(over: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    id: 'a1',
    status: 'booked',
    start: '2027-03-14T09:30:00-04:00',
    end: '2027-03-14T10:00:00-04:00',
    participant: [{ actor: { reference: 'Patient/p1' }, status: 'accepted' }],
    ...over,
  };
}

export function aSlot(over: Partial<Slot> = {}): Slot {
  return {
    resourceType: 'Slot',
    schedule: { reference: 'Schedule/s1' },
    status: 'free',
    start: '2027-03-15T09:00:00Z',
    end: '2027-03-15T09:20:00Z',
    ...over,
  };
}

export function aCoverage(over: Partial<Coverage> = {}): Coverage {
  return {
    resourceType: 'Coverage',
    id: 'c1',
    status: 'active',
    subscriberId: 'MEM-1',
    beneficiary: { reference: 'Patient/p1' },
    payor: [{ display: 'Harbor Health' }],
    ...over,
  };
}

export function aBundle(entries: { fullUrl?: string; resource: unknown }[]): unknown {
  return { resourceType: 'Bundle', type: 'collection', entry: entries };
}

export function oneOfEach(): Resource[] {
  return [
    aPatient(),
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Lee', given: ['Kim'] }] },
    {
      resourceType: 'PractitionerRole',
      practitioner: { reference: 'Practitioner/d1' },
      availableTime: [{ daysOfWeek: ['mon'], availableStartTime: '08:00:00' }],
    },
    { resourceType: 'Location', id: 'l1', status: 'active', name: 'Harbor Street' },
    { resourceType: 'Organization', id: 'o1', name: 'Harbor Health' },
    aCoverage(),
    { resourceType: 'RelatedPerson', patient: { reference: 'Patient/p1' }, birthDate: '1945' },
    { resourceType: 'Schedule', id: 's1', actor: [{ reference: 'Practitioner/d1' }] },
    aSlot(),
    anAppointment(),
    aMedicationRequest(),
    aMedicationDispense(),
    aMedication(),
    anObservation(),
    aTask(),
    aClaim(),
    aClaimResponse(),
    aDiagnosticReport(),
    aServiceRequest(),
    aSpecimen(),
    aDocumentReference(),
  ];
}
