// The FHIR R4 resources that are read and written, as types. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type { Claim, ClaimResponse } from './claims.ts';
import type {
  Address,
  CodeableConcept,
  CodeOf,
  ContactPoint,
  HumanName,
  Identifier,
  Period,
  Reference,
} from './data-types.ts';
import type { Medication, MedicationDispense, MedicationRequest } from './medications.ts';
import type { Observation } from './observations.ts';
import type { DiagnosticReport, DocumentReference, ServiceRequest, Specimen } from './reports.ts';
import type { Task } from './tasks.ts';

interface Person {
  name?: HumanName[];
  telecom?: ContactPoint[];
  gender?: CodeOf<'administrative-gender'>;
  /** `1970`, `1970-02` or `1970-02-28`. */
  birthDate?: string;
}

export interface Patient extends AnyResource<'Patient'>, Person {
  active?: boolean;
  deceasedBoolean?: boolean;
  deceasedDateTime?: string;
  address?: Address[];
  contact?: PatientContact[];
  communication?: { language: CodeableConcept; preferred?: boolean }[];
  link?: { other: Reference; type: CodeOf<'link-type'> }[];
}

export interface PatientContact {
  relationship?: CodeableConcept[];
  name?: HumanName;
  telecom?: ContactPoint[];
  address?: Address;
  organization?: Reference;
}

export interface Practitioner extends AnyResource<'Practitioner'>, Person {
  active?: boolean;
  qualification?: { code: CodeableConcept; identifier?: Identifier[]; period?: Period }[];
}

export interface PractitionerRole extends AnyResource<'PractitionerRole'> {
  active?: boolean;
  practitioner?: Reference;
  organization?: Reference;
  location?: Reference[];
  code?: CodeableConcept[];
  specialty?: CodeableConcept[];
  availableTime?: {
    daysOfWeek?: CodeOf<'days-of-week'>[];
    allDay?: boolean;
    availableStartTime?: string;
    availableEndTime?: string;
  }[];
  /** Of the times above, in words: FHIR knows no times of certain weeks. */
  availabilityExceptions?: string;
}

export interface Location extends AnyResource<'Location'> {
  status?: CodeOf<'location-status'>;
  name?: string;
  mode?: CodeOf<'location-mode'>;
  physicalType?: CodeableConcept;
  partOf?: Reference;
  telecom?: ContactPoint[];
  address?: Address;
  managingOrganization?: Reference;
}

export interface Organization extends AnyResource<'Organization'> {
  active?: boolean;
  type?: CodeableConcept[];
  name?: string;
  telecom?: ContactPoint[];
  address?: Address[];
}

export interface Coverage extends AnyResource<'Coverage'> {
  status: CodeOf<'fm-status'>;
  type?: CodeableConcept;
  subscriber?: Reference;
  subscriberId?: string;
  beneficiary: Reference;
  relationship?: CodeableConcept;
  period?: Period;
  payor: [Reference, ...Reference[]];
  class?: { type: CodeableConcept; value: string; name?: string }[];
  order?: number;
}

export interface RelatedPerson extends AnyResource<'RelatedPerson'>, Person {
  active?: boolean;
  patient: Reference;
  relationship?: CodeableConcept[];
  period?: Period;
}

export interface Schedule extends AnyResource<'Schedule'> {
  active?: boolean;
  serviceType?: CodeableConcept[];
  actor: [Reference, ...Reference[]];
  planningHorizon?: Period;
}

export interface Slot extends AnyResource<'Slot'> {
  schedule: Reference;
  status: CodeOf<'slotstatus'>;
  start: string;
  end: string;
  serviceType?: CodeableConcept[];
}

export interface Appointment extends AnyResource<'Appointment'> {
  status: CodeOf<'appointmentstatus'>;
  cancelationReason?: CodeableConcept;
  serviceType?: CodeableConcept[];
  appointmentType?: CodeableConcept;
  reasonCode?: CodeableConcept[];
  description?: string;
  start?: string;
  end?: string;
  minutesDuration?: number;
  created?: string;
  comment?: string;
  participant: [AppointmentParticipant, ...AppointmentParticipant[]];
}

export interface AppointmentParticipant {
  type?: CodeableConcept[];
  actor?: Reference;
  required?: CodeOf<'participantrequired'>;
  status: CodeOf<'participationstatus'>;
}

export type Resource =
  | Patient
  | Practitioner
  | PractitionerRole
  | Location
  | Organization
  | Coverage
  | RelatedPerson
  | Schedule
  | Slot
  | Appointment
  | MedicationRequest
  | MedicationDispense
  | Medication
  | Observation
  | Task
  | Claim
  | ClaimResponse
  | DiagnosticReport
  | ServiceRequest
  | Specimen
  | DocumentReference;
