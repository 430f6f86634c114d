// What was measured or seen, and what somebody is asked to do.

const measured =
  'Quantity|CodeableConcept|string|boolean|integer|Range|Ratio|SampledData|time|dateTime|Period';

export const observationDefinitions = {
  Observation: `
    identifier Identifier 0..*
    basedOn Reference 0..* CarePlan|DeviceRequest|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest
    partOf Reference 0..* MedicationAdministration|MedicationDispense|MedicationStatement|Procedure|Immunization|ImagingStudy
    status code 1..1 observation-status
    category CodeableConcept 0..*
    code CodeableConcept 1..1
    subject Reference 0..1 Patient|Group|Device|Location
    focus Reference 0..*
    encounter Reference 0..1 Encounter
    effective[x] dateTime|Period|Timing|instant 0..1
    issued instant 0..1
    performer Reference 0..* Practitioner|PractitionerRole|Organization|CareTeam|Patient|RelatedPerson
    value[x] ${measured} 0..1
    dataAbsentReason CodeableConcept 0..1
    interpretation CodeableConcept 0..*
    note Annotation 0..*
    bodySite CodeableConcept 0..1
    method CodeableConcept 0..1
    specimen Reference 0..1 Specimen
    device Reference 0..1 Device|DeviceMetric
    referenceRange Observation.referenceRange 0..*
    hasMember Reference 0..* Observation|QuestionnaireResponse|MolecularSequence
    derivedFrom Reference 0..* DocumentReference|ImagingStudy|Media|QuestionnaireResponse|Observation|MolecularSequence
    component Observation.component 0..*`,
  'Observation.referenceRange': `
    low SimpleQuantity 0..1
    high SimpleQuantity 0..1
    type CodeableConcept 0..1
    appliesTo CodeableConcept 0..*
    age Range 0..1
    text string 0..1`,
  'Observation.component': `
    code CodeableConcept 1..1
    value[x] ${measured} 0..1
    dataAbsentReason CodeableConcept 0..1
    interpretation CodeableConcept 0..*
    referenceRange Observation.referenceRange 0..*`,
  Task: `
    identifier Identifier 0..*
    instantiatesCanonical canonical 0..1
    instantiatesUri uri 0..1
    basedOn Reference 0..*
    groupIdentifier Identifier 0..1
    partOf Reference 0..* Task
    status code 1..1 task-status
    statusReason CodeableConcept 0..1
    businessStatus CodeableConcept 0..1
    intent code 1..1 task-intent
    priority code 0..1 request-priority
    code CodeableConcept 0..1
    description string 0..1
    focus Reference 0..1
    for Reference 0..1
    encounter Reference 0..1 Encounter
    executionPeriod Period 0..1
    authoredOn dateTime 0..1
    lastModified dateTime 0..1
    requester Reference 0..1 Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson
    performerType CodeableConcept 0..*
    owner Reference 0..1 Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Patient|Device|RelatedPerson
    location Reference 0..1 Location
    reasonCode CodeableConcept 0..1
    reasonReference Reference 0..1
    insurance Reference 0..* Coverage|ClaimResponse
    note Annotation 0..*
    relevantHistory Reference 0..* Provenance
    restriction Task.restriction 0..1
    input Task.input 0..*
    output Task.output 0..*`,
  'Task.restriction': `
    repetitions positiveInt 0..1
    period Period 0..1
    recipient Reference 0..* Patient|Practitioner|PractitionerRole|RelatedPerson|Group|Organization`,
  'Task.input': `
    type CodeableConcept 1..1
    value[x] * 1..1`,
  'Task.output': `
    type CodeableConcept 1..1
    value[x] * 1..1`,
};
