import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Claim, ClaimItem } from './claims.ts';
import type { Extension } from './data-types.ts';
import { aClaimResponse, anAnsweredItem, pasUrl } from './given-claims.ts';
import {
  aCareTeamMember,
  anyRequest,
  aRequest,
  aRequestedItem,
  ids,
} from './given-prior-authorization.ts';
import { buildPriorAuthorization, type PriorAuthorizationBundle } from './prior-authorization.ts';
import type { PriorAuthorizationRequest } from './prior-authorization-request.ts';
import { readPriorAuthorizationResponse } from './read-claim-response.ts';
import { readFhirValue } from './read-fhir.ts';

function built(request: PriorAuthorizationRequest): PriorAuthorizationBundle {
  const result = buildPriorAuthorization(request);
  assert.ok('bundle' in result, JSON.stringify(result));
  return result.bundle;
}

/** As it is read back from JSON. */
function claimIn(bundle: PriorAuthorizationBundle): Claim {
  const [first] = JSON.parse(JSON.stringify(bundle.entry)) as { resource: Claim }[];
  assert.equal(first?.resource.resourceType, 'Claim');
  return first.resource;
}

function claimOf(request: PriorAuthorizationRequest): Claim {
  return claimIn(built(request));
}

function faults(over: Partial<PriorAuthorizationRequest>): string[] {
  const result = buildPriorAuthorization(aRequest(over));
  assert.ok('faults' in result);
  return result.faults.map(({ path, reason }) => `${path} ${reason}`);
}

function value(item: ClaimItem | undefined, name: string): Extension | undefined {
  return item?.extension?.find(({ url }) => url === pasUrl + name);
}

function update(
  before: PriorAuthorizationRequest,
  over: Partial<PriorAuthorizationRequest>,
): PriorAuthorizationRequest {
  return { ...before, id: ids.update, earlier: [claimOf(before)], ...over };
}

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

describe('an update of a request for prior authorization', () => {
  const two = aRequest({ items: [aRequestedItem(), aRequestedItem({ sequence: 2 })] });

  it('resends the whole and flags what is new, changed or no longer wanted', () => {
    const items = [
      aRequestedItem(),
      aRequestedItem({ sequence: 2, isCancelled: true }),
      aRequestedItem({ sequence: 3, service: { system: 'hcpcs', code: 'G0283' } }),
    ];
    const bundle = built(update(two, { items }));
    const { related, item = [] } = claimIn(bundle);
    assert.deepEqual(related, [
      {
        claim: { reference: `urn:uuid:${ids.request}` },
        relationship: {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship',
              code: 'prior',
            },
          ],
        },
        reference: two.trace,
      },
    ]);
    assert.deepEqual(
      item.map((each) => [
        each.sequence,
        value(each, 'extension-infoChanged')?.valueCode,
        value(each, 'extension-certificationType')?.valueCodeableConcept?.coding?.[0]?.code,
        each.modifierExtension,
      ]),
      [
        [1, undefined, 'I', undefined],
        [
          2,
          'changed',
          '3',
          [{ url: `${pasUrl}modifierextension-infoCancelled`, valueBoolean: true }],
        ],
        [3, 'added', 'I', undefined],
      ],
    );
    assert.deepEqual(bundle.entry.at(-1)?.resource, claimOf(two));
  });

  it('flags only what changed since the version before', () => {
    const more = aRequestedItem({ sequence: 2, quantity: { value: 20, unit: 'visits' } });
    const second = update(two, { items: [aRequestedItem(), more] });
    const third: PriorAuthorizationRequest = {
      ...second,
      id: '0190a000-0000-7000-8000-000000000003',
      items: [aRequestedItem({ placeOfService: '22' }), more],
      earlier: [claimOf(second), ...second.earlier],
    };
    const changes = (request: PriorAuthorizationRequest) =>
      claimOf(request).item?.map((each) => value(each, 'extension-infoChanged')?.valueCode);
    assert.deepEqual(changes(second), [undefined, 'changed']);
    assert.deepEqual(changes(third), ['changed', undefined]);
  });

  it('flags nothing when the same is sent again', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { item = [] } = claimOf(update(request, {}));
        assert.ok(item.every((each) => value(each, 'extension-infoChanged') === undefined));
      }),
      { numRuns: 50 },
    );
  });

  it('is refused when it leaves out what was sent, or asks again for what was cancelled', () => {
    assert.deepEqual(faults(update(two, { items: [aRequestedItem()] })), [
      'items leaves out item 2, sent before',
    ]);
    const cancelled = update(two, {
      items: [aRequestedItem(), aRequestedItem({ sequence: 2, isCancelled: true })],
    });
    assert.deepEqual(
      faults({
        ...two,
        id: '0190a000-0000-7000-8000-000000000003',
        earlier: [claimOf(cancelled), ...cancelled.earlier],
      }),
      ['items[1].isCancelled asks again for what was cancelled'],
    );
  });

  it('is refused without the version before, or with one of another kind', () => {
    const second = update(two, {});
    assert.deepEqual(
      faults({
        ...two,
        id: '0190a000-0000-7000-8000-000000000003',
        earlier: [claimOf(second)],
      }),
      ['entry[6].resource.related[0].claim.reference refers to none of the entries'],
    );
    assert.deepEqual(faults({ ...two, earlier: [claimOf(two)] }), [
      'earlier[0] is no earlier version of the request',
    ]);
    assert.deepEqual(faults(update(two, { earlier: [{ ...claimOf(two), use: 'claim' }] })), [
      'earlier[0] is no earlier version of the request',
    ]);
  });
});

describe('a request for prior authorization that is refused', () => {
  const item = (over: Parameters<typeof aRequestedItem>[0]) =>
    faults({ items: [aRequestedItem(over)] });

  it('asks for nothing, or for what no list has', () => {
    assert.deepEqual(faults({ items: [] }), ['items is empty']);
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
    assert.deepEqual(faults({ diagnoses: [{ sequence: 1, code: 'M5450' }] }), [
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
    assert.deepEqual(faults({ created: '2027-03-14' }), ['created is no instant with its offset']);
  });

  it('points to what it does not hold, or uses a sequence twice', () => {
    assert.deepEqual(item({ diagnoses: [2] }), ['items[0].diagnoses[0] names none of the request']);
    assert.deepEqual(item({ careTeam: [7] }), ['items[0].careTeam[0] names none of the request']);
    assert.deepEqual(faults({ items: [aRequestedItem(), aRequestedItem()] }), [
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
    assert.deepEqual(faults({ patient: { ...patient, id: 'p1' } }), [
      'entry[1].resource.id is no UUID',
    ]);
    assert.deepEqual(faults({ patient: { ...patient, birthDate: '1970-02-30' } }), [
      'entry[1].resource.birthDate is a day that no calendar has',
    ]);
    assert.deepEqual(faults({ provider: { ...insurer, name: 'Another' } }), [
      'entry[4].fullUrl is that of another entry',
    ]);
    const link = [{ other: { reference: 'Patient/p2' }, type: 'seealso' as const }];
    assert.deepEqual(faults({ patient: { ...patient, link } }), [
      'entry[1].resource.link[0].other.reference refers to none of the entries',
    ]);
  });
});
