// Data types that stand only where any type may stand, such as what a task is given.

export const metadataDefinitions = {
  ContactDetail: `
    name string 0..1
    telecom ContactPoint 0..*`,
  Contributor: `
    type code 1..1 contributor-type
    name string 1..1
    contact ContactDetail 0..*`,
  DataRequirement: `
    type code 1..1
    profile canonical 0..*
    subject[x] CodeableConcept|Reference 0..1 Group
    mustSupport string 0..*
    codeFilter DataRequirement.codeFilter 0..*
    dateFilter DataRequirement.dateFilter 0..*
    limit positiveInt 0..1
    sort DataRequirement.sort 0..*`,
  'DataRequirement.codeFilter': `
    path string 0..1
    searchParam string 0..1
    valueSet canonical 0..1
    code Coding 0..*`,
  'DataRequirement.dateFilter': `
    path string 0..1
    searchParam string 0..1
    value[x] dateTime|Period|Duration 0..1`,
  'DataRequirement.sort': `
    path string 1..1
    direction code 1..1 sort-direction`,
  Expression: `
    description string 0..1
    name id 0..1
    language code 1..1
    expression string 0..1
    reference uri 0..1`,
  ParameterDefinition: `
    name code 0..1
    use code 1..1 operation-parameter-use
    min integer 0..1
    max string 0..1
    documentation string 0..1
    type code 1..1
    profile canonical 0..1`,
  RelatedArtifact: `
    type code 1..1 related-artifact-type
    label string 0..1
    display string 0..1
    citation markdown 0..1
    url url 0..1
    document Attachment 0..1
    resource canonical 0..1`,
  TriggerDefinition: `
    type code 1..1 trigger-type
    name string 0..1
    timing[x] Timing|Reference|date|dateTime 0..1 Schedule
    data DataRequirement 0..*
    condition Expression 0..1`,
  UsageContext: `
    code Coding 1..1
    value[x] CodeableConcept|Quantity|Range|Reference 1..1 PlanDefinition|ResearchStudy|InsurancePlan|HealthcareService|Group|Location|Organization`,
};
