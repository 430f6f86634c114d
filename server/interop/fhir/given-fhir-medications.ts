// Prescriptions, fills, values and tasks of our own for specs, in the shapes that real files have.
import type { Medication, MedicationDispense, MedicationRequest } from './medications.ts';
import type { Observation } from './observations.ts';
import type { Resource } from './resources.ts';
import type { Task } from './tasks.ts';

const ucum = 'http://unitsofmeasure.org';
const rxNorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const loinc = 'http://loinc.org';

/** Lisinopril once a day, thirty at a time, the first fill and three more. */
export function aMedicationRequest(over: Partial<MedicationRequest> = {}): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: 'rx1',
    identifier: [{ use: 'official', system: 'https://pharmacy.example/orders', value: 'RX-7001' }],
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: {
      coding: [{ system: rxNorm, code: '314076', display: 'lisinopril 10 MG Oral Tablet' }],
      text: 'Lisinopril 10 mg tablet',
    },
    subject: { reference: 'Patient/p1', display: 'Ada Quill' },
    authoredOn: '2026-11-02',
    requester: { reference: 'Practitioner/d1', display: 'Dr. Kim Lee' },
    dosageInstruction: [
      {
        sequence: 1,
        text: 'One tablet by mouth every day',
        timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
        asNeededBoolean: false,
        doseAndRate: [
          { doseQuantity: { value: 1, unit: 'tablet', system: ucum, code: '{tablet}' } },
        ],
      },
    ],
    dispenseRequest: {
      validityPeriod: { start: '2026-11-02', end: '2027-11-02' },
      numberOfRepeatsAllowed: 3,
      quantity: { value: 30, unit: 'tablet', system: ucum, code: '{tablet}' },
      expectedSupplyDuration: { value: 30, unit: 'days', system: ucum, code: 'd' },
    },
    ...over,
  };
}

/** Picked up: thirty tablets for thirty days. */
export function aMedicationDispense(over: Partial<MedicationDispense> = {}): MedicationDispense {
  return {
    resourceType: 'MedicationDispense',
    id: 'fill1',
    status: 'completed',
    medicationCodeableConcept: { text: 'Lisinopril 10 mg tablet' },
    subject: { reference: 'Patient/p1' },
    performer: [{ actor: { reference: 'Organization/ph1' } }],
    authorizingPrescription: [{ reference: 'MedicationRequest/rx1' }],
    quantity: { value: 30, unit: 'tablet', system: ucum, code: '{tablet}' },
    daysSupply: { value: 30, unit: 'day', system: ucum, code: 'd' },
    whenPrepared: '2026-11-02T09:10:00-05:00',
    whenHandedOver: '2026-11-02T16:20:00-05:00',
    ...over,
  };
}

export function aMedication(over: Partial<Medication> = {}): Medication {
  return {
    resourceType: 'Medication',
    id: 'med1',
    code: { coding: [{ system: rxNorm, code: '860975', display: 'metformin 500 MG ER tablet' }] },
    form: { text: 'extended release tablet' },
    ingredient: [
      {
        itemCodeableConcept: { coding: [{ system: rxNorm, code: '6809', display: 'metformin' }] },
        strength: {
          numerator: { value: 500, system: ucum, code: 'mg' },
          denominator: { value: 1, system: ucum, code: '{tablet}' },
        },
      },
    ],
    ...over,
  };
}

/** Haemoglobin A1c, too high. */
export function anObservation(over: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id: 'o1',
    identifier: [{ system: 'https://lab.example/results', value: 'A1C-1' }],
    status: 'final',
    code: {
      coding: [{ system: loinc, code: '4548-4', display: 'Hemoglobin A1c/Hemoglobin.total' }],
    },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-10-01T08:15:00-04:00',
    issued: '2026-10-02T12:00:00-04:00',
    valueQuantity: { value: 8.1, unit: '%', system: ucum, code: '%' },
    interpretation: [{ coding: [{ code: 'H' }] }],
    referenceRange: [{ high: { value: 5.6, unit: '%', system: ucum, code: '%' } }],
    ...over,
  };
}

/** Somebody asks for a prescription to be renewed. */
export function aTask(over: Partial<Task> = {}): Task {
  return {
    resourceType: 'Task',
    id: 't1',
    identifier: [{ system: 'https://pharmacy.example/tasks', value: 'T-1' }],
    status: 'requested',
    intent: 'order',
    priority: 'routine',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'approve' }] },
    focus: { reference: 'MedicationRequest/rx1' },
    for: { reference: 'Patient/p1' },
    authoredOn: '2026-11-20T09:00:00-05:00',
    lastModified: '2026-11-20T09:00:00-05:00',
    ...over,
  };
}

/** The resource as it would be had nobody said so. */
export function without<T extends object>(resource: T, ...names: (keyof T & string)[]): Partial<T> {
  const kept = Object.entries(resource).filter(([name]) => !names.some((each) => each === name));
  return Object.fromEntries(kept) as Partial<T>;
}

/** Whatever files of others were seen to hold, beside what stands above. */
export function clinicalShapes(): Resource[] {
  return [
    ...prescriptionShapes(),
    ...dispenseShapes(),
    ...valueShapes(),
    ...taskShapes(),
  ] as Resource[];
}

const drop = { value: 2, unit: 'mg', system: ucum, code: 'mg' };
const hour = { value: 1, unit: 'h', system: ucum, code: 'h' };

function prescriptionShapes(): unknown[] {
  const rest = without(aMedicationRequest(), 'medicationCodeableConcept');
  return [
    {
      ...rest,
      contained: [aMedication({ id: 'inside' })],
      medicationReference: { reference: '#inside', display: 'metformin' },
      statusReason: { coding: [{ code: 'altchoice' }] },
      category: [{ text: 'Community' }],
      priority: 'urgent',
      reportedBoolean: true,
      encounter: { reference: 'Encounter/e1' },
      performer: { display: 'Nurse on duty' },
      performerType: { text: 'nurse' },
      recorder: { reference: 'Practitioner/d2' },
      reasonCode: [{ text: 'Diabetes' }],
      basedOn: [{ display: 'Care plan' }],
      groupIdentifier: { system: 'https://clinic.example/groups', value: '1' },
      insurance: [{ reference: 'Coverage/c1' }],
      note: [{ authorString: 'Dr. Lee', time: '2026-11-02', text: 'After *breakfast*' }],
      substitution: { allowedBoolean: false, reason: { text: 'formulary policy' } },
      priorPrescription: { reference: 'MedicationRequest/rx0' },
    },
    aMedicationRequest({
      reportedReference: { reference: 'RelatedPerson/r1' },
      substitution: { allowedCodeableConcept: { text: 'brand only' } },
      dispenseRequest: {
        initialFill: { quantity: drop, duration: { ...hour, value: 24 } },
        dispenseInterval: { value: 30, unit: 'days', system: ucum, code: 'd' },
        performer: { reference: 'Practitioner/d1' },
      },
    }),
    { ...aMedicationRequest(), dosageInstruction: dosageShapes() },
  ];
}

function dosageShapes(): unknown[] {
  return [
    {
      timing: { event: ['2026-11-02T08:00:00Z'], code: { coding: [{ code: 'BID' }] } },
      additionalInstruction: [{ text: 'with food' }],
      patientInstruction: 'Rinse afterwards',
      asNeededCodeableConcept: { text: 'for pain' },
      site: { text: 'left arm' },
      route: { text: 'by mouth' },
      method: { text: 'swallow' },
      maxDosePerPeriod: { numerator: drop, denominator: { ...hour, value: 24 } },
      maxDosePerAdministration: drop,
      maxDosePerLifetime: drop,
      modifierExtension: [{ url: 'https://clinic.example/taper', valueBoolean: true }],
    },
    {
      timing: {
        repeat: {
          boundsPeriod: { start: '2026-11-02', end: '2026-11-30' },
          count: 2,
          countMax: 4,
          duration: 30,
          durationMax: 60,
          durationUnit: 'min',
          frequency: 1,
          frequencyMax: 2,
          period: 4,
          periodMax: 6,
          periodUnit: 'h',
          dayOfWeek: ['mon', 'thu'],
          timeOfDay: ['08:00:00'],
        },
      },
      doseAndRate: [
        { type: { text: 'ordered' }, doseRange: { low: drop, high: { ...drop, value: 4 } } },
        { rateRatio: { numerator: drop, denominator: hour } },
        { rateRange: { low: drop } },
        { rateQuantity: drop },
      ],
    },
    {
      timing: { repeat: { boundsDuration: { value: 10, system: ucum, code: 'd' }, when: ['HS'] } },
    },
    { timing: { repeat: { boundsRange: { low: hour }, when: ['PCM'], offset: 30 } } },
  ];
}

function dispenseShapes(): unknown[] {
  const rest = without(aMedicationDispense(), 'medicationCodeableConcept');
  return [
    {
      ...rest,
      status: 'declined',
      contained: [aMedication({ id: 'm' })],
      medicationReference: { reference: '#m' },
      partOf: [{ reference: 'Procedure/x' }],
      statusReasonCodeableConcept: { text: 'out of stock' },
      context: { reference: 'Encounter/e1' },
      location: { display: 'Counter 2' },
      destination: { reference: 'Location/l1' },
      receiver: [{ reference: 'Patient/p1' }],
      substitution: {
        wasSubstituted: true,
        type: { text: 'generic' },
        responsibleParty: [{ reference: 'Practitioner/d1' }],
      },
    },
    aMedication({
      status: 'active',
      ingredient: [{ itemReference: { reference: 'Substance/s' }, isActive: true }],
    }),
    {
      ...aMedication(),
      ingredient: [{ itemCodeableConcept: { text: 'metformin' } }],
      manufacturer: { display: 'Maker' },
      amount: { numerator: drop, denominator: drop },
      batch: { lotNumber: '9494788', expirationDate: '2027-05-22' },
    },
  ];
}

function valueShapes(): unknown[] {
  const bare = without(anObservation(), 'valueQuantity', 'effectiveDateTime');
  const component = { code: { text: 'part' } };
  return [
    { ...bare, valueCodeableConcept: { text: 'positive' }, effectivePeriod: { start: '2026' } },
    { ...bare, valueString: 'trace', effectiveInstant: '2026-10-01T08:15:00Z' },
    { ...bare, valueBoolean: false, effectiveTiming: { event: ['2026-10-01'] } },
    { ...bare, valueInteger: -3 },
    { ...bare, valueRange: { low: drop } },
    { ...bare, valueRatio: { numerator: drop, denominator: drop } },
    { ...bare, valueTime: '08:15:00' },
    { ...bare, valueDateTime: '2026-10' },
    { ...bare, valuePeriod: { end: '2026-10-01' } },
    { ...bare, valueQuantity: { ...drop, comparator: '<' } },
    {
      ...bare,
      dataAbsentReason: { coding: [{ code: 'unknown' }] },
      specimen: { display: 'blood' },
    },
    {
      ...bare,
      partOf: [{ reference: 'ImagingStudy/i' }],
      hasMember: [{ reference: 'Observation/o2' }],
      derivedFrom: [{ reference: 'QuestionnaireResponse/q' }],
      device: { reference: 'DeviceMetric/d' },
      component: [
        {
          ...component,
          valueQuantity: drop,
          referenceRange: [{ text: 'below 120', age: { low: hour } }],
        },
        { ...component, dataAbsentReason: { text: 'not asked' } },
        {
          ...component,
          valueSampledData: { origin: { value: 2048 }, period: 10, dimensions: 1, data: '1 E 2 U' },
        },
        {
          ...component,
          valueCodeableConcept: {
            coding: [
              { code: 'LA1', extension: [{ url: 'https://x.example/rank', valueDecimal: 2 }] },
            ],
          },
        },
      ],
    },
  ];
}

function taskShapes(): unknown[] {
  const type = { text: 'part' };
  return [
    {
      ...aTask(),
      partOf: [{ reference: 'Task/t0' }],
      businessStatus: { text: 'waiting for the pharmacy' },
      executionPeriod: { start: '2026-11-20' },
      performerType: [type],
      owner: { identifier: { value: '1' } },
      reasonCode: type,
      note: [{ authorReference: { reference: 'Practitioner/d1' }, text: 'soon' }],
      restriction: { repetitions: 1, period: { end: '2026-12-01' } },
      input: [
        { type, valueReference: { reference: 'Anything/1' } },
        { type, valuePositiveInt: 4 },
        { type, valueCode: 'stat' },
        { type, valuePeriod: { start: '2026-11-20' } },
        { type, valueDosage: { text: 'daily' } },
        { type, valueUsageContext: { code: { code: 'age' }, valueRange: { low: hour } } },
      ],
      output: [{ type, valueUuid: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' }],
    },
  ];
}
