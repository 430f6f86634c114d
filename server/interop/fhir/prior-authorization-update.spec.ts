import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { built, claimIn, claimOf, faultsOf } from './test-prior-authorization.ts';
import type { ClaimItem } from './claims.ts';
import type { Extension } from './data-types.ts';
import { pasUrl } from './given-claims.ts';
import { anyRequest, aRequest, aRequestedItem, ids } from './given-prior-authorization.ts';
import type { PriorAuthorizationRequest } from './prior-authorization-request.ts';

function value(item: ClaimItem | undefined, name: string): Extension | undefined {
  return item?.extension?.find(({ url }) => url === pasUrl + name);
}

function update(
  before: PriorAuthorizationRequest,
  over: Partial<PriorAuthorizationRequest>,
): PriorAuthorizationRequest {
  return { ...before, id: ids.update, earlier: [claimOf(before)], ...over };
}

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
    assert.deepEqual(faultsOf(update(two, { items: [aRequestedItem()] })), [
      'items leaves out item 2, sent before',
    ]);
    const cancelled = update(two, {
      items: [aRequestedItem(), aRequestedItem({ sequence: 2, isCancelled: true })],
    });
    assert.deepEqual(
      faultsOf({
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
      faultsOf({
        ...two,
        id: '0190a000-0000-7000-8000-000000000003',
        earlier: [claimOf(second)],
      }),
      ['entry[6].resource.related[0].claim.reference refers to none of the entries'],
    );
    assert.deepEqual(faultsOf({ ...two, earlier: [claimOf(two)] }), [
      'earlier[0] is no earlier version of the request',
    ]);
    assert.deepEqual(faultsOf(update(two, { earlier: [{ ...claimOf(two), use: 'claim' }] })), [
      'earlier[0] is no earlier version of the request',
    ]);
  });
});
