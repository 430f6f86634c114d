// The shape of the FHIR R4 resources that are read and written: element, type, how many, and what it may hold.
// One line per element, as the specification lists them: `name type min..max [codes of a value set | kinds referred to]`.

export interface ElementDefinition {
  name: string;
  /** Several for a choice such as `deceased[x]`. */
  types: readonly string[];
  required: boolean;
  many: boolean;
  /** A required binding's codes, or the resource types that a reference may name; empty = any. */
  among: readonly string[];
}

export type Definition = ReadonlyMap<string, ElementDefinition>;

export const valueSets = {
  'administrative-gender': ['male', 'female', 'other', 'unknown'],
  'name-use': ['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden'],
  'identifier-use': ['usual', 'official', 'temp', 'secondary', 'old'],
  'address-use': ['home', 'work', 'temp', 'old', 'billing'],
  'address-type': ['postal', 'physical', 'both'],
  'contact-point-system': ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'],
  'contact-point-use': ['home', 'work', 'temp', 'old', 'mobile'],
  'quantity-comparator': ['<', '<=', '>=', '>'],
  'narrative-status': ['generated', 'extensions', 'additional', 'empty'],
  'link-type': ['replaced-by', 'replaces', 'refer', 'seealso'],
  'location-status': ['active', 'suspended', 'inactive'],
  'location-mode': ['instance', 'kind'],
  'days-of-week': ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  'fm-status': ['active', 'cancelled', 'draft', 'entered-in-error'],
  slotstatus: ['busy', 'free', 'busy-unavailable', 'busy-tentative', 'entered-in-error'],
  appointmentstatus: [
    'proposed',
    'pending',
    'booked',
    'arrived',
    'fulfilled',
    'cancelled',
    'noshow',
    'entered-in-error',
    'checked-in',
    'waitlist',
  ],
  participationstatus: ['accepted', 'declined', 'tentative', 'needs-action'],
  participantrequired: ['required', 'optional', 'information-only'],
} as const;

const codeable = 'CodeableConcept';

const definitions = {
  Patient: `
    identifier Identifier 0..*
    active boolean 0..1
    name HumanName 0..*
    telecom ContactPoint 0..*
    gender code 0..1 administrative-gender
    birthDate date 0..1
    deceased[x] boolean|dateTime 0..1
    address Address 0..*
    maritalStatus ${codeable} 0..1
    multipleBirth[x] boolean|integer 0..1
    photo Attachment 0..*
    contact Patient.contact 0..*
    communication Patient.communication 0..*
    generalPractitioner Reference 0..* Organization|Practitioner|PractitionerRole
    managingOrganization Reference 0..1 Organization
    link Patient.link 0..*`,
  'Patient.contact': `
    relationship ${codeable} 0..*
    name HumanName 0..1
    telecom ContactPoint 0..*
    address Address 0..1
    gender code 0..1 administrative-gender
    organization Reference 0..1 Organization
    period Period 0..1`,
  'Patient.communication': `
    language ${codeable} 1..1
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
    communication ${codeable} 0..*`,
  'Practitioner.qualification': `
    identifier Identifier 0..*
    code ${codeable} 1..1
    period Period 0..1
    issuer Reference 0..1 Organization`,
  PractitionerRole: `
    identifier Identifier 0..*
    active boolean 0..1
    period Period 0..1
    practitioner Reference 0..1 Practitioner
    organization Reference 0..1 Organization
    code ${codeable} 0..*
    specialty ${codeable} 0..*
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
  Location: `
    identifier Identifier 0..*
    status code 0..1 location-status
    operationalStatus Coding 0..1
    name string 0..1
    alias string 0..*
    description string 0..1
    mode code 0..1 location-mode
    type ${codeable} 0..*
    telecom ContactPoint 0..*
    address Address 0..1
    physicalType ${codeable} 0..1
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
    type ${codeable} 0..*
    name string 0..1
    alias string 0..*
    telecom ContactPoint 0..*
    address Address 0..*
    partOf Reference 0..1 Organization
    contact Organization.contact 0..*
    endpoint Reference 0..* Endpoint`,
  'Organization.contact': `
    purpose ${codeable} 0..1
    name HumanName 0..1
    telecom ContactPoint 0..*
    address Address 0..1`,
  Coverage: `
    identifier Identifier 0..*
    status code 1..1 fm-status
    type ${codeable} 0..1
    policyHolder Reference 0..1 Patient|RelatedPerson|Organization
    subscriber Reference 0..1 Patient|RelatedPerson
    subscriberId string 0..1
    beneficiary Reference 1..1 Patient
    dependent string 0..1
    relationship ${codeable} 0..1
    period Period 0..1
    payor Reference 1..* Organization|Patient|RelatedPerson
    class Coverage.class 0..*
    order positiveInt 0..1
    network string 0..1
    costToBeneficiary Coverage.costToBeneficiary 0..*
    subrogation boolean 0..1
    contract Reference 0..* Contract`,
  'Coverage.class': `
    type ${codeable} 1..1
    value string 1..1
    name string 0..1`,
  'Coverage.costToBeneficiary': `
    type ${codeable} 0..1
    value[x] Quantity|Money 1..1
    exception Coverage.costToBeneficiary.exception 0..*`,
  'Coverage.costToBeneficiary.exception': `
    type ${codeable} 1..1
    period Period 0..1`,
  RelatedPerson: `
    identifier Identifier 0..*
    active boolean 0..1
    patient Reference 1..1 Patient
    relationship ${codeable} 0..*
    name HumanName 0..*
    telecom ContactPoint 0..*
    gender code 0..1 administrative-gender
    birthDate date 0..1
    address Address 0..*
    photo Attachment 0..*
    period Period 0..1
    communication RelatedPerson.communication 0..*`,
  'RelatedPerson.communication': `
    language ${codeable} 1..1
    preferred boolean 0..1`,
  Schedule: `
    identifier Identifier 0..*
    active boolean 0..1
    serviceCategory ${codeable} 0..*
    serviceType ${codeable} 0..*
    specialty ${codeable} 0..*
    actor Reference 1..* Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location
    planningHorizon Period 0..1
    comment string 0..1`,
  Slot: `
    identifier Identifier 0..*
    serviceCategory ${codeable} 0..*
    serviceType ${codeable} 0..*
    specialty ${codeable} 0..*
    appointmentType ${codeable} 0..1
    schedule Reference 1..1 Schedule
    status code 1..1 slotstatus
    start instant 1..1
    end instant 1..1
    overbooked boolean 0..1
    comment string 0..1`,
  Appointment: `
    identifier Identifier 0..*
    status code 1..1 appointmentstatus
    cancelationReason ${codeable} 0..1
    serviceCategory ${codeable} 0..*
    serviceType ${codeable} 0..*
    specialty ${codeable} 0..*
    appointmentType ${codeable} 0..1
    reasonCode ${codeable} 0..*
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
    type ${codeable} 0..*
    actor Reference 0..1 Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location
    required code 0..1 participantrequired
    status code 1..1 participationstatus
    period Period 0..1`,
  Identifier: `
    use code 0..1 identifier-use
    type ${codeable} 0..1
    system uri 0..1
    value string 0..1
    period Period 0..1
    assigner Reference 0..1 Organization`,
  HumanName: `
    use code 0..1 name-use
    text string 0..1
    family string 0..1
    given string 0..*
    prefix string 0..*
    suffix string 0..*
    period Period 0..1`,
  ContactPoint: `
    system code 0..1 contact-point-system
    value string 0..1
    use code 0..1 contact-point-use
    rank positiveInt 0..1
    period Period 0..1`,
  Address: `
    use code 0..1 address-use
    type code 0..1 address-type
    text string 0..1
    line string 0..*
    city string 0..1
    district string 0..1
    state string 0..1
    postalCode string 0..1
    country string 0..1
    period Period 0..1`,
  Period: `
    start dateTime 0..1
    end dateTime 0..1`,
  CodeableConcept: `
    coding Coding 0..*
    text string 0..1`,
  Coding: `
    system uri 0..1
    version string 0..1
    code code 0..1
    display string 0..1
    userSelected boolean 0..1`,
  Reference: `
    reference string 0..1
    type uri 0..1
    identifier Identifier 0..1
    display string 0..1`,
  Attachment: `
    contentType code 0..1
    language code 0..1
    data base64Binary 0..1
    url uri 0..1
    size unsignedInt 0..1
    hash base64Binary 0..1
    title string 0..1
    creation dateTime 0..1`,
  Quantity: `
    value decimal 0..1
    comparator code 0..1 quantity-comparator
    unit string 0..1
    system uri 0..1
    code code 0..1`,
  Money: `
    value decimal 0..1
    currency code 0..1`,
  Narrative: `
    status code 1..1 narrative-status
    div string 1..1`,
  Meta: `
    versionId id 0..1
    lastUpdated instant 0..1
    source uri 0..1
    profile uri 0..*
    security Coding 0..*
    tag Coding 0..*`,
} as const;

export const resourceTypes = [
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Location',
  'Organization',
  'Coverage',
  'RelatedPerson',
  'Schedule',
  'Slot',
  'Appointment',
] as const;
export type ResourceType = (typeof resourceTypes)[number];

export function isResourceType(name: unknown): name is ResourceType {
  return resourceTypes.some((type) => type === name);
}

const ofEveryElement = `
    id string 0..1
    extension Extension 0..*`;
const ofEveryBackbone = `${ofEveryElement}
    modifierExtension Extension 0..*`;
const ofEveryResource = `
    id id 0..1
    meta Meta 0..1
    implicitRules uri 0..1
    language code 0..1
    text Narrative 0..1
    contained Resource 0..*
    extension Extension 0..*
    modifierExtension Extension 0..*`;

const parsed = new Map<string, Definition>(
  Object.entries(definitions).map(([name, lines]) => [name, parse(ownLines(name) + lines)]),
);

/** How a resource, a part of one or a data type is built; `undefined` for primitives. */
export function definitionOf(type: string): Definition | undefined {
  return parsed.get(type);
}

function ownLines(name: string): string {
  if (isResourceType(name)) return ofEveryResource;
  return name.includes('.') ? ofEveryBackbone : ofEveryElement;
}

function parse(lines: string): Definition {
  return new Map(
    lines
      .trim()
      .split('\n')
      .map(parseLine)
      .map((element) => [element.name, element]),
  );
}

function parseLine(line: string): ElementDefinition {
  const [name = '', types = '', card = '', among = ''] = line.trim().split(' ');
  const codes = Object.entries(valueSets).find(([set]) => set === among)?.[1];
  return {
    name,
    types: types.split('|'),
    required: card.startsWith('1'),
    many: card.endsWith('*'),
    among: codes ?? (among === '' ? [] : among.split('|')),
  };
}
