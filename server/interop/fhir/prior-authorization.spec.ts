import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { built, claimIn, claimOf, faultsOf } from './test-prior-authorization.ts';
import { aClaimResponse, anAnsweredItem, pasUrl } from './given-claims.ts';
import {
  aCareTeamMember,
  anyRequest,
  aRequest,
  aRequestedItem,
  ids,
} from './given-prior-authorization.ts';
import type { PriorAuthorizationBundle } from './prior-authorization.ts';
import { readPriorAuthorizationResponse } from './read-claim-response.ts';
import { readFhirValue } from './read-fhir.ts';

describe('a request for prior authorization', () => {
  it('is a Claim with everybody whom it names, each under its own address', () => {
    const bundle = built(aRequest());
    assert.deepEqual(
      bundle.entry.map(({ fullUrl, resource }) => [resource.resourceType, fullUrl]),
      [
        ['Claim', `urn:uuid:${ids.request}`],
        ['Patient', `urn:uuid:${ids.patient}`],
        ['Coverage', `urn:uuid:${ids.coverage}`],
        ['Organization', `urn:uuid:${ids.insurer}`],
        ['Organization', `urn:uuid:${ids.provider}`],
        ['Practitioner', `urn:uuid:${ids.practitioner}`],
      ],
    );
    assert.deepEqual(claimIn(bundle), {
      resourceType: 'Claim',
      id: ids.request,
      identifier: [{ system: 'urn:daysheet:authorization', value: 'PA-1' }],
      status: 'active',
      type: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' },
        ],
      },
      use: 'preauthorization',
      patient: { reference: `urn:uuid:${ids.patient}` },
      created: '2027-03-14T09:30:00-04:00',
      insurer: { reference: `urn:uuid:${ids.insurer}` },
      provider: { reference: `urn:uuid:${ids.provider}` },
      priority: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/processpriority', code: 'normal' },
        ],
      },
      careTeam: [{ sequence: 1, provider: { reference: `urn:uuid:${ids.practitioner}` } }],
      diagnosis: [
        {
          sequence: 1,
          diagnosisCodeableConcept: {
            coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M54.50' }],
          },
        },
      ],
      insurance: [
        { sequence: 1, focal: true, coverage: { reference: `urn:uuid:${ids.coverage}` } },
      ],
      item: [
        {
          extension: [
            {
              url: `${pasUrl}extension-serviceItemRequestType`,
              valueCodeableConcept: {
                coding: [{ system: 'https://codesystem.x12.org/005010/1525', code: 'HS' }],
              },
            },
            {
              url: `${pasUrl}extension-certificationType`,
              valueCodeableConcept: {
                coding: [{ system: 'https://codesystem.x12.org/005010/1322', code: 'I' }],
              },
            },
          ],
          sequence: 1,
          careTeamSequence: [1],
          diagnosisSequence: [1],
          productOrService: {
            coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '97110' }],
          },
          servicedPeriod: { start: '2027-04-01', end: '2027-06-30' },
          locationCodeableConcept: {
            coding: [
              {
                system:
                  'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
                code: '11',
              },
            ],
          },
          quantity: { value: 12, unit: 'visits' },
        },
      ],
    });
  });

  it('asks as urgent what cannot wait, and says a single day as one', () => {
    const claim = claimOf(
      aRequest({
        priority: 'stat',
        items: [aRequestedItem({ until: null, modifiers: ['59', 'GP'] })],
      }),
    );
    assert.equal(claim.priority.coding?.[0]?.code, 'stat');
    assert.equal(claim.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code, 'U');
    assert.equal(claim.item?.[0]?.servicedDate, '2027-04-01');
    assert.deepEqual(
      claim.item[0].modifier?.map(({ coding }) => coding?.[0]),
      [
        { system: 'http://www.ama-assn.org/go/cpt', code: '59' },
        { system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'GP' },
      ],
    );
  });

  it('sends once who stands in the care team twice', () => {
    const bundle = built(
      aRequest({ careTeam: [aCareTeamMember(), aCareTeamMember({ sequence: 2 })] }),
    );
    const { length } = bundle.entry.filter(
      ({ resource }) => resource.resourceType === 'Practitioner',
    );
    assert.equal(length, 1);
    assert.equal(claimIn(bundle).careTeam?.length, 2);
  });

  it('is read back whole, whatever can be asked', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const bundle = JSON.parse(JSON.stringify(built(request))) as PriorAuthorizationBundle;
        const reads = [...readFhirValue(bundle)].map((each) => {
          assert.equal(each.kind, 'resource', JSON.stringify(each));
          return each.read.resource;
        });
        assert.deepEqual(
          reads,
          bundle.entry.map(({ resource }) => resource),
        );
        const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
        const named = JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g);
        for (const [, to] of named) assert.ok(urls.includes(to!), to);
      }),
      { numRuns: 200 },
    );
  });

  it('is answered by its sequences', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const item = claimOf(request).item!.map(({ sequence }) =>
          anAnsweredItem('A1', { itemSequence: sequence }),
        );
        const result = readPriorAuthorizationResponse(aClaimResponse({ item }));
        assert.ok('answer' in result);
        assert.deepEqual(
          new Set(result.answer.items.map(({ sequence }) => sequence)),
          new Set(request.items.map(({ sequence }) => sequence)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('a request for prior authorization that is refused', () => {
  const item = (over: Parameters<typeof aRequestedItem>[0]) =>
    faultsOf({ items: [aRequestedItem(over)] });

  it('asks for nothing, or for what no list has', () => {
    assert.deepEqual(faultsOf({ items: [] }), ['items is empty']);
    assert.deepEqual(item({ service: { system: 'cpt', code: 'G0283' } }), [
      'items[0].service.code is no cpt code',
    ]);
    assert.deepEqual(item({ service: { system: 'hcpcs', code: '97110' } }), [
      'items[0].service.code is no hcpcs code',
    ]);
    assert.deepEqual(item({ service: { system: 'ndc', code: '0002-1433' } }), [
      'items[0].service.code is no ndc code',
    ]);
    assert.deepEqual(item({ modifiers: ['GP', '5'] }), ['items[0].modifiers[1] is no modifier']);
    assert.deepEqual(item({ placeOfService: '1' }), [
      'items[0].placeOfService is no place of service',
    ]);
    assert.deepEqual(item({ serviceType: 'all' }), ['items[0].serviceType is no service type']);
    assert.deepEqual(faultsOf({ diagnoses: [{ sequence: 1, code: 'M5450' }] }), [
      'diagnoses[0].code is no ICD-10-CM',
    ]);
    for (const amount of [0, -1, NaN, Infinity])
      assert.deepEqual(item({ quantity: { value: amount, unit: null } }), [
        'items[0].quantity.value is not above zero',
      ]);
  });

  it('has days that are none, or end before they start', () => {
    assert.deepEqual(item({ from: '2027-04' }), ['items[0].from is no full date']);
    assert.deepEqual(item({ from: '2027-02-30', until: null }), [
      'entry[0].resource.item[0].servicedDate is a day that no calendar has',
    ]);
    assert.deepEqual(item({ from: '2027-04-02', until: '2027-04-01' }), [
      'entry[0].resource.item[0].servicedPeriod.end is before the start (per-1)',
    ]);
    assert.deepEqual(faultsOf({ created: '2027-03-14' }), [
      'created is no instant with its offset',
    ]);
  });

  it('points to what it does not hold, or uses a sequence twice', () => {
    assert.deepEqual(item({ diagnoses: [2] }), ['items[0].diagnoses[0] names none of the request']);
    assert.deepEqual(item({ careTeam: [7] }), ['items[0].careTeam[0] names none of the request']);
    assert.deepEqual(faultsOf({ items: [aRequestedItem(), aRequestedItem()] }), [
      'items[1].sequence is used more than once',
    ]);
    assert.deepEqual(item({ sequence: 0 }), [
      'entry[0].resource.item[0].sequence is no whole number from 1 on',
    ]);
    assert.deepEqual(item({ isCancelled: true }), [
      'items[0].isCancelled cancels what was never asked',
    ]);
  });

  it('names somebody who is wrong, two under one address, or who is not there', () => {
    const { patient, insurer } = aRequest();
    assert.deepEqual(faultsOf({ patient: { ...patient, id: 'p1' } }), [
      'entry[1].resource.id is no UUID',
    ]);
    assert.deepEqual(faultsOf({ patient: { ...patient, birthDate: '1970-02-30' } }), [
      'entry[1].resource.birthDate is a day that no calendar has',
    ]);
    assert.deepEqual(faultsOf({ provider: { ...insurer, name: 'Another' } }), [
      'entry[4].fullUrl is that of another entry',
    ]);
    const link = [{ other: { reference: 'Patient/p2' }, type: 'seealso' as const }];
    assert.deepEqual(faultsOf({ patient: { ...patient, link } }), [
      'entry[1].resource.link[0].other.reference refers to none of the entries',
    ]);
  });
});
