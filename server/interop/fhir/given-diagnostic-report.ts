// Reports, orders and documents of our own for specs, in the shapes that laboratories send.
import type { Observation } from './observations.ts';
import type { DiagnosticReport, DocumentReference, ServiceRequest, Specimen } from './reports.ts';
import type { Organization, Patient, Practitioner, Resource } from './resources.ts';

const loinc = 'http://loinc.org';
export const npi = 'http://hl7.org/fhir/sid/us-npi';

export function aDiagnosticReport(over: Partial<DiagnosticReport> = {}): DiagnosticReport {
  return {
    resourceType: 'DiagnosticReport',
    id: 'r1',
    identifier: [{ system: 'https://lab.example/reports', value: 'R-1001' }],
    basedOn: [{ reference: 'ServiceRequest/s1' }],
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] },
    ],
    code: { coding: [{ system: loinc, code: '24323-8' }], text: 'Comprehensive metabolic panel' },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-11-20T08:15:00-05:00',
    issued: '2026-11-20T16:40:00-05:00',
    performer: [{ reference: 'Organization/lab' }],
    result: [{ reference: 'Observation/k' }],
    conclusion: 'Potassium is high.',
    presentedForm: [
      { contentType: 'application/pdf', data: 'JVBERi0xLjc=', title: 'Report R-1001' },
    ],
    ...over,
  };
}

export function aPotassium(over: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id: 'k',
    status: 'final',
    code: { coding: [{ system: loinc, code: '2823-3' }], text: 'Potassium' },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-11-20T08:15:00-05:00',
    valueQuantity: {
      value: 6.3,
      unit: 'mmol/L',
      system: 'http://unitsofmeasure.org',
      code: 'mmol/L',
    },
    interpretation: [{ coding: [{ system: interpretations, code: 'HH' }] }],
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
    note: [{ text: 'Not hemolyzed.' }],
    ...over,
  };
}

export const interpretations = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

export function aServiceRequest(over: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: 's1',
    identifier: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC' }],
        },
        system: 'https://clinic.example/orders',
        value: 'O-77',
      },
    ],
    status: 'active',
    intent: 'order',
    priority: 'urgent',
    code: { coding: [{ system: loinc, code: '24323-8' }] },
    subject: { reference: 'Patient/p1' },
    authoredOn: '2026-11-19',
    requester: { reference: 'Practitioner/d1' },
    ...over,
  };
}

export function aSpecimen(over: Partial<Specimen> = {}): Specimen {
  return {
    resourceType: 'Specimen',
    id: 'b1',
    accessionIdentifier: { system: 'https://lab.example/specimens', value: 'X-5' },
    status: 'available',
    type: { text: 'Serum' },
    subject: { reference: 'Patient/p1' },
    collection: { collectedDateTime: '2026-11-20T08:15:00-05:00' },
    ...over,
  };
}

export function aDocumentReference(over: Partial<DocumentReference> = {}): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id: 'n1',
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3.4' },
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: loinc, code: '11506-3' }], text: 'Progress note' },
    subject: { reference: 'Patient/p1' },
    date: '2026-11-20T17:00:00Z',
    author: [{ reference: 'Practitioner/d1' }],
    content: [{ attachment: { contentType: 'text/plain', data: 'V2VsbC4=', title: 'Note' } }],
    context: { encounter: [{ reference: 'Encounter/e1' }] },
    ...over,
  };
}

export function aReportedPatient(over: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'https://clinic.example/mrn', value: '7001' }],
    name: [{ use: 'official', family: 'Quill', given: ['Ada', 'M.'] }],
    gender: 'female',
    birthDate: '1970-02-28',
    ...over,
  };
}

export function anOrderingDoctor(over: Partial<Practitioner> = {}): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: 'd1',
    identifier: [{ system: npi, value: '1234567893' }],
    name: [{ family: 'Lee', given: ['Kim'] }],
    ...over,
  };
}

export const aLaboratory: Organization = {
  resourceType: 'Organization',
  id: 'lab',
  name: 'Harbor Laboratory',
};

/** A report with everything that it refers to. */
export function reported(
  report: Partial<DiagnosticReport> = {},
  observations: Observation[] = [aPotassium()],
): Resource[] {
  return [
    aDiagnosticReport(report),
    ...observations,
    aServiceRequest(),
    aReportedPatient(),
    anOrderingDoctor(),
    aLaboratory,
  ];
}
