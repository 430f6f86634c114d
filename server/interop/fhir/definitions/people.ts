// Patients, practitioners and who stands by them.

export const peopleDefinitions = {
  Patient: `
    identifier Identifier 0..*
    active boolean 0..1
    name HumanName 0..*
    telecom ContactPoint 0..*
    gender code 0..1 administrative-gender
    birthDate date 0..1
    deceased[x] boolean|dateTime 0..1
    address Address 0..*
    maritalStatus CodeableConcept 0..1
    multipleBirth[x] boolean|integer 0..1
    photo Attachment 0..*
    contact Patient.contact 0..*
    communication Patient.communication 0..*
    generalPractitioner Reference 0..* Organization|Practitioner|PractitionerRole
    managingOrganization Reference 0..1 Organization
    link Patient.link 0..*`,
  'Patient.contact': `
    relationship CodeableConcept 0..*
    name HumanName 0..1
    telecom ContactPoint 0..*
    address Address 0..1
    gender code 0..1 administrative-gender
    organization Reference 0..1 Organization
    period Period 0..1`,
  'Patient.communication': `
    language CodeableConcept 1..1
    preferred boolean 0..1`,
  'Patient.link': `
    other Reference 1..1 Patient|RelatedPerson
    type code 1..1 link-type`,
  Practitioner: `
    identifier Identifier 0..*
    active boolean 0..1
    name HumanName 0..*
    telecom ContactPoint 0..*
    address Address 0..*
    gender code 0..1 administrative-gender
    birthDate date 0..1
    photo Attachment 0..*
    qualification Practitioner.qualification 0..*
    communication CodeableConcept 0..*`,
  'Practitioner.qualification': `
    identifier Identifier 0..*
    code CodeableConcept 1..1
    period Period 0..1
    issuer Reference 0..1 Organization`,
  PractitionerRole: `
    identifier Identifier 0..*
    active boolean 0..1
    period Period 0..1
    practitioner Reference 0..1 Practitioner
    organization Reference 0..1 Organization
    code CodeableConcept 0..*
    specialty CodeableConcept 0..*
    location Reference 0..* Location
    healthcareService Reference 0..* HealthcareService
    telecom ContactPoint 0..*
    availableTime PractitionerRole.availableTime 0..*
    notAvailable PractitionerRole.notAvailable 0..*
    availabilityExceptions string 0..1
    endpoint Reference 0..* Endpoint`,
  'PractitionerRole.availableTime': `
    daysOfWeek code 0..* days-of-week
    allDay boolean 0..1
    availableStartTime time 0..1
    availableEndTime time 0..1`,
  'PractitionerRole.notAvailable': `
    description string 1..1
    during Period 0..1`,
  RelatedPerson: `
    identifier Identifier 0..*
    active boolean 0..1
    patient Reference 1..1 Patient
    relationship CodeableConcept 0..*
    name HumanName 0..*
    telecom ContactPoint 0..*
    gender code 0..1 administrative-gender
    birthDate date 0..1
    address Address 0..*
    photo Attachment 0..*
    period Period 0..1
    communication RelatedPerson.communication 0..*`,
  'RelatedPerson.communication': `
    language CodeableConcept 1..1
    preferred boolean 0..1`,
};
