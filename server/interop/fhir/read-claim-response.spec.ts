import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Extension } from './data-types.ts';
import { aClaimResponse, anAnsweredItem, aReviewAction, coded, pasUrl } from './given-claims.ts';
import { aBundle, aCoverage, aPatient } from './given-fhir.ts';
import { reviewActions } from './pas-words.ts';
import type { PriorAuthorizationAnswer } from './prior-authorization-answer.ts';
import { readPriorAuthorizationResponse } from './read-claim-response.ts';

function answerOf(value: unknown): PriorAuthorizationAnswer {
  const result = readPriorAuthorizationResponse(value);
  assert.ok('answer' in result, JSON.stringify(result));
  return result.answer;
}

/** `path reason` of each problem. */
function faults(value: unknown): string[] {
  const result = readPriorAuthorizationResponse(value);
  assert.ok('problems' in result);
  return result.problems.map(({ path, reason }) => `${path} ${reason}`.trim());
}

const submitted = coded('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted');
const reason: Extension = {
  url: 'reasonCode',
  valueCodeableConcept: coded('https://codesystem.x12.org/external/886', '0V'),
};
const noAction = 'is none of A1, A2, A3, A4, A6, C, CT, NA of X12 306';
const onFirst = 'item[0].adjudication[0].extension[0]';

describe('a payer’s answer', () => {
  it('is read item by item, each with its own decision', () => {
    const items = reviewActions.map((action, at) =>
      anAnsweredItem(action, { itemSequence: reviewActions.length - at }),
    );
    const answer = answerOf(aClaimResponse({ item: items }));
    assert.equal(answer.decision, null);
    assert.deepEqual(
      answer.items.map(({ sequence, decision }) => [sequence, decision?.action]),
      reviewActions.map((action, at) => [reviewActions.length - at, action]).toReversed(),
    );
  });

  it('is never decided by its outcome: what is complete may be pended, denied or undecided', () => {
    const bare = { itemSequence: 3, adjudication: [{ category: submitted }] };
    const item = [
      anAnsweredItem('A4'),
      anAnsweredItem('A3', { itemSequence: 2 }, [reason, { url: 'number', valueString: 'D-1' }]),
      bare,
    ];
    const { outcome, items } = answerOf(aClaimResponse({ outcome: 'complete', item }));
    assert.equal(outcome, 'complete');
    assert.deepEqual(
      items.map(({ decision }) => decision),
      [
        { action: 'A4', number: null, reasons: [] },
        { action: 'A3', number: 'D-1', reasons: [reason.valueCodeableConcept] },
        null,
      ],
    );
  });

  it('says what was authorized, when, under which numbers and with which words', () => {
    const item = anAnsweredItem('A6', {
      noteNumber: [2],
      extension: [
        {
          url: `${pasUrl}extension-itemTraceNumber`,
          valueIdentifier: { system: 'urn:daysheet:trace', value: 'T-1' },
        },
        {
          url: `${pasUrl}extension-itemPreAuthPeriod`,
          valuePeriod: { start: '2027-03-15', end: '2027-06-15' },
        },
        { url: `${pasUrl}extension-itemPreAuthIssueDate`, valueDate: '2027-03-15' },
        {
          url: `${pasUrl}extension-itemAuthorizedDetail`,
          extension: [
            {
              url: 'productOrServiceCode',
              valueCodeableConcept: coded('http://www.ama-assn.org/go/cpt', '97110'),
            },
            { url: 'quantity', valueQuantity: { value: 8 } },
          ],
        },
        { url: `${pasUrl}extension-authorizationNumber`, valueString: 'AUTH-1' },
        { url: `${pasUrl}extension-administrationReferenceNumber`, valueString: 'ADM-1' },
      ],
    });
    item.adjudication[0]!.reason = coded('https://x12.org/codes/carc', '198');
    const processNote = [
      { number: 1, text: 'Office hours are 8 to 5.' },
      { number: 2, text: 'Eight of twelve visits.' },
    ];
    const { items, messages } = answerOf(aClaimResponse({ item: [item], processNote }));
    assert.deepEqual(messages, ['Office hours are 8 to 5.']);
    assert.deepEqual(items, [
      {
        sequence: 1,
        decision: { action: 'A6', number: null, reasons: [] },
        traces: [{ system: 'urn:daysheet:trace', value: 'T-1' }],
        approvedQuantity: { value: 8 },
        approvedService: coded('http://www.ama-assn.org/go/cpt', '97110'),
        period: { start: '2027-03-15', end: '2027-06-15' },
        servicePeriod: null,
        issuedOn: '2027-03-15',
        authorizationNumber: 'AUTH-1',
        administrationNumber: 'ADM-1',
        reasons: [coded('https://x12.org/codes/carc', '198')],
        messages: ['Eight of twelve visits.'],
      },
    ]);
  });

  it('is read where older payers put the decision: on the item, or as one word on the whole', () => {
    const onItem = {
      itemSequence: 1,
      extension: [
        aReviewAction('A2'),
        { url: `${pasUrl}extension-itemAuthorizedDate`, valueDateTime: '2027-04-01' } as Extension,
      ],
      adjudication: [{ category: submitted }],
    };
    const whole = { url: `${pasUrl}extension-reviewAction`, valueCode: 'A1' };
    const answer = answerOf(aClaimResponse({ extension: [whole], item: [onItem] }));
    assert.equal(answer.decision?.action, 'A1');
    assert.equal(answer.items[0]?.decision?.action, 'A2');
    assert.deepEqual(answer.items[0].servicePeriod, { start: '2027-04-01', end: '2027-04-01' });
  });

  it('is read under both addresses that the list of actions has been published under', () => {
    const formerly = aReviewAction('A2');
    formerly.extension![0]!.valueCodeableConcept = coded(
      'http://codesystem.x12.org/005010/306',
      'A2',
    );
    const item = {
      itemSequence: 1,
      adjudication: [{ category: submitted, extension: [formerly] }],
    };
    assert.equal(answerOf(aClaimResponse({ item: [item] })).items[0]?.decision?.action, 'A2');
  });

  it('carries what the payer added, and why it could not be processed', () => {
    const { addedItems, errors } = answerOf(
      aClaimResponse({
        outcome: 'error',
        addItem: [
          {
            itemSequence: [1, 2],
            productOrService: coded('http://www.ama-assn.org/go/cpt', '97530'),
            quantity: { value: 4 },
            adjudication: [{ category: submitted, extension: [aReviewAction('A1')] }],
          },
        ],
        error: [
          { code: coded('https://codesystem.x12.org/005010/901', '04') },
          {
            itemSequence: 2,
            code: coded('https://codesystem.x12.org/005010/901', 'T4'),
            extension: [
              {
                url: `${pasUrl}extension-errorElement`,
                extension: [{ url: 'error', valueString: '2010A-NM103' }],
              },
              { url: `${pasUrl}extension-errorPath`, valueString: 'Bundle.entry[1].name' },
              {
                url: `${pasUrl}extension-errorFollowupAction`,
                valueCodeableConcept: coded('https://codesystem.x12.org/005010/889', 'C'),
              },
            ],
          },
        ],
      }),
    );
    assert.deepEqual(addedItems[0]?.sequences, [1, 2]);
    assert.equal(addedItems[0].decision?.action, 'A1');
    assert.deepEqual(addedItems[0].quantity, { value: 4 });
    assert.deepEqual(
      errors.map(({ sequence, element, path, followUp }) => ({
        sequence,
        element,
        path,
        followUp: followUp?.coding?.[0]?.code,
      })),
      [
        { sequence: null, element: null, path: null, followUp: undefined },
        { sequence: 2, element: '2010A-NM103', path: 'Bundle.entry[1].name', followUp: 'C' },
      ],
    );
  });

  it('is found in its Bundle, whatever else is in it', () => {
    const broken = { ...aCoverage(), status: 'valid' };
    const answer = answerOf(
      aBundle([
        { resource: aPatient() },
        { resource: broken },
        { resource: { resourceType: 'Device' } },
        { resource: aClaimResponse({ item: [anAnsweredItem('A1')] }) },
      ]),
    );
    assert.equal(answer.items[0]?.decision?.action, 'A1');
  });
});

describe('a payer’s answer that is refused', () => {
  it('names no action, or one of another list', () => {
    const foreign = aReviewAction('A1');
    foreign.extension![0]!.valueCodeableConcept = coded('http://example.org/actions', 'A1');
    const bare = aReviewAction('A1');
    bare.extension![0]!.valueCodeableConcept = { coding: [{ code: 'A1' }] };
    for (const each of [aReviewAction('A5'), aReviewAction('a1'), foreign, bare]) {
      const item = { itemSequence: 1, adjudication: [{ category: submitted, extension: [each] }] };
      assert.deepEqual(faults(aClaimResponse({ item: [item] })), [
        `${onFirst}.extension[0].valueCodeableConcept ${noAction}`,
      ]);
    }
    const word = { url: `${pasUrl}extension-reviewAction`, valueString: 'approved' };
    assert.deepEqual(faults(aClaimResponse({ extension: [word] })), [`extension[0] ${noAction}`]);
    const none = { url: `${pasUrl}extension-reviewAction` };
    assert.deepEqual(faults(aClaimResponse({ extension: [none] })), [`extension[0] ${noAction}`]);
  });

  it('decides an item twice, or in two ways', () => {
    assert.deepEqual(
      faults(aClaimResponse({ item: [anAnsweredItem('A1'), anAnsweredItem('A1')] })),
      ['item[1].itemSequence is answered more than once'],
    );
    const both = anAnsweredItem('A1');
    both.adjudication.push({ category: submitted, extension: [aReviewAction('A3')] });
    assert.deepEqual(faults(aClaimResponse({ item: [both] })), [
      'item[0].adjudication[1] says another decision than before',
    ]);
    const again = aReviewAction('A1');
    const twice = {
      itemSequence: 1,
      adjudication: [{ category: submitted, extension: [again, again] }],
    };
    assert.deepEqual(faults(aClaimResponse({ item: [twice] })), [
      'item[0].adjudication[0].extension[1] is given more than once',
    ]);
  });

  it('holds values in its extensions that are none', () => {
    const extended = (extension: unknown) =>
      aClaimResponse({
        item: [anAnsweredItem('A1', { extension: [extension as Extension] })],
      });
    const detail = (valueQuantity: unknown) =>
      extended({
        url: `${pasUrl}extension-itemAuthorizedDetail`,
        extension: [{ url: 'quantity', valueQuantity }],
      });
    const at = 'item[0].extension[0]';
    const amount = `${at}.extension[0].valueQuantity`;
    assert.deepEqual(faults(detail({ value: -1 })), [`${amount}.value is no amount from 0 on`]);
    assert.deepEqual(faults(detail({ value: '8' })), [`${amount}.value is no number`]);
    assert.deepEqual(faults(detail({})), [`${amount}.value is no amount from 0 on`]);
    assert.deepEqual(faults(detail({ value: 8, comparator: '<' })), [
      `${amount}.comparator is not exact`,
    ]);
    const period = (valuePeriod: unknown) =>
      extended({ url: `${pasUrl}extension-itemPreAuthPeriod`, valuePeriod });
    assert.deepEqual(faults(period({ start: '2027-02-30' })), [
      `${at}.valuePeriod.start is a day that no calendar has`,
    ]);
    assert.deepEqual(faults(period({ start: '2027-06-02', end: '2027-06-01' })), [
      `${at}.valuePeriod.end is before the start (per-1)`,
    ]);
    assert.deepEqual(faults(period(undefined)), [`${at} holds no Period`]);
    assert.deepEqual(
      faults(extended({ url: `${pasUrl}extension-itemAuthorizedDetail`, extension: 'all' })),
      [`${at}.extension has to be a list`],
    );
  });

  it('is broken itself, is missing, or comes with another', () => {
    const { outcome, ...rest } = aClaimResponse();
    assert.equal(outcome, 'complete');
    assert.deepEqual(faults(rest), ['outcome is required and missing']);
    assert.deepEqual(faults(aBundle([{ resource: { ...rest, outcome: 'approved' } }])), [
      'outcome is none of queued, complete, error, partial',
    ]);
    assert.deepEqual(faults(aClaimResponse({ use: 'claim' })), ['use is no preauthorization']);
    assert.deepEqual(faults(aBundle([{ resource: aPatient() }])), ['holds no ClaimResponse']);
    assert.deepEqual(faults(aPatient()), ['holds no ClaimResponse']);
    assert.deepEqual(
      faults(aBundle([{ resource: aClaimResponse() }, { resource: aClaimResponse() }])),
      ['holds more than one ClaimResponse'],
    );
    assert.deepEqual(faults(null), ['is no object']);
    assert.deepEqual(faults({ resourceType: 'Bundle', entry: {} }), ['entry has to be a list']);
  });

  it('is refused with paths whatever stands in its extensions, and never throws', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.constantFrom(...Object.keys(places)),
        (json, where) => {
          const result = readPriorAuthorizationResponse(places[where]!(JSON.parse(json)));
          if ('answer' in result) return;
          assert.ok(result.problems.length > 0);
          assert.ok(result.problems.every((each) => each.path !== '' && each.reason !== ''));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const places: Readonly<Record<string, (anything: unknown) => unknown>> = {
  action: (anything) =>
    aClaimResponse({
      extension: [{ url: `${pasUrl}extension-reviewAction`, extension: anything } as Extension],
    }),
  code: (anything) => {
    const action = aReviewAction('A1');
    Object.assign(action.extension![0]!, { valueCodeableConcept: anything });
    return aClaimResponse({ extension: [action] });
  },
  detail: (anything) =>
    aClaimResponse({
      item: [
        anAnsweredItem('A1', {
          extension: [
            { url: `${pasUrl}extension-itemAuthorizedDetail`, extension: [anything] } as Extension,
          ],
        }),
      ],
    }),
};
