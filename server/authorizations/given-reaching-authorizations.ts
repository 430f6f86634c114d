// One valid call of every endpoint of authorizations, for the specs of access and of hostile input.
import * as decisions from '#contract/authorization-decisions';
import * as exchange from '#contract/authorization-exchange';
import { getAuthorizationFigures } from '#contract/authorization-figures';
import * as papers from '#contract/authorization-papers';
import * as rules from '#contract/authorization-rule';
import * as standing from '#contract/authorization-standing';
import * as contract from '#contract/authorizations';
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { Endpoint } from '#contract/endpoint';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenReachingQueue } from '../platform/work/given-reaching-queue.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { authorizations } from './authorizations-queue.ts';
import {
  answerWith,
  aRule,
  asked,
  givenApproved,
  givenFile,
  givenRequest,
  givenRule,
  givenSubmitted,
  grantOf,
  inHand,
  visitLine,
  type AuthorizationClinic,
} from './given-authorization.ts';
import { askForDocument } from './papers-service.ts';
import { offerPeerToPeer } from './peer-service.ts';
import { fileAppeal } from './appeal-service.ts';
import { takeAnswers } from './take-answers-service.ts';
import { aClaimResponse } from './fhir/given-claim-response.ts';
import { reachPayer } from './x12/given-authorization-exchange.ts';

/** What authorizations have beside every queue; each request is of a patient of its own. */
export async function givenReachingAuthorizations(
  t: TestDatabase,
  place: {
    organizationId: string;
    clinicId: string;
    providerId: string;
    visitTypeId: string;
    appointmentId: string;
    patientId: string;
    holder: GivenStaff;
  },
): Promise<{ reaching: [Endpoint, TestCall][]; own: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId, providerId, visitTypeId, holder, patientId } = place;
  const system: Scope = { kind: 'system', organizationId, reason: 'test' };
  const payerId = await givenPayer(t, organizationId, { line_of_business: 'medicare-advantage' });
  const insured = async (whose?: string): Promise<AuthorizationClinic> => {
    const who = whose ?? (await givenPatient(t, { organizationId }));
    const coverageId = await givenCoverage(
      t,
      { organizationId, patientId: who, payerId },
      { billing_order: 'tertiary', effective_from: '2025-01-01' },
    );
    return {
      ...{ organizationId, clinicId, providerId, visitTypeId, payerId, coverageId },
      ...{ patientId: who, specialist: holder, clinician: holder, scheduler: holder },
      ...{ manager: holder, system },
    };
  };
  const known = await insured(patientId);
  await givenRule(t, known, { payerId, visitTypeId });
  const ruleId = await givenRule(t, known, { payerId, kind: 'drug', source: 'Secret bulletin' });
  const secret = (clinic: AuthorizationClinic, over = {}) => ({
    coverageId: clinic.coverageId,
    lines: [visitLine(clinic, { description: 'Secret therapy', ...over })],
  });
  const request = async (over = {}) => {
    const clinic = await insured();
    return givenRequest(t, clinic, secret(clinic, over));
  };
  const submitted = async () => {
    const clinic = await insured();
    return { clinic, item: await givenSubmitted(t, clinic, secret(clinic)) };
  };
  const answered = async (answer: (lineId: string) => HeardAnswer) => {
    const { clinic, item } = await submitted();
    const lineId = item.lines[0]?.id ?? '';
    await answerWith(t, clinic, item.id, [answer(lineId)]);
    return { clinic, itemId: item.id, lineId };
  };
  const denied = () =>
    answered((lineId) => ({
      ...{ action: 'A3', lineId, number: null, because: 'Secret reason', codes: [] },
    }));
  const held = async (itemId: string, more: object): Promise<TestCall> => {
    const { token, expectedVersion } = await inHand(t, known, itemId);
    return { params: { itemId }, body: { token, expectedVersion, ...more } };
  };
  const unknownNeed = await request({ kind: 'imaging', visitTypeId: null });
  const open = await request();
  const urgent = await request();
  const ready = await request();
  const proofId = await givenFile(t, known, ready.id);
  const toSend = await request();
  await reachPayer(t, { organizationId, payerId, providerId });
  const waits = await submitted();
  const claimed = await submitted();
  const receipt = await submitted();
  await t
    .owner('authorization_submission')
    .where({ request_id: receipt.item.id })
    .update({ channel: 'x12', received_at: null });
  const extended = await approved();
  const wrong = await approved();
  const disputed = await approved();
  await t.database.inTransaction(system, (ctx) =>
    takeAnswers(ctx, {
      ...{ itemId: disputed.itemId, heard: { via: 'x12', decidedAt: t.clock.now } },
      answers: [{ action: 'A3', lineId: disputed.lineId, number: null, because: 'No', codes: [] }],
    }),
  );
  const [toTalk, talked, toAppeal, appealed, accepted, anew] = [
    await denied(),
    await denied(),
    await denied(),
    await denied(),
    await denied(),
    await denied(),
  ];
  const until = '2026-11-30T22:00:00.000Z';
  const inTalk = await inHand(t, known, talked.itemId);
  await t.database.inTransaction(holder.scope, (ctx) =>
    offerPeerToPeer(ctx, { ...inTalk, lineId: talked.lineId, until }),
  );
  const filed = { filedAt: t.clock.now, confirmation: 'AP-1' };
  const inAppeal = await inHand(t, known, appealed.itemId);
  await t.database.inTransaction(holder.scope, (ctx) =>
    fileAppeal(ctx, { ...inAppeal, lineIds: [appealed.lineId], ...filed }),
  );
  const cancelled = await request();
  const documented = await request();
  const toDocument = await inHand(t, known, documented.id);
  const { documents } = await t.database.inTransaction(holder.scope, (ctx) =>
    askForDocument(ctx, { ...toDocument, title: 'Secret report', askedBy: 'us', dueOn: null }),
  );
  const called = await request();
  const described = await request();
  const opening = await insured();
  let number = 0;
  // Of the patient whose visit they are linked to: each for something else.
  const openOne = () => {
    number += 1;
    const line = { visitTypeId: null, code: null, description: `Secret therapy ${number}` };
    return givenRequest(t, known, secret(known, line));
  };
  const ofQueue = await givenReachingQueue(t, {
    ...{ queue: authorizations, endpoints: contract.authorizationQueue },
    ...{ views: contract.authorizationQueueViews, clinicId, holder, open: openOne },
    record: { kind: 'appointment', recordId: place.appointmentId },
  });
  const own: [Endpoint, TestCall][] = [
    [
      contract.openAuthorization,
      { body: { ...asked(opening, secret(opening)), appointmentId: null } },
    ],
    [
      contract.describeAuthorization,
      await held(described.id, {
        ...{ lines: [visitLine(known)], diagnoses: [], urgency: 'standard', orderingId: null },
      }),
    ],
    [contract.getAuthorizationRecord, { params: { itemId: waits.item.id } }],
    [
      decisions.settleAuthorizationNeed,
      await held(unknownNeed.id, {
        ...{ lineIds: unknownNeed.lines.map(({ id }) => id), required: false, proof: 'Rep Kim' },
      }),
    ],
    [
      decisions.attestUrgency,
      {
        params: { itemId: urgent.id },
        body: { expectedVersion: urgent.version, statement: 'Waiting harms' },
      },
    ],
    [
      decisions.submitAuthorization,
      await held(ready.id, {
        ...{ channel: 'portal', confirmation: 'C-1', proofId, receivedAt: t.clock.now },
      }),
    ],
    [decisions.sendAuthorization, await held(toSend.id, {})],
    [exchange.getAuthorizationClaim, { params: { itemId: claimed.item.id } }],
    [
      exchange.takeClaimResponse,
      {
        params: { itemId: claimed.item.id },
        body: { resource: aClaimResponse([{ sequence: 1, action: 'A4' }], { on: t.clock.now }) },
      },
    ],
    [
      decisions.noteReceipt,
      await held(receipt.item.id, { receivedAt: t.clock.now, confirmation: 'R-1' }),
    ],
    [
      decisions.recordAnswer,
      await held(waits.item.id, {
        ...{ via: 'phone', decidedAt: t.clock.now, note: '' },
        answers: [
          {
            ...{ action: 'A1', lineId: waits.item.lines[0]?.id, number: 'Secret number' },
            grant: grantOf(known),
          },
        ],
      }),
    ],
    [
      decisions.extendGrant,
      await held(extended.itemId, {
        ...{ lineId: extended.lineId, via: 'letter', number: null },
        grant: grantOf(known, { quantity: 20 }),
      }),
    ],
    [decisions.takeBackAnswer, await held(wrong.itemId, { lineId: wrong.lineId })],
    [
      decisions.dismissContradiction,
      await held(disputed.itemId, { lineId: disputed.lineId, because: 'Of another patient' }),
    ],
    [decisions.offerPeerToPeer, await held(toTalk.itemId, { lineId: toTalk.lineId, until })],
    [
      decisions.endPeerToPeer,
      await held(talked.itemId, {
        ...{ lineId: talked.lineId, outcome: 'upheld', grant: null, number: null },
      }),
    ],
    [decisions.fileAppeal, await held(toAppeal.itemId, { lineIds: [toAppeal.lineId], ...filed })],
    [
      decisions.endAppeal,
      await held(appealed.itemId, {
        ...{ lineId: appealed.lineId, outcome: 'upheld', grant: null, number: null },
        decidedAt: t.clock.now,
      }),
    ],
    [decisions.acceptDenial, await held(accepted.itemId, { lineIds: [accepted.lineId], note: '' })],
    [
      decisions.cancelLines,
      await held(cancelled.id, {
        ...{ lineIds: cancelled.lines.map(({ id }) => id), reason: 'not-needed' },
      }),
    ],
    [
      decisions.askAnew,
      await held(anew.itemId, {
        ...{ lineIds: [anew.lineId], span: { from: '2026-11-24', until: '2027-01-24' } },
      }),
    ],
    [
      papers.askForDocument,
      await held(open.id, { title: 'Plan of care', askedBy: 'payer', dueOn: '2026-11-30' }),
    ],
    [
      papers.settleDocument,
      await held(documented.id, {
        ...{ documentId: documents[0]?.id, attachmentId: null, waivedBecause: 'On file' },
      }),
    ],
    [
      papers.logPayerCall,
      {
        params: { itemId: called.id },
        body: {
          ...{ expectedVersion: called.version, at: t.clock.now, spokeTo: 'Kim' },
          ...{ reference: '', said: 'In review' },
        },
      },
    ],
    [standing.listPatientAuthorizations, { params: { patientId } }],
    [
      standing.checkVisitAuthorization,
      { body: { clinicId, patientId, visitTypeId, providerId, startsAt: until } },
    ],
    [
      standing.checkAuthorizationNeed,
      {
        body: {
          ...{ clinicId, patientId, kind: 'service', code: null, visitTypeId },
          ...{ drugGroup: null, on: '2026-11-24' },
        },
      },
    ],
    [rules.listAuthorizationRules, { query: { clinicId } }],
    [rules.addAuthorizationRule, { body: { clinicId, terms: aRule } }],
    [
      rules.changeAuthorizationRule,
      {
        params: { ruleId },
        body: { expectedVersion: 1, terms: { ...aRule, until: '2026-12-31' } },
      },
    ],
    [getAuthorizationFigures, { query: { clinicId, after: '2026-10-01' } }],
  ];
  const secrets = [
    'Secret therapy',
    'Secret reason',
    'Secret bulletin',
    'Secret report',
    waits.item.id,
  ];
  return {
    reaching: [...ofQueue.reaching, ...own],
    own,
    secrets: [...ofQueue.secrets, ...secrets],
  };

  async function approved() {
    const clinic = await insured();
    const { item, lineId } = await givenApproved(t, clinic, secret(clinic));
    return { itemId: item.id, lineId };
  }
}
