// What a laboratory or another department reports, what was ordered of it, and documents.

const staff = 'Practitioner|PractitionerRole|Organization';

export const reportDefinitions = {
  DiagnosticReport: `
    identifier Identifier 0..*
    basedOn Reference 0..* CarePlan|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest
    status code 1..1 diagnostic-report-status
    category CodeableConcept 0..*
    code CodeableConcept 1..1
    subject Reference 0..1 Patient|Group|Device|Location
    encounter Reference 0..1 Encounter
    effective[x] dateTime|Period 0..1
    issued instant 0..1
    performer Reference 0..* ${staff}|CareTeam
    resultsInterpreter Reference 0..* ${staff}|CareTeam
    specimen Reference 0..* Specimen
    result Reference 0..* Observation
    imagingStudy Reference 0..* ImagingStudy
    media DiagnosticReport.media 0..*
    conclusion string 0..1
    conclusionCode CodeableConcept 0..*
    presentedForm Attachment 0..*`,
  'DiagnosticReport.media': `
    comment string 0..1
    link Reference 1..1 Media`,
  ServiceRequest: `
    identifier Identifier 0..*
    instantiatesCanonical canonical 0..*
    instantiatesUri uri 0..*
    basedOn Reference 0..* CarePlan|ServiceRequest|MedicationRequest
    replaces Reference 0..* ServiceRequest
    requisition Identifier 0..1
    status code 1..1 request-status
    intent code 1..1 request-intent
    category CodeableConcept 0..*
    priority code 0..1 request-priority
    doNotPerform boolean 0..1
    code CodeableConcept 0..1
    orderDetail CodeableConcept 0..*
    quantity[x] Quantity|Ratio|Range 0..1
    subject Reference 1..1 Patient|Group|Location|Device
    encounter Reference 0..1 Encounter
    occurrence[x] dateTime|Period|Timing 0..1
    asNeeded[x] boolean|CodeableConcept 0..1
    authoredOn dateTime 0..1
    requester Reference 0..1 ${staff}|Patient|RelatedPerson|Device
    performerType CodeableConcept 0..1
    performer Reference 0..* ${staff}|CareTeam|HealthcareService|Patient|Device|RelatedPerson
    locationCode CodeableConcept 0..*
    locationReference Reference 0..* Location
    reasonCode CodeableConcept 0..*
    reasonReference Reference 0..* Condition|Observation|DiagnosticReport|DocumentReference
    insurance Reference 0..* Coverage|ClaimResponse
    supportingInfo Reference 0..*
    specimen Reference 0..* Specimen
    bodySite CodeableConcept 0..*
    note Annotation 0..*
    patientInstruction string 0..1
    relevantHistory Reference 0..* Provenance`,
  Specimen: `
    identifier Identifier 0..*
    accessionIdentifier Identifier 0..1
    status code 0..1 specimen-status
    type CodeableConcept 0..1
    subject Reference 0..1 Patient|Group|Device|Substance|Location
    receivedTime dateTime 0..1
    parent Reference 0..* Specimen
    request Reference 0..* ServiceRequest
    collection Specimen.collection 0..1
    processing Specimen.processing 0..*
    container Specimen.container 0..*
    condition CodeableConcept 0..*
    note Annotation 0..*`,
  'Specimen.collection': `
    collector Reference 0..1 Practitioner|PractitionerRole
    collected[x] dateTime|Period 0..1
    duration Duration 0..1
    quantity SimpleQuantity 0..1
    method CodeableConcept 0..1
    bodySite CodeableConcept 0..1
    fastingStatus[x] CodeableConcept|Duration 0..1`,
  'Specimen.processing': `
    description string 0..1
    procedure CodeableConcept 0..1
    additive Reference 0..* Substance
    time[x] dateTime|Period 0..1`,
  'Specimen.container': `
    identifier Identifier 0..*
    description string 0..1
    type CodeableConcept 0..1
    capacity SimpleQuantity 0..1
    specimenQuantity SimpleQuantity 0..1
    additive[x] CodeableConcept|Reference 0..1 Substance`,
  DocumentReference: `
    masterIdentifier Identifier 0..1
    identifier Identifier 0..*
    status code 1..1 document-reference-status
    docStatus code 0..1 composition-status
    type CodeableConcept 0..1
    category CodeableConcept 0..*
    subject Reference 0..1 Patient|Practitioner|Group|Device
    date instant 0..1
    author Reference 0..* ${staff}|Device|Patient|RelatedPerson
    authenticator Reference 0..1 ${staff}
    custodian Reference 0..1 Organization
    relatesTo DocumentReference.relatesTo 0..*
    description string 0..1
    securityLabel CodeableConcept 0..*
    content DocumentReference.content 1..*
    context DocumentReference.context 0..1`,
  'DocumentReference.relatesTo': `
    code code 1..1 document-relationship-type
    target Reference 1..1 DocumentReference`,
  'DocumentReference.content': `
    attachment Attachment 1..1
    format Coding 0..1`,
  'DocumentReference.context': `
    encounter Reference 0..* Encounter|EpisodeOfCare
    event CodeableConcept 0..*
    period Period 0..1
    facilityType CodeableConcept 0..1
    practiceSetting CodeableConcept 0..1
    sourcePatientInfo Reference 0..1 Patient
    related Reference 0..*`,
};
