// The shape of the FHIR R4 resources that are read and written: element, type, how many, and what it may hold.
// One line per element, as the specification lists them: `name type min..max [codes of a value set | kinds referred to]`.
import { dataTypeDefinitions } from './definitions/data-types.ts';
import { medicationDefinitions } from './definitions/medications.ts';
import { metadataDefinitions } from './definitions/metadata-types.ts';
import { observationDefinitions } from './definitions/observations.ts';
import { peopleDefinitions } from './definitions/people.ts';
import { placeDefinitions } from './definitions/places.ts';
import { priorAuthorizationDefinitions } from './definitions/prior-authorization.ts';
import { reportDefinitions } from './definitions/reports.ts';
import { valueSets } from './definitions/value-sets.ts';
import { visitDefinitions } from './definitions/visits.ts';

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

const definitions: Readonly<Record<string, string>> = {
  ...peopleDefinitions,
  ...placeDefinitions,
  ...visitDefinitions,
  ...medicationDefinitions,
  ...observationDefinitions,
  ...priorAuthorizationDefinitions,
  ...reportDefinitions,
  ...dataTypeDefinitions,
  ...metadataDefinitions,
};

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
  'MedicationRequest',
  'MedicationDispense',
  'Medication',
  'Observation',
  'Task',
  'Claim',
  'ClaimResponse',
  'DiagnosticReport',
  'ServiceRequest',
  'Specimen',
  'DocumentReference',
] as const;
export type ResourceType = (typeof resourceTypes)[number];

export function isResourceType(name: unknown): name is ResourceType {
  return resourceTypes.some((type) => type === name);
}

/** Of a choice that the specification leaves open: `*`. */
const openTypes = [
  ...[
    'base64Binary',
    'boolean',
    'canonical',
    'code',
    'date',
    'dateTime',
    'decimal',
    'id',
    'instant',
  ],
  ...[
    'integer',
    'markdown',
    'oid',
    'positiveInt',
    'string',
    'time',
    'unsignedInt',
    'uri',
    'url',
    'uuid',
  ],
  ...['Address', 'Age', 'Annotation', 'Attachment', 'CodeableConcept', 'Coding', 'ContactDetail'],
  ...['ContactPoint', 'Contributor', 'Count', 'DataRequirement', 'Distance', 'Dosage', 'Duration'],
  ...['Expression', 'HumanName', 'Identifier', 'Meta', 'Money', 'ParameterDefinition', 'Period'],
  ...['Quantity', 'Range', 'Ratio', 'Reference', 'RelatedArtifact', 'SampledData', 'Signature'],
  ...['Timing', 'TriggerDefinition', 'UsageContext'],
];

const ofEveryElement = `
    id string 0..1
    extension Extension 0..*`;
const ofEveryBackbone = `${ofEveryElement}
    modifierExtension Extension 0..*`;
/** Data types that may be modified like the parts of a resource. */
const backboneTypes = ['Dosage', 'Timing'];
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
  const partOfResource = isResourceType(name.split('.')[0]) && name.includes('.');
  return partOfResource || backboneTypes.includes(name) ? ofEveryBackbone : ofEveryElement;
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
    types: types === '*' ? openTypes : types.split('|'),
    required: card.startsWith('1'),
    many: card.endsWith('*'),
    among: codes ?? (among === '' ? [] : among.split('|')),
  };
}
