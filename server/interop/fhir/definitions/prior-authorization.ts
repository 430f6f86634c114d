// What is asked of a payer and what the payer answers: claims, of which a prior authorization is one use.

const practitioners = 'Practitioner|PractitionerRole';
const providers = `${practitioners}|Organization`;
const prescriptions = 'DeviceRequest|MedicationRequest|VisionPrescription';

const priced = `
    quantity SimpleQuantity 0..1
    unitPrice Money 0..1
    factor decimal 0..1
    net Money 0..1`;
const charged = `
    revenue CodeableConcept 0..1
    category CodeableConcept 0..1
    productOrService CodeableConcept 1..1
    modifier CodeableConcept 0..*
    programCode CodeableConcept 0..*`;
const added = `
    productOrService CodeableConcept 1..1
    modifier CodeableConcept 0..*`;
const judged = `
    noteNumber positiveInt 0..*
    adjudication ClaimResponse.item.adjudication`;
const served = `
    serviced[x] date|Period 0..1
    location[x] CodeableConcept|Address|Reference 0..1 Location`;

const claim = {
  Claim: `
    identifier Identifier 0..*
    status code 1..1 fm-status
    type CodeableConcept 1..1
    subType CodeableConcept 0..1
    use code 1..1 claim-use
    patient Reference 1..1 Patient
    billablePeriod Period 0..1
    created dateTime 1..1
    enterer Reference 0..1 ${practitioners}
    insurer Reference 0..1 Organization
    provider Reference 1..1 ${providers}
    priority CodeableConcept 1..1
    fundsReserve CodeableConcept 0..1
    related Claim.related 0..*
    prescription Reference 0..1 ${prescriptions}
    originalPrescription Reference 0..1 ${prescriptions}
    payee Claim.payee 0..1
    referral Reference 0..1 ServiceRequest
    facility Reference 0..1 Location
    careTeam Claim.careTeam 0..*
    supportingInfo Claim.supportingInfo 0..*
    diagnosis Claim.diagnosis 0..*
    procedure Claim.procedure 0..*
    insurance Claim.insurance 1..*
    accident Claim.accident 0..1
    item Claim.item 0..*
    total Money 0..1`,
  'Claim.related': `
    claim Reference 0..1 Claim
    relationship CodeableConcept 0..1
    reference Identifier 0..1`,
  'Claim.payee': `
    type CodeableConcept 1..1
    party Reference 0..1 ${providers}|Patient|RelatedPerson`,
  'Claim.careTeam': `
    sequence positiveInt 1..1
    provider Reference 1..1 ${providers}
    responsible boolean 0..1
    role CodeableConcept 0..1
    qualification CodeableConcept 0..1`,
  'Claim.supportingInfo': `
    sequence positiveInt 1..1
    category CodeableConcept 1..1
    code CodeableConcept 0..1
    timing[x] date|Period 0..1
    value[x] boolean|string|Quantity|Attachment|Reference 0..1
    reason CodeableConcept 0..1`,
  'Claim.diagnosis': `
    sequence positiveInt 1..1
    diagnosis[x] CodeableConcept|Reference 1..1 Condition
    type CodeableConcept 0..*
    onAdmission CodeableConcept 0..1
    packageCode CodeableConcept 0..1`,
  'Claim.procedure': `
    sequence positiveInt 1..1
    type CodeableConcept 0..*
    date dateTime 0..1
    procedure[x] CodeableConcept|Reference 1..1 Procedure
    udi Reference 0..* Device`,
  'Claim.insurance': `
    sequence positiveInt 1..1
    focal boolean 1..1
    identifier Identifier 0..1
    coverage Reference 1..1 Coverage
    businessArrangement string 0..1
    preAuthRef string 0..*
    claimResponse Reference 0..1 ClaimResponse`,
  'Claim.accident': `
    date date 1..1
    type CodeableConcept 0..1
    location[x] Address|Reference 0..1 Location`,
  'Claim.item': `
    sequence positiveInt 1..1
    careTeamSequence positiveInt 0..*
    diagnosisSequence positiveInt 0..*
    procedureSequence positiveInt 0..*
    informationSequence positiveInt 0..*${charged}${served}${priced}
    udi Reference 0..* Device
    bodySite CodeableConcept 0..1
    subSite CodeableConcept 0..*
    encounter Reference 0..* Encounter
    detail Claim.item.detail 0..*`,
  'Claim.item.detail': `
    sequence positiveInt 1..1${charged}${priced}
    udi Reference 0..* Device
    subDetail Claim.item.detail.subDetail 0..*`,
  'Claim.item.detail.subDetail': `
    sequence positiveInt 1..1${charged}${priced}
    udi Reference 0..* Device`,
};

const claimResponse = {
  ClaimResponse: `
    identifier Identifier 0..*
    status code 1..1 fm-status
    type CodeableConcept 1..1
    subType CodeableConcept 0..1
    use code 1..1 claim-use
    patient Reference 1..1 Patient
    created dateTime 1..1
    insurer Reference 1..1 Organization
    requestor Reference 0..1 ${providers}
    request Reference 0..1 Claim
    outcome code 1..1 remittance-outcome
    disposition string 0..1
    preAuthRef string 0..1
    preAuthPeriod Period 0..1
    payeeType CodeableConcept 0..1
    item ClaimResponse.item 0..*
    addItem ClaimResponse.addItem 0..*
    adjudication ClaimResponse.item.adjudication 0..*
    total ClaimResponse.total 0..*
    payment ClaimResponse.payment 0..1
    fundsReserve CodeableConcept 0..1
    formCode CodeableConcept 0..1
    form Attachment 0..1
    processNote ClaimResponse.processNote 0..*
    communicationRequest Reference 0..* CommunicationRequest
    insurance ClaimResponse.insurance 0..*
    error ClaimResponse.error 0..*`,
  'ClaimResponse.item': `
    itemSequence positiveInt 1..1${judged} 1..*
    detail ClaimResponse.item.detail 0..*`,
  'ClaimResponse.item.adjudication': `
    category CodeableConcept 1..1
    reason CodeableConcept 0..1
    amount Money 0..1
    value decimal 0..1`,
  'ClaimResponse.item.detail': `
    detailSequence positiveInt 1..1${judged} 1..*
    subDetail ClaimResponse.item.detail.subDetail 0..*`,
  'ClaimResponse.item.detail.subDetail': `
    subDetailSequence positiveInt 1..1${judged} 0..*`,
  'ClaimResponse.addItem': `
    itemSequence positiveInt 0..*
    detailSequence positiveInt 0..*
    subdetailSequence positiveInt 0..*
    provider Reference 0..* ${providers}${added}
    programCode CodeableConcept 0..*${served}${priced}
    bodySite CodeableConcept 0..1
    subSite CodeableConcept 0..*${judged} 1..*
    detail ClaimResponse.addItem.detail 0..*`,
  'ClaimResponse.addItem.detail': `${added}${priced}${judged} 1..*
    subDetail ClaimResponse.addItem.detail.subDetail 0..*`,
  'ClaimResponse.addItem.detail.subDetail': `${added}${priced}${judged} 1..*`,
  'ClaimResponse.total': `
    category CodeableConcept 1..1
    amount Money 1..1`,
  'ClaimResponse.payment': `
    type CodeableConcept 1..1
    adjustment Money 0..1
    adjustmentReason CodeableConcept 0..1
    date date 0..1
    amount Money 1..1
    identifier Identifier 0..1`,
  'ClaimResponse.processNote': `
    number positiveInt 0..1
    type code 0..1 note-type
    text string 1..1
    language CodeableConcept 0..1`,
  'ClaimResponse.insurance': `
    sequence positiveInt 1..1
    focal boolean 1..1
    coverage Reference 1..1 Coverage
    businessArrangement string 0..1
    claimResponse Reference 0..1 ClaimResponse`,
  'ClaimResponse.error': `
    itemSequence positiveInt 0..1
    detailSequence positiveInt 0..1
    subDetailSequence positiveInt 0..1
    code CodeableConcept 1..1`,
};

export const priorAuthorizationDefinitions = { ...claim, ...claimResponse };
