import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aDocumentReference,
  anOrderingDoctor,
  aReportedPatient,
  aServiceRequest,
} from './given-diagnostic-report.ts';
import { readDocumentReferences } from './read-document-reference.ts';
import { readServiceRequests } from './read-service-request.ts';
import type { DocumentReference, ServiceRequest } from './reports.ts';
import type { SentDocument, SentOrder } from './sent-order.ts';
import { bundled, bytesOf } from './test-diagnostic-report.ts';

const people = [aReportedPatient(), anOrderingDoctor()];

function orderOf(over: Partial<ServiceRequest> = {}): SentOrder {
  const result = readServiceRequests(bytesOf(bundled([aServiceRequest(over), ...people])));
  assert.ok('orders' in result, JSON.stringify(result));
  assert.equal(result.orders.length, 1);
  return result.orders[0]!;
}

function documentOf(over: Partial<DocumentReference> = {}): SentDocument {
  const result = readDocumentReferences(bytesOf(bundled([aDocumentReference(over), ...people])));
  assert.ok('documents' in result, JSON.stringify(result));
  assert.equal(result.documents.length, 1);
  return result.documents[0]!;
}

function problemsOf(result: object): string[] {
  assert.ok('problems' in result);
  return (result.problems as { path: string; reason: string }[]).map(({ path, reason }) =>
    `${path} ${reason}`.trim(),
  );
}

const patient = {
  identifiers: [{ system: 'https://clinic.example/mrn', value: '7001' }],
  name: { family: 'Quill', given: ['Ada', 'M.'], text: null },
  birthDate: '1970-02-28',
  sex: 'female',
};

describe('an order', () => {
  it('is read with its numbers, its patient and who asked for it', () => {
    const number = { system: 'https://clinic.example/orders', value: 'O-77' };
    assert.deepEqual(orderOf(), {
      id: 's1',
      identifiers: [number],
      placer: number,
      filler: null,
      requisition: null,
      status: 'active',
      intent: 'order',
      forbids: false,
      categories: [],
      code: {
        codings: [{ system: 'http://loinc.org', code: '24323-8', display: null }],
        text: null,
      },
      priority: 'urgent',
      authoredOn: '2026-11-19',
      requester: { npi: '1234567893', name: { family: 'Lee', given: ['Kim'], text: null } },
      subject: patient,
      occurrenceAt: null,
      occurrenceUntil: null,
      notes: [],
    });
  });

  it('says when it is to be done, and that it must not be', () => {
    const { occurrenceAt, occurrenceUntil, forbids } = orderOf({
      occurrencePeriod: { start: '2026-12-01', end: '2026-12-05' },
      doNotPerform: true,
    });
    assert.deepEqual([occurrenceAt, occurrenceUntil, forbids], ['2026-12-01', '2026-12-05', true]);
  });

  it('keeps the number of who fulfils it apart, and that of what was ordered together', () => {
    const { placer, filler, requisition } = orderOf({
      identifier: [{ type: { coding: [{ code: 'FILL' }] }, value: 'F-1' }, { value: 'X' }],
      requisition: { value: 'G-1' },
    });
    assert.deepEqual([placer, filler?.value, requisition?.value], [null, 'F-1', 'G-1']);
  });

  it('takes who asked for it by an NPI in the reference', () => {
    const identifier = { system: 'http://hl7.org/fhir/sid/us-npi', value: '1932102951' };
    assert.deepEqual(orderOf({ requester: { identifier, display: 'Dr. Kim Lee' } }).requester, {
      npi: '1932102951',
      name: null,
    });
  });

  it('is refused where it is for nobody who is there, or by nobody who is there', () => {
    const alone = readServiceRequests(bytesOf(aServiceRequest()));
    assert.deepEqual(problemsOf(alone), [
      'requester.reference refers to what is not in the file',
      'subject.reference refers to what is not in the file',
    ]);
    const group = aServiceRequest({ subject: { reference: 'Group/g' } });
    assert.deepEqual(problemsOf(readServiceRequests(bytesOf(bundled([group, ...people])))), [
      'subject.reference refers to what is not in the file',
    ]);
    assert.deepEqual(problemsOf(readServiceRequests(bytesOf(bundled(people)))), [
      'holds no ServiceRequest',
    ]);
  });

  it('is refused where it is to be done by a schedule', () => {
    const sent = aServiceRequest({ occurrenceTiming: { code: { text: 'daily' } } });
    assert.deepEqual(problemsOf(readServiceRequests(bytesOf(bundled([sent, ...people])))), [
      'occurrenceTiming is a schedule of times, which is not read',
    ]);
  });
});

describe('a document', () => {
  it('is read with what it is, whose it is, who wrote it and the visit', () => {
    assert.deepEqual(documentOf(), {
      id: 'n1',
      identifiers: [{ system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3.4' }],
      status: 'current',
      docStatus: 'final',
      type: {
        codings: [{ system: 'http://loinc.org', code: '11506-3', display: null }],
        text: 'Progress note',
      },
      categories: [],
      description: null,
      securityLabels: [],
      subject: patient,
      date: '2026-11-20T17:00:00Z',
      authors: ['Kim Lee'],
      relatesTo: [],
      contents: [
        {
          attachment: {
            contentType: 'text/plain',
            title: 'Note',
            bytes: new Uint8Array(Buffer.from('Well.')),
            url: null,
            language: null,
            createdAt: null,
          },
          format: null,
        },
      ],
      encounters: [{ identifiers: [], reference: 'Encounter/e1' }],
    });
  });

  it('names what it takes the place of', () => {
    const target = { identifier: { value: 'D-1' } };
    assert.deepEqual(documentOf({ relatesTo: [{ code: 'replaces', target }] }).relatesTo, [
      {
        code: 'replaces',
        target: { identifiers: [{ system: null, value: 'D-1' }], reference: null },
      },
    ]);
  });

  it('is refused where it is about no patient, by nobody with a name, or mangled', () => {
    const sent = aDocumentReference({
      subject: { reference: 'Practitioner/d1' },
      author: [{ reference: 'Organization/none' }],
      content: [{ attachment: { contentType: 'text/plain', data: 'V2Vs bC4' } }],
    });
    assert.deepEqual(problemsOf(readDocumentReferences(bytesOf(bundled([sent, ...people])))), [
      'subject is no patient',
      'author[0] refers to what is not in the file',
      'content[0].attachment.data is not base64',
    ]);
  });
});
