// What Da Vinci and HL7 published as answers of payers, file by file, as somebody read them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import type { PriorAuthorizationAnswer } from './prior-authorization-answer.ts';
import { readPriorAuthorizationResponse } from './read-claim-response.ts';

function read(name: string): ReturnType<typeof readPriorAuthorizationResponse> {
  return readPriorAuthorizationResponse(JSON.parse(readFileSync(findCorpus(name)!, 'utf8')));
}

function answerOf(name: string): PriorAuthorizationAnswer {
  const result = read(name);
  assert.ok('answer' in result, name);
  return result.answer;
}

const request = {
  reference:
    'http://localhost:9000/fhir/Claim?identifier=d90251fe-9cbe-47f4-9556-8dbedfec58fa&patient.identifier=pat013',
};
const nothing: PriorAuthorizationAnswer = {
  status: 'active',
  outcome: 'complete',
  disposition: null,
  created: '2019-09-09T08:59:58-04:00',
  identifiers: [],
  request: null,
  patient: { reference: 'Patient/pat013' },
  insurer: { display: 'Unknown' },
  preAuthRef: null,
  preAuthPeriod: null,
  eventPeriod: null,
  decision: null,
  items: [],
  addedItems: [],
  messages: [],
  errors: [],
};
const pending = {
  ...nothing,
  outcome: 'queued',
  disposition: 'Pending',
  request,
  preAuthRef: '68a03b6d-b792-4de3-95e6-abf36eacb9bc',
  decision: { action: 'A4', number: null, reasons: [{ text: 'X' }] },
} as const;
const authorized = {
  ...nothing,
  created: '2019-07-20',
  identifiers: [{ system: 'http://example.org/REVIEW_IDENTIFICATION_NUMBER', value: 'AUTH0001' }],
  patient: { reference: 'Patient/1' },
  insurer: { reference: 'Organization/1' },
  eventPeriod: { start: '2005-05-02', end: '2005-06-02' },
  decision: { action: 'A1', number: null, reasons: [] },
} as const;
const undecided = {
  ...nothing,
  status: 'draft',
  outcome: 'queued',
  created: '2019-04-01',
  patient: { reference: 'Patient/1' },
  insurer: { reference: 'Organization/1' },
} as const;
const database = 'main/resources/DatabaseResources';

/** All of them decide the whole, if anything: none has items. */
const expected: Readonly<Record<string, unknown>> = {
  [`${database}/GrantedResponse.json`]: {
    ...nothing,
    disposition: 'Granted',
    request,
    preAuthRef: 'ee7f76f8-5e4e-4733-8f85-3fe3c29cf30f',
    decision: { action: 'A1', number: null, reasons: [] },
  },
  [`${database}/DeniedResponse.json`]: {
    ...nothing,
    disposition: 'Denied',
    request,
    preAuthRef: '451fe716-4701-4cdf-b5bb-a6eedbe43bbb',
    decision: { action: 'A3', number: null, reasons: [{ text: 'X' }] },
  },
  [`${database}/PendedClaimResponse.json`]: pending,
  'main/resources/PendedClaimResponsewithRequest.json': pending,
  [`${database}/PendedFinalResponse.json`]: {
    ...nothing,
    disposition: 'Granted',
    request,
    preAuthRef: '8373b834-7369-4a11-a2bf-0b72614cf1e9',
    decision: { action: 'A1', number: null, reasons: [] },
  },
  'test/resources/bundle-response.json': authorized,
  'test/resources/claimresponse-only.json': authorized,
  'test/resources/claimresponse-minimal.json': undecided,
  'test/resources/claimresponse-pended.json': undecided,
};

/** Requests, and what has to do with neither. */
const others: Readonly<Record<string, string>> = {
  [`${database}/Claim.json`]: 'holds no ClaimResponse',
  [`${database}/ClaimUpdate1.json`]: 'holds no ClaimResponse',
  [`${database}/ClaimUpdate2.json`]: 'holds no ClaimResponse',
  'test/resources/bundle-dtr.json': 'holds no ClaimResponse',
  'test/resources/bundle-items.json': 'holds no ClaimResponse',
  'test/resources/bundle-minimal.json': 'holds no ClaimResponse',
  'test/resources/bundle-prior-auth.json': 'holds no ClaimResponse',
  'test/resources/bundle-request.json': 'holds no ClaimResponse',
  'test/resources/bundle-with-only-claim.json': 'holds no ClaimResponse',
  'test/resources/claim-complete.json': 'holds no ClaimResponse',
  'test/resources/claim-minimal.json': 'holds no ClaimResponse',
  'test/resources/claim-only.json': 'holds no ClaimResponse',
  'test/resources/claim-update.json': 'holds no ClaimResponse',
  'test/resources/cds-hook-order-review.json': 'has no resourceType',
  'test/resources/questionnaireresponse-dtr.json': 'is of a type that is not read',
  'test/resources/subscription-email.json': 'is of a type that is not read',
  'test/resources/subscription-resthook.json': 'is of a type that is not read',
  'test/resources/subscription-websocket.json': 'is of a type that is not read',
};

if (findCorpus('fhir') === null) {
  process.stdout.write('# The FHIR corpora are not here: no answer of others is tested.\n');
} else {
  describe('answers of payers as Da Vinci published them', () => {
    for (const [name, answer] of Object.entries(expected))
      it(name, () => {
        assert.deepEqual(answerOf(`fhir/davinci-prior-auth/${name}`), answer);
      });

    for (const [name, reason] of Object.entries(others))
      it(`${name} is no answer: ${reason}`, () => {
        const result = read(`fhir/davinci-prior-auth/${name}`);
        assert.ok('problems' in result);
        assert.equal(result.problems[0]?.reason, reason);
      });
  });

  describe('answers of payers as HL7 published them', () => {
    it('an authorization without review actions leaves its added lines undecided', () => {
      const answer = answerOf('fhir/hl7-r4-examples/ClaimResponse-UR3503.json');
      assert.equal(answer.outcome, 'complete');
      assert.equal(answer.preAuthRef, '18SS12345');
      assert.deepEqual(
        answer.addedItems.map(({ sequences, service, decision }) => ({
          sequences,
          code: service.coding?.[0]?.code,
          decision,
        })),
        [
          { sequences: [1], code: '1101', decision: null },
          { sequences: [1], code: '2101', decision: null },
        ],
      );
    });

    for (const name of ['R3500', 'R3501', 'R3502', 'R3503'])
      it(`the answer to a claim, ${name}, is none to a request for authorization`, () => {
        const result = read(`fhir/hl7-r4-examples/ClaimResponse-${name}.json`);
        assert.ok('problems' in result);
        assert.deepEqual(
          result.problems.map(({ resource, path, reason }) => `${resource} ${path} ${reason}`),
          [`ClaimResponse/${name} use is no preauthorization`],
        );
      });
  });
}
