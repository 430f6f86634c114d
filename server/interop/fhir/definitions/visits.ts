// Calendars, free times and visits.

export const visitDefinitions = {
  Schedule: `
    identifier Identifier 0..*
    active boolean 0..1
    serviceCategory CodeableConcept 0..*
    serviceType CodeableConcept 0..*
    specialty CodeableConcept 0..*
    actor Reference 1..* Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location
    planningHorizon Period 0..1
    comment string 0..1`,
  Slot: `
    identifier Identifier 0..*
    serviceCategory CodeableConcept 0..*
    serviceType CodeableConcept 0..*
    specialty CodeableConcept 0..*
    appointmentType CodeableConcept 0..1
    schedule Reference 1..1 Schedule
    status code 1..1 slotstatus
    start instant 1..1
    end instant 1..1
    overbooked boolean 0..1
    comment string 0..1`,
  Appointment: `
    identifier Identifier 0..*
    status code 1..1 appointmentstatus
    cancelationReason CodeableConcept 0..1
    serviceCategory CodeableConcept 0..*
    serviceType CodeableConcept 0..*
    specialty CodeableConcept 0..*
    appointmentType CodeableConcept 0..1
    reasonCode CodeableConcept 0..*
    reasonReference Reference 0..* Condition|Procedure|Observation|ImmunizationRecommendation
    priority unsignedInt 0..1
    description string 0..1
    supportingInformation Reference 0..*
    start instant 0..1
    end instant 0..1
    minutesDuration positiveInt 0..1
    slot Reference 0..* Slot
    created dateTime 0..1
    comment string 0..1
    patientInstruction string 0..1
    basedOn Reference 0..* ServiceRequest
    participant Appointment.participant 1..*
    requestedPeriod Period 0..*`,
  'Appointment.participant': `
    type CodeableConcept 0..*
    actor Reference 0..1 Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location
    required code 0..1 participantrequired
    status code 1..1 participationstatus
    period Period 0..1`,
};
