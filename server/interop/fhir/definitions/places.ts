// Places, organizations and who pays.

export const placeDefinitions = {
  Location: `
    identifier Identifier 0..*
    status code 0..1 location-status
    operationalStatus Coding 0..1
    name string 0..1
    alias string 0..*
    description string 0..1
    mode code 0..1 location-mode
    type CodeableConcept 0..*
    telecom ContactPoint 0..*
    address Address 0..1
    physicalType CodeableConcept 0..1
    position Location.position 0..1
    managingOrganization Reference 0..1 Organization
    partOf Reference 0..1 Location
    hoursOfOperation Location.hoursOfOperation 0..*
    availabilityExceptions string 0..1
    endpoint Reference 0..* Endpoint`,
  'Location.position': `
    longitude decimal 1..1
    latitude decimal 1..1
    altitude decimal 0..1`,
  'Location.hoursOfOperation': `
    daysOfWeek code 0..* days-of-week
    allDay boolean 0..1
    openingTime time 0..1
    closingTime time 0..1`,
  Organization: `
    identifier Identifier 0..*
    active boolean 0..1
    type CodeableConcept 0..*
    name string 0..1
    alias string 0..*
    telecom ContactPoint 0..*
    address Address 0..*
    partOf Reference 0..1 Organization
    contact Organization.contact 0..*
    endpoint Reference 0..* Endpoint`,
  'Organization.contact': `
    purpose CodeableConcept 0..1
    name HumanName 0..1
    telecom ContactPoint 0..*
    address Address 0..1`,
  Coverage: `
    identifier Identifier 0..*
    status code 1..1 fm-status
    type CodeableConcept 0..1
    policyHolder Reference 0..1 Patient|RelatedPerson|Organization
    subscriber Reference 0..1 Patient|RelatedPerson
    subscriberId string 0..1
    beneficiary Reference 1..1 Patient
    dependent string 0..1
    relationship CodeableConcept 0..1
    period Period 0..1
    payor Reference 1..* Organization|Patient|RelatedPerson
    class Coverage.class 0..*
    order positiveInt 0..1
    network string 0..1
    costToBeneficiary Coverage.costToBeneficiary 0..*
    subrogation boolean 0..1
    contract Reference 0..* Contract`,
  'Coverage.class': `
    type CodeableConcept 1..1
    value string 1..1
    name string 0..1`,
  'Coverage.costToBeneficiary': `
    type CodeableConcept 0..1
    value[x] Quantity|Money 1..1
    exception Coverage.costToBeneficiary.exception 0..*`,
  'Coverage.costToBeneficiary.exception': `
    type CodeableConcept 1..1
    period Period 0..1`,
};
