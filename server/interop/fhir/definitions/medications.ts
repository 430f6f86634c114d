// What is prescribed and handed out. A dispense request names its performer as HL7's own examples do: a person, too.

export const medicationDefinitions = {
  MedicationRequest: `
    identifier Identifier 0..*
    status code 1..1 medicationrequest-status
    statusReason CodeableConcept 0..1
    intent code 1..1 medicationrequest-intent
    category CodeableConcept 0..*
    priority code 0..1 request-priority
    doNotPerform boolean 0..1
    reported[x] boolean|Reference 0..1 Patient|Practitioner|PractitionerRole|RelatedPerson|Organization
    medication[x] CodeableConcept|Reference 1..1 Medication
    subject Reference 1..1 Patient|Group
    encounter Reference 0..1 Encounter
    supportingInformation Reference 0..*
    authoredOn dateTime 0..1
    requester Reference 0..1 Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device
    performer Reference 0..1 Practitioner|PractitionerRole|Organization|Patient|Device|RelatedPerson|CareTeam
    performerType CodeableConcept 0..1
    recorder Reference 0..1 Practitioner|PractitionerRole
    reasonCode CodeableConcept 0..*
    reasonReference Reference 0..* Condition|Observation
    instantiatesCanonical canonical 0..*
    instantiatesUri uri 0..*
    basedOn Reference 0..* CarePlan|MedicationRequest|ServiceRequest|ImmunizationRecommendation
    groupIdentifier Identifier 0..1
    courseOfTherapyType CodeableConcept 0..1
    insurance Reference 0..* Coverage|ClaimResponse
    note Annotation 0..*
    dosageInstruction Dosage 0..*
    dispenseRequest MedicationRequest.dispenseRequest 0..1
    substitution MedicationRequest.substitution 0..1
    priorPrescription Reference 0..1 MedicationRequest
    detectedIssue Reference 0..* DetectedIssue
    eventHistory Reference 0..* Provenance`,
  'MedicationRequest.dispenseRequest': `
    initialFill MedicationRequest.dispenseRequest.initialFill 0..1
    dispenseInterval Duration 0..1
    validityPeriod Period 0..1
    numberOfRepeatsAllowed unsignedInt 0..1
    quantity SimpleQuantity 0..1
    expectedSupplyDuration Duration 0..1
    performer Reference 0..1 Organization|Practitioner|PractitionerRole`,
  'MedicationRequest.dispenseRequest.initialFill': `
    quantity SimpleQuantity 0..1
    duration Duration 0..1`,
  'MedicationRequest.substitution': `
    allowed[x] boolean|CodeableConcept 1..1
    reason CodeableConcept 0..1`,
  MedicationDispense: `
    identifier Identifier 0..*
    partOf Reference 0..* Procedure
    status code 1..1 medicationdispense-status
    statusReason[x] CodeableConcept|Reference 0..1 DetectedIssue
    category CodeableConcept 0..1
    medication[x] CodeableConcept|Reference 1..1 Medication
    subject Reference 0..1 Patient|Group
    context Reference 0..1 Encounter|EpisodeOfCare
    supportingInformation Reference 0..*
    performer MedicationDispense.performer 0..*
    location Reference 0..1 Location
    authorizingPrescription Reference 0..* MedicationRequest
    type CodeableConcept 0..1
    quantity SimpleQuantity 0..1
    daysSupply SimpleQuantity 0..1
    whenPrepared dateTime 0..1
    whenHandedOver dateTime 0..1
    destination Reference 0..1 Location
    receiver Reference 0..* Patient|Practitioner
    note Annotation 0..*
    dosageInstruction Dosage 0..*
    substitution MedicationDispense.substitution 0..1
    detectedIssue Reference 0..* DetectedIssue
    eventHistory Reference 0..* Provenance`,
  'MedicationDispense.performer': `
    function CodeableConcept 0..1
    actor Reference 1..1 Practitioner|PractitionerRole|Organization|Patient|Device|RelatedPerson`,
  'MedicationDispense.substitution': `
    wasSubstituted boolean 1..1
    type CodeableConcept 0..1
    reason CodeableConcept 0..*
    responsibleParty Reference 0..* Practitioner|PractitionerRole`,
  Medication: `
    identifier Identifier 0..*
    code CodeableConcept 0..1
    status code 0..1 medication-status
    manufacturer Reference 0..1 Organization
    form CodeableConcept 0..1
    amount Ratio 0..1
    ingredient Medication.ingredient 0..*
    batch Medication.batch 0..1`,
  'Medication.ingredient': `
    item[x] CodeableConcept|Reference 1..1 Substance|Medication
    isActive boolean 0..1
    strength Ratio 0..1`,
  'Medication.batch': `
    lotNumber string 0..1
    expirationDate dateTime 0..1`,
  Dosage: `
    sequence integer 0..1
    text string 0..1
    additionalInstruction CodeableConcept 0..*
    patientInstruction string 0..1
    timing Timing 0..1
    asNeeded[x] boolean|CodeableConcept 0..1
    site CodeableConcept 0..1
    route CodeableConcept 0..1
    method CodeableConcept 0..1
    doseAndRate Dosage.doseAndRate 0..*
    maxDosePerPeriod Ratio 0..1
    maxDosePerAdministration SimpleQuantity 0..1
    maxDosePerLifetime SimpleQuantity 0..1`,
  'Dosage.doseAndRate': `
    type CodeableConcept 0..1
    dose[x] Range|SimpleQuantity 0..1
    rate[x] Ratio|Range|SimpleQuantity 0..1`,
  Timing: `
    event dateTime 0..*
    repeat Timing.repeat 0..1
    code CodeableConcept 0..1`,
  'Timing.repeat': `
    bounds[x] Duration|Range|Period 0..1
    count positiveInt 0..1
    countMax positiveInt 0..1
    duration decimal 0..1
    durationMax decimal 0..1
    durationUnit code 0..1 units-of-time
    frequency positiveInt 0..1
    frequencyMax positiveInt 0..1
    period decimal 0..1
    periodMax decimal 0..1
    periodUnit code 0..1 units-of-time
    dayOfWeek code 0..* days-of-week
    timeOfDay time 0..*
    when code 0..* event-timing
    offset unsignedInt 0..1`,
};
