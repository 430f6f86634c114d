// The life of a request: opened, submitted, answered line by line, appealed, renewed.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { askAnew } from './anew-service.ts';
import { dismissContradiction, recordAnswer, takeBackAnswer } from './answer-service.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { authorizationsReactions } from './authorizations-reactions.ts';
import { acceptDenial, cancelLines, endAppeal, fileAppeal } from './appeal-service.ts';
import {
  answerWith,
  asked,
  aRule,
  givenApproved,
  givenAuthorizationClinic,
  givenFile,
  givenRequest,
  givenRule,
  givenSubmitted,
  grantOf,
  inHand,
  visitLine,
  type AuthorizationClinic,
} from './given-authorization.ts';
import { attestUrgency, describeAuthorization, settleAuthorizationNeed } from './need-service.ts';
import { openAuthorization } from './open-service.ts';
import { askForDocument, logPayerCall, settleDocument } from './papers-service.ts';
import { endPeerToPeer, offerPeerToPeer } from './peer-service.ts';
import { addAuthorizationRule } from './rule-service.ts';
import { noteReceipt, submitAuthorization } from './submit-service.ts';
import { takeAnswers } from './take-answers-service.ts';
import { authorizationsProof, type AuthorizationsProof } from './test-authorizations.ts';

describe('authorizations', () => {
  let t: TestDatabase;
  let clinic: AuthorizationClinic;
  let proof: AuthorizationsProof;
  before(async () => {
    t = await testDatabase();
    proof = authorizationsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenAuthorizationClinic(t);
  });
  after(() => t.close());

  it('opens what a rule of the payer wants, with the plan as it is now and its documents', async () => {
    await givenRule(t, clinic, {
      ...{ payerId: clinic.payerId, visitTypeId: clinic.visitTypeId, from: '2026-06-01' },
      documents: ['Plan of care'],
    });
    const item = await proof.proves(
      clinic,
      clinic.scheduler.scope,
      (ctx) => openAuthorization(ctx, asked(clinic)),
      ['authorizations.authorization-opened'],
    );
    assert.equal(item.work.status, 'gathering');
    assert.equal(item.lines[0]?.status, 'gathering');
    assert.match(item.lines[0].need ?? '', /required \(Payer’s list\)/);
    assert.deepEqual(
      item.documents.map(({ title, askedBy }) => [title, askedBy]),
      [['Plan of care', 'rule']],
    );
    assert.equal(item.plan.memberId, 'W1234');
    assert.deepEqual(
      item.work.clocks.map(({ rule }) => rule),
      ['authorizations.prepare'],
    );
  });

  it('keeps the proof that nothing is needed, and closes what needs nothing at all', async () => {
    await givenRule(t, clinic, {
      ...{ payerId: clinic.payerId, visitTypeId: clinic.visitTypeId, from: '2026-11-01' },
      ...{ required: false, source: 'Bulletin 26-11' },
    });
    const item = await givenRequest(t, clinic);
    assert.equal(item.lines[0]?.status, 'not-required');
    assert.match(item.lines[0].need ?? '', /not required \(Bulletin 26-11\)/);
  });

  it('asks a person where no rule speaks of it', async () => {
    const imaging = visitLine(clinic, {
      ...{ kind: 'imaging', description: 'MRI of the knee', quantity: 1, unit: 'units' },
      ...{ code: { system: 'cpt', code: '73721', modifiers: [] }, visitTypeId: null },
    });
    const item = await givenRequest(t, clinic, { lines: [imaging] });
    assert.equal(item.work.status, 'need-check');
    const [line] = item.lines;
    const held = await inHand(t, clinic, item.id);
    const settle = {
      ...held,
      lineIds: [line?.id ?? ''],
      required: false,
      proof: 'Rep Kim, ref 991',
    };
    const settled = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => settleAuthorizationNeed(ctx, settle),
      ['authorizations.authorization-need-settled'],
    );
    assert.equal(settled.lines[0]?.status, 'not-required');
    assert.equal(settled.work.status, 'closed');
    assert.equal(settled.lines[0].need, 'Rep Kim, ref 991');
  });

  it('refuses the same while it is live, and takes another span', async () => {
    await givenRequest(t, clinic);
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) => openAuthorization(ctx, asked(clinic)),
      'rule-broken asked-already',
    );
    const later = visitLine(clinic, { from: '2027-02-22', until: '2027-05-01' });
    const next = await givenRequest(t, clinic, { lines: [later] });
    assert.equal(next.work.status, 'gathering');
  });

  it('refuses who has no coverage on that day, and what is kept from the plan', async () => {
    const before = visitLine(clinic, { from: '2025-11-23', until: '2025-12-21' });
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) => openAuthorization(ctx, asked(clinic, { lines: [before] })),
      'rule-broken no-coverage',
    );
  });

  it('submits with the proof, and the payer’s clock begins when it received it', async () => {
    const { id } = await givenRequest(t, clinic);
    const proofId = await givenFile(t, clinic, id);
    const held = await inHand(t, clinic, id);
    const submit = {
      ...held,
      ...({ channel: 'fax', confirmation: 'F-1', proofId } as const),
      receivedAt: '2026-11-23T14:00:00.000Z',
    };
    const item = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => submitAuthorization(ctx, submit),
      ['authorizations.authorization-submitted'],
    );
    assert.equal(item.work.status, 'submitted');
    const running = item.work.clocks.filter(({ state }) => state === 'running');
    assert.deepEqual(
      running.map(({ rule, startedAt, deadlineAt }) => ({ rule, startedAt, deadlineAt })),
      [
        {
          rule: 'authorizations.decision-cms-standard',
          startedAt: '2026-11-23T14:00:00.000Z',
          // Seven calendar days, to the end of the last, over Thanksgiving.
          deadlineAt: '2026-12-01T05:00:00.000Z',
        },
      ],
    );
  });

  it('submits nothing without code, diagnosis, documents or proof', async () => {
    const { id } = await givenRequest(t, clinic, {
      ...{ lines: [visitLine(clinic, { code: null })], diagnoses: [] },
    });
    const proofId = await givenFile(t, clinic, id);
    let held = await inHand(t, clinic, id);
    const refused = async (code: string, over = {}): Promise<void> => {
      const sent = { channel: 'portal', confirmation: 'C', proofId, receivedAt: t.clock.now };
      await proof.refuses(
        clinic,
        clinic.specialist.scope,
        (ctx) => submitAuthorization(ctx, { ...held, ...sent, channel: 'portal', ...over }),
        `rule-broken ${code}`,
      );
    };
    const describeIt = async (over: object): Promise<void> => {
      const { lines, diagnoses, orderingId, orderingName, orderingNpi } = asked(clinic);
      const terms = { lines, diagnoses, orderingId, orderingName, orderingNpi };
      await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
        describeAuthorization(ctx, { ...held, ...terms, urgency: 'standard', ...over }),
      );
      held = await inHand(t, clinic, id);
    };
    await refused('no-code');
    await describeIt({ diagnoses: [] });
    await refused('no-diagnosis');
    await describeIt({ urgency: 'expedited' });
    await refused('not-attested');
    await describeIt({});
    const held2 = held;
    await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      askForDocument(ctx, { ...held2, title: 'Plan of care', askedBy: 'us', dueOn: null }),
    );
    held = await inHand(t, clinic, id);
    await refused('documents-missing');
    await refused('received-later', { receivedAt: '2026-11-23T15:00:01.000Z' });
  });

  it('is expedited by the word of a clinician, and has 72 hours then', async () => {
    const { id, version } = await givenRequest(t, clinic);
    const attest = { itemId: id, expectedVersion: version, statement: 'Waiting risks the limb' };
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) => attestUrgency(ctx, attest),
      'not-allowed',
    );
    const attested = await proof.proves(
      clinic,
      clinic.clinician.scope,
      (ctx) => attestUrgency(ctx, attest),
      ['authorizations.authorization-attested'],
    );
    assert.equal(attested.urgency, 'expedited');
    const proofId = await givenFile(t, clinic, id);
    const held = await inHand(t, clinic, id);
    const item = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      submitAuthorization(ctx, {
        ...{ ...held, channel: 'phone', confirmation: '1', proofId, receivedAt: t.clock.now },
      }),
    );
    assert.equal(item.work.dueAt, '2026-11-26T15:00:00.000Z');
  });

  it('answers each line by itself: approved in part, denied and pended at once', async () => {
    const three = [
      visitLine(clinic),
      visitLine(clinic, {
        ...{ kind: 'imaging', description: 'MRI', visitTypeId: null, quantity: 1, unit: 'units' },
        code: { system: 'cpt', code: '72148', modifiers: [] },
      }),
      visitLine(clinic, {
        ...{ kind: 'procedure', description: 'Injection', visitTypeId: null, quantity: 1 },
        ...{ unit: 'units', code: { system: 'cpt', code: '62323', modifiers: [] } },
      }),
    ];
    await givenRule(t, clinic, { payerId: clinic.payerId });
    const submitted = await givenSubmitted(t, clinic, { lines: three });
    const [first, second, third] = submitted.lines.map(({ id }) => id);
    const held = await inHand(t, clinic, submitted.id);
    const item = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        recordAnswer(ctx, {
          ...{ ...held, via: 'portal', decidedAt: t.clock.now, note: '' },
          answers: [
            {
              ...{ action: 'A2', lineId: first ?? '', number: 'AUTH-1' },
              grant: grantOf(clinic, { quantity: 6 }),
            },
            {
              ...{ action: 'A3', lineId: second ?? '', number: null, codes: ['0V'] },
              because: 'Conservative care was not tried for six weeks',
            },
            {
              ...{ action: 'A4', lineId: third ?? '', number: null, waitsFor: 'documents' },
              until: '2026-11-28T04:59:00.000Z',
            },
          ],
        }),
      ['authorizations.authorization-answered'],
    );
    assert.deepEqual(
      item.lines.map(({ status }) => status),
      ['approved', 'denied', 'pended'],
    );
    assert.equal(item.work.status, 'denied');
    const running = item.work.clocks
      .filter(({ state }) => state === 'running')
      .map(({ rule }) => rule);
    assert.deepEqual(running.sort(), [
      'authorizations.appeal-medicare-advantage',
      'authorizations.decision-cms-standard',
      'authorizations.documents',
    ]);
  });

  it('comes back before an approval ends', async () => {
    const { item } = await givenApproved(t, clinic);
    assert.equal(item.work.status, 'approved');
    assert.equal(item.work.snoozedUntil, '2027-02-07T05:00:00.000Z');
    const [renewal] = item.work.clocks.filter(({ state }) => state === 'running');
    assert.equal(renewal?.rule, 'authorizations.renewal');
    assert.equal(renewal.deadlineAt, '2027-02-22T05:00:00.000Z');
  });

  it('is renewed by the end of its last day, however far away that is', async () => {
    const lines = [visitLine(clinic, { until: '2029-01-31' })];
    const { item } = await givenApproved(t, clinic, { lines, grant: { until: '2029-01-31' } });
    const [renewal] = item.work.clocks.filter(({ state }) => state === 'running');
    assert.equal(renewal?.deadlineAt, '2029-02-01T05:00:00.000Z');
    assert.equal(renewal.warnAt, item.work.snoozedUntil);
  });

  it('keeps why another answer was dismissed where everybody reads it', async () => {
    const { item, lineId } = await givenApproved(t, clinic);
    const heard = { via: 'x12' as const, decidedAt: t.clock.now };
    await t.database.inTransaction(clinic.system, (ctx) =>
      takeAnswers(ctx, {
        ...{ itemId: item.id, heard },
        answers: [{ action: 'A3', lineId, number: null, because: 'No', codes: [] }],
      }),
    );
    const held = await inHand(t, clinic, item.id);
    await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      dismissContradiction(ctx, { ...held, lineId, because: 'Of another patient' }),
    );
    const comments = await t.owner('work_comment').where({ work_item_id: item.id }).pluck('text');
    assert.deepEqual(comments, ['Of another patient']);
  });

  it('renews: a new request for the next span with the number of the old one', async () => {
    const { item, lineId } = await givenApproved(t, clinic);
    const held = await inHand(t, clinic, item.id);
    const span = { from: '2027-02-22', until: '2027-05-22' };
    const renewed = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => askAnew(ctx, { ...held, lineIds: [lineId], span }),
      ['authorizations.authorization-opened', 'authorizations.authorization-asked-anew'],
    );
    assert.deepEqual(
      [renewed.source, renewed.priorNumber, renewed.lines[0]?.from, renewed.lines[0]?.status],
      ['renewal', 'AUTH-1', '2027-02-22', 'gathering'],
    );
  });

  it('takes no answer back on which visits stand, and else waits for the payer again', async () => {
    const { item, lineId } = await givenApproved(t, clinic);
    const held = await inHand(t, clinic, item.id);
    const back = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => takeBackAnswer(ctx, { ...held, lineId }),
      ['authorizations.authorization-answer-taken-back'],
    );
    assert.deepEqual([back.lines[0]?.status, back.lines[0]?.grant], ['pended', null]);
  });

  it('goes through appeals level by level, and a talk never stops their clock', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const lineId = submitted.lines[0]?.id ?? '';
    const denied = await answerWith(t, clinic, submitted.id, [
      { action: 'A3', lineId, number: null, because: 'Not medically necessary', codes: [] },
    ]);
    const appealBy = denied.work.clocks.find(({ rule }) => rule.includes('.appeal-'))?.deadlineAt;
    // 65 days to the end of the last.
    assert.equal(appealBy, '2027-01-28T05:00:00.000Z');
    let held = await inHand(t, clinic, submitted.id);
    const offered = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => offerPeerToPeer(ctx, { ...held, lineId, until: '2026-11-25T22:00:00.000Z' }),
      ['authorizations.authorization-peer-to-peer-offered'],
    );
    const clock = offered.work.clocks.find(({ rule }) => rule.includes('.appeal-'));
    assert.deepEqual([clock?.state, clock?.deadlineAt], ['running', appealBy]);
    held = await inHand(t, clinic, submitted.id);
    const talked = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      endPeerToPeer(ctx, { ...held, lineId, outcome: 'upheld', grant: null, number: null }),
    );
    assert.equal(talked.lines[0]?.status, 'denied');
    for (const level of [1, 2, 3]) {
      held = await inHand(t, clinic, submitted.id);
      const filed = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
        fileAppeal(ctx, { ...held, lineIds: [lineId], filedAt: t.clock.now, confirmation: 'AP' }),
      );
      assert.equal(filed.lines[0]?.appeals.length, level);
      held = await inHand(t, clinic, submitted.id);
      await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
        endAppeal(ctx, {
          ...{ ...held, lineId, outcome: 'upheld', grant: null, number: null },
          decidedAt: t.clock.now,
        }),
      );
    }
    held = await inHand(t, clinic, submitted.id);
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        fileAppeal(ctx, { ...held, lineIds: [lineId], filedAt: t.clock.now, confirmation: 'AP' }),
      'rule-broken no-level-left',
    );
    const accepted = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => acceptDenial(ctx, { ...held, lineIds: [lineId], note: '' }),
      ['authorizations.authorization-denial-accepted'],
    );
    assert.equal(accepted.work.status, 'closed');
  });

  it('has the patient called about what is not authorized, without a word on any message', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const lineId = submitted.lines[0]?.id ?? '';
    await answerWith(t, clinic, submitted.id, [
      { action: 'A3', lineId, number: null, because: 'Not medically necessary', codes: [] },
    ]);
    const held = await inHand(t, clinic, submitted.id);
    await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      acceptDenial(ctx, { ...held, lineIds: [lineId], note: '' }),
    );
    await runReactionsOnce(t.database, authorizationsReactions, clinic.organizationId);
    const calls = await t
      .owner('call_task')
      .where({ organization_id: clinic.organizationId })
      .select<{ kind: string; about: string }[]>('kind', 'about');
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.kind, 'follow-up');
    assert.match(calls[0].about, /does not authorize Physical therapy/);
  });

  it('overturns what was denied', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const lineId = submitted.lines[0]?.id ?? '';
    await answerWith(t, clinic, submitted.id, [
      { action: 'A3', lineId, number: null, because: 'Not medically necessary', codes: [] },
    ]);
    let held = await inHand(t, clinic, submitted.id);
    await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      fileAppeal(ctx, { ...held, lineIds: [lineId], filedAt: t.clock.now, confirmation: 'AP' }),
    );
    held = await inHand(t, clinic, submitted.id);
    const won = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        endAppeal(ctx, {
          ...{ ...held, lineId, outcome: 'overturned', grant: grantOf(clinic), number: 'AUTH-2' },
          decidedAt: t.clock.now,
        }),
      ['authorizations.authorization-appeal-ended'],
    );
    assert.deepEqual(
      [won.lines[0]?.status, won.lines[0]?.decision?.number, won.work.status],
      ['approved', 'AUTH-2', 'approved'],
    );
  });

  it('lets no update after a denial: the same is asked for anew', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const lineId = submitted.lines[0]?.id ?? '';
    await answerWith(t, clinic, submitted.id, [
      { action: 'A3', lineId, number: null, because: 'Not medically necessary', codes: [] },
    ]);
    const held = await inHand(t, clinic, submitted.id);
    const grant = grantOf(clinic);
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        recordAnswer(ctx, {
          ...{ ...held, via: 'phone', decidedAt: t.clock.now, note: '' },
          answers: [{ action: 'A1', lineId, number: null, grant }],
        }),
      'rule-broken wrong-state',
    );
    const span = { from: '2026-11-23', until: '2027-02-21' };
    const anew = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      askAnew(ctx, { ...held, lineIds: [lineId], span }),
    );
    assert.deepEqual([anew.source, anew.sourceId], ['anew', submitted.id]);
  });

  it('keeps who said what on the phone, and which file answers which document', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const fileId = await givenFile(t, clinic, submitted.id);
    let held = await inHand(t, clinic, submitted.id);
    const withDocument = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      askForDocument(ctx, {
        ...held,
        title: 'X-ray report',
        askedBy: 'payer',
        dueOn: '2026-11-27',
      }),
    );
    const documentId = withDocument.documents[0]?.id ?? '';
    const due = withDocument.work.clocks.find(({ rule }) => rule === 'authorizations.documents');
    assert.equal(due?.deadlineAt, '2026-11-28T05:00:00.000Z');
    held = await inHand(t, clinic, submitted.id);
    const settled = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        settleDocument(ctx, { ...held, documentId, attachmentId: fileId, waivedBecause: null }),
      ['authorizations.authorization-document-settled'],
    );
    assert.equal(settled.documents[0]?.attachmentId, fileId);
    assert.equal(
      settled.work.clocks.find(({ rule }) => rule === 'authorizations.documents')?.state,
      'stopped',
    );
    const call = { at: t.clock.now, spokeTo: 'Kim', reference: '12', said: 'In review' };
    await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        logPayerCall(ctx, { itemId: submitted.id, expectedVersion: settled.version, ...call }),
      ['authorizations.authorization-call-logged'],
    );
  });

  it('shows an answer that contradicts the one that stands, and lets the first one stand', async () => {
    const { item, lineId } = await givenApproved(t, clinic);
    const fates = await proof.proves(
      clinic,
      clinic.system,
      (ctx) =>
        takeAnswers(ctx, {
          ...{ itemId: item.id, heard: { via: 'x12', decidedAt: t.clock.now } },
          answers: [{ action: 'A3', lineId, number: null, because: 'No', codes: [] }],
        }),
      ['authorizations.authorization-contradicted'],
    );
    assert.deepEqual(fates, ['contradicted']);
    const [same] =
      (await t.database.inTransaction(clinic.system, (ctx) =>
        takeAnswers(ctx, {
          ...{ itemId: item.id, heard: { via: 'x12', decidedAt: t.clock.now } },
          answers: [{ action: 'A1', lineId, number: 'AUTH-1', grant: grantOf(clinic) }],
        }),
      )) ?? [];
    assert.equal(same, 'repeated');
  });

  it('writes nothing for who has not seen what came meanwhile', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const lineId = submitted.lines[0]?.id ?? '';
    const held = await inHand(t, clinic, submitted.id);
    await t.database.inTransaction(clinic.system, (ctx) =>
      takeAnswers(ctx, {
        ...{ itemId: submitted.id, heard: { via: 'x12', decidedAt: t.clock.now } },
        answers: [{ action: 'A4', lineId, number: null, waitsFor: 'payer-review', until: null }],
      }),
    );
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) =>
        recordAnswer(ctx, {
          ...{ ...held, via: 'phone', decidedAt: t.clock.now, note: '' },
          answers: [{ action: 'A1', lineId, number: null, grant: grantOf(clinic) }],
        }),
      'rule-broken lease-lost',
    );
  });

  it('notes a receipt once', async () => {
    const submitted = await givenSubmitted(t, clinic);
    const held = await inHand(t, clinic, submitted.id);
    await proof.refuses(
      clinic,
      clinic.specialist.scope,
      (ctx) => noteReceipt(ctx, { ...held, receivedAt: t.clock.now, confirmation: '' }),
      'rule-broken received-already',
    );
  });

  it('cancels lines and closes with the last', async () => {
    const { id } = await givenRequest(t, clinic);
    const held = await inHand(t, clinic, id);
    const { lines } = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      cancelLines(ctx, { ...held, lineIds: [], reason: 'duplicate' }),
    );
    const lineIds = lines.map((line) => line.id);
    const again = await inHand(t, clinic, id);
    const item = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => cancelLines(ctx, { ...again, lineIds, reason: 'not-needed' }),
      ['authorizations.authorization-lines-cancelled'],
    );
    assert.deepEqual([item.work.status, item.lines[0]?.cancelledBecause], ['closed', 'not-needed']);
  });

  it('says what is expected from this payer’s own answers, once there are enough', async () => {
    const answered = async (minutes: number): Promise<void> => {
      const line = visitLine(clinic, {
        ...{ visitTypeId: null, description: `Imaging ${minutes}`, kind: 'imaging', code: null },
        code: { system: 'cpt', code: `7${String(1000 + minutes)}`, modifiers: [] },
      });
      t.clock.set('2026-11-20T15:00:00.000Z');
      const submitted = await givenSubmitted(t, clinic, { lines: [line] });
      t.clock.advance({ seconds: minutes * 60 });
      await answerWith(t, clinic, submitted.id, [
        {
          action: 'A1',
          lineId: submitted.lines[0]?.id ?? '',
          number: null,
          grant: grantOf(clinic),
        },
      ]);
    };
    await givenRule(t, clinic, { payerId: clinic.payerId });
    for (const minutes of [60, 120, 180, 240, 600]) await answered(minutes);
    t.clock.set('2026-11-23T15:00:00.000Z');
    const item = await givenSubmitted(t, clinic);
    assert.deepEqual(item.expected, {
      ...{ medianAt: '2026-11-23T18:00:00.000Z', ninetiethAt: '2026-11-23T22:36:00.000Z' },
      answers: 5,
    });
  });

  it('lets rules be written only by who configures, about what the clinic has', async () => {
    const add = { clinicId: clinic.clinicId, terms: aRule };
    await proof.refuses(
      clinic,
      clinic.scheduler.scope,
      (ctx) => addAuthorizationRule(ctx, add),
      'not-allowed',
    );
    await proof.proves(clinic, clinic.specialist.scope, (ctx) => addAuthorizationRule(ctx, add), [
      'authorizations.rule-added',
    ]);
  });

  it('knows the plan of another coverage by its id', async () => {
    const payerId = await givenPayer(t, clinic.organizationId, { line_of_business: 'commercial' });
    const coverageId = await givenCoverage(
      t,
      { organizationId: clinic.organizationId, patientId: clinic.patientId, payerId },
      { billing_order: 'secondary', member_id: 'S9' },
    );
    const item = await givenRequest(t, clinic, { coverageId });
    assert.deepEqual([item.plan.payerId, item.plan.memberId], [payerId, 'S9']);
    assert.equal(item.work.status, 'need-check');
  });
});
