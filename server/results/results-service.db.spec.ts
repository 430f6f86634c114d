// The life of a result: ordered, arrived, matched, called, signed, corrected, recalled.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Result } from '#contract/result-report';
import { givenPatient } from '../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { workItem } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { logCriticalAttempt, recordDisposition, recordReadBack } from './critical-service.ts';
import { addResultDocument } from './documents-service.ts';
import {
  anOrder,
  aReport,
  givenResultClinic,
  heldBy,
  order,
  potassium,
  take,
  type ResultClinic,
} from './given-result.ts';
import { matchResult } from './match-service.ts';
import { openReleasedResult } from './portal-service.ts';
import { recordRecallContact } from './recall-contacts-service.ts';
import { getResultRecord, unhideResult } from './record-queries.ts';
import { results } from './results-queue.ts';
import {
  dropExpectedResult,
  expectResultLater,
  markResultInError,
  signResult,
  writeResultLetter,
} from './review-service.ts';
import { takeOrder } from './take-order-service.ts';
import { takeReport } from './take-report-service.ts';
import { resultsProof, type ResultsProof } from './test-results.ts';

describe('results', () => {
  let t: TestDatabase;
  let clinic: ResultClinic;
  let proof: ResultsProof;
  before(async () => {
    t = await testDatabase();
    proof = resultsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenResultClinic(t);
  });
  after(() => t.close());

  const itemOf = (id: string): Promise<Result> =>
    t.database.inTransaction(clinic.system, async (ctx) => {
      const row = await ctx.db('work_item').where({ id }).first<WorkRow>('*');
      return workItem(ctx, results, row);
    });
  const asPatient = () => ({ clinicId: clinic.clinicId, show: 'patient' as const });
  const critical = () => aReport(clinic, { values: [potassium('6.8', { flag: 'critical' })] });

  describe('that are ordered', () => {
    it('are expected, out of the way until they are late', async () => {
      const item = await proof.proves(
        clinic,
        clinic.system,
        async (ctx) => (await takeOrder(ctx, clinic.clinicId, anOrder(clinic))).item,
        ['results.result-ordered'],
      );
      assert.deepEqual(
        [item.work.status, item.orderState, item.missing, item.work.ownerId, item.number],
        ['expected', 'ordered', [], clinic.clinician.staffId, 0],
      );
      const [clock] = item.work.clocks;
      assert.equal(clock?.rule, 'results.expected');
      assert.equal(item.work.snoozedUntil, clock.deadlineAt);
      // Once it is late it stands among what is abnormal.
      assert.equal(item.work.sortAt, '1926-11-23T15:00:00.000Z');
    });

    it('are answered by the report that names their number, and by no other person’s', async () => {
      const sent = anOrder(clinic);
      const expected = await order(t, clinic, sent);
      const other = { ...clinic.person, family: 'Else', numbers: ['X'], birthOn: '1990-01-01' };
      const stranger = await take(
        t,
        clinic,
        aReport(clinic, { placer: sent.placer, person: other }),
      );
      assert.notEqual(stranger.item.id, expected.id);
      assert.deepEqual(stranger.item.missing, ['patient', 'order']);
      assert.equal((await itemOf(expected.id)).work.status, 'expected');
      const { item } = await take(t, clinic, aReport(clinic, { placer: sent.placer }));
      assert.deepEqual(
        [item.id, item.work.status, item.number, item.orderState],
        [expected.id, 'to-review', 1, 'ordered'],
      );
    });

    it('are taken back with their order, and stand again with it; what has arrived stays', async () => {
      const sent = anOrder(clinic);
      const { id } = await order(t, clinic, sent);
      const gone = await order(t, clinic, { ...sent, act: 'revoke' });
      assert.deepEqual(
        [gone.id, gone.work.status, gone.work.closedAt],
        [id, 'dropped', t.clock.now],
      );
      assert.equal((await order(t, clinic, sent)).work.status, 'expected');
      await take(t, clinic, aReport(clinic, { placer: sent.placer }));
      assert.equal((await order(t, clinic, { ...sent, act: 'revoke' })).work.status, 'to-review');
    });

    it('may come after their result, and are known by it then', async () => {
      const sent = anOrder(clinic);
      const { item } = await take(t, clinic, aReport(clinic, { placer: sent.placer }));
      assert.deepEqual([item.work.status, item.missing], ['unmatched', ['order']]);
      const linked = await order(t, clinic, sent);
      assert.deepEqual(
        [linked.id, linked.orderState, linked.work.status, linked.missing],
        [item.id, 'ordered', 'to-review', []],
      );
    });

    it('come later when the laboratory says so, or not at all', async () => {
      const { id } = await order(t, clinic, anOrder(clinic));
      const held = await heldBy(t, clinic.clerk, id);
      await proof.refuses(
        clinic,
        clinic.clerk.scope,
        (ctx) => expectResultLater(ctx, { ...held, on: '2026-11-23', said: 'today' }),
        'rule-broken in-the-past',
      );
      const later = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => expectResultLater(ctx, { ...held, on: '2026-12-04', said: 'the machine is down' }),
        ['results.result-expected-later'],
      );
      assert.equal(later.work.snoozedUntil, '2026-12-05T05:00:00.000Z');
      const again = await heldBy(t, clinic.clerk, id);
      const dropped = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => dropExpectedResult(ctx, { ...again, reason: 'no-show' }),
        ['results.result-dropped'],
      );
      assert.deepEqual([dropped.work.status, dropped.work.reason], ['dropped', 'no-show']);
    });
  });

  describe('that arrive', () => {
    it('are final and seen by the patient at once, before anybody has signed', async () => {
      const taken = await proof.proves(
        clinic,
        clinic.system,
        (ctx) => takeReport(ctx, clinic.clinicId, aReport(clinic)),
        ['results.observation-recorded', 'results.result-arrived'],
      );
      const { item } = taken;
      assert.deepEqual(
        [item.work.status, item.severity, item.signed, item.orderState],
        ['to-review', 'normal', null, 'not-ordered'],
      );
      assert.deepEqual(
        item.released.map(({ viewer, number }) => [viewer, number]),
        [
          ['outside', 1],
          ['patient', 1],
        ],
      );
    });

    it('are shown to nobody while they are preliminary, and never as final', async () => {
      const sent = aReport(clinic, { status: 'preliminary' });
      const { item } = await take(t, clinic, sent);
      assert.deepEqual([item.work.status, item.released, item.finalAt], ['preliminary', [], null]);
      const final = await take(t, clinic, { ...sent, status: 'final' });
      assert.deepEqual([final.outcome, final.item.work.status], ['renewed', 'to-review']);
      assert.equal(final.item.released.length, 2);
      await proof.refuses(
        clinic,
        clinic.system,
        (ctx) => takeReport(ctx, clinic.clinicId, sent),
        'rule-broken older-than-known',
      );
    });

    it('are the same when they come again, whatever their number of copies', async () => {
      const sent = aReport(clinic);
      await take(t, clinic, sent);
      const again = await proof.proves(
        clinic,
        clinic.system,
        (ctx) => takeReport(ctx, clinic.clinicId, sent),
        [],
      );
      assert.deepEqual([again.outcome, again.item.number], ['same', 1]);
    });

    it('are another version where they name the person otherwise, whatever their values', async () => {
      const stranger = { ...clinic.person, numbers: ['typed-wrong'] };
      const sent = aReport(clinic, { person: stranger });
      const { item } = await take(t, clinic, sent);
      assert.deepEqual(item.missing, ['patient']);
      const again = await take(t, clinic, { ...sent, person: clinic.person });
      assert.deepEqual(
        [again.item.id, again.outcome, again.item.missing, again.item.patient?.id],
        [item.id, 'renewed', [], clinic.patientId],
      );
    });

    it('are the same report by the number of their order, where the laboratory gives none of its own', async () => {
      const sent = aReport(clinic, { filler: null, placer: 'P-77' });
      const { item } = await take(t, clinic, sent);
      const corrected = { ...sent.content, values: [potassium('4.9')] };
      const again = await take(t, clinic, { ...sent, status: 'corrected', content: corrected });
      assert.deepEqual([again.item.id, again.item.number], [item.id, 2]);
    });

    it('follow whom a later version says ordered them', async () => {
      const sent = aReport(clinic);
      await take(t, clinic, sent);
      const { item } = await take(t, clinic, {
        ...{ ...sent, status: 'corrected', orderedBy: { npi: '1999999992', name: 'Gone, Greg' } },
      });
      assert.deepEqual(
        [item.orderedBy.staffId, item.orderedBy.name, item.missing],
        [null, 'Gone, Greg', ['provider']],
      );
    });

    it('keep what was said before where only changes are sent', async () => {
      const sodium = potassium('140', { key: 'LN|2951-2|', code: '2951-2', title: 'Sodium' });
      const sent = aReport(clinic, { status: 'partial', values: [potassium('4.1')] });
      await take(t, clinic, sent);
      const { item } = await take(t, clinic, {
        ...sent,
        ...{ status: 'partial', isWhole: false, content: { ...sent.content, values: [sodium] } },
      });
      assert.deepEqual([item.counts.values, item.work.status], [2, 'preliminary']);
    });

    it('go to a person where whose they are, who ordered them or their order cannot be told', async () => {
      const person = { ...clinic.person, numbers: ['nobody'] };
      const { item } = await take(
        t,
        clinic,
        aReport(clinic, {
          ...{ person, placer: 'unknown-1', orderedBy: { npi: '1999999992', name: 'Gone, Greg' } },
        }),
      );
      assert.deepEqual(item.missing, ['patient', 'provider', 'order']);
      assert.deepEqual([item.work.status, item.patient, item.released], ['unmatched', null, []]);
      const held = await heldBy(t, clinic.clerk, item.id);
      const half = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => matchResult(ctx, { ...held, patientId: clinic.patientId }),
        ['results.observation-recorded', 'results.result-matched'],
      );
      assert.deepEqual([half.missing, half.work.status], [['provider', 'order'], 'unmatched']);
      const whole = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) =>
          matchResult(ctx, {
            ...{ ...held, expectedVersion: half.version },
            ...{ orderedById: null, orderItemId: null },
          }),
        ['results.result-matched'],
      );
      assert.deepEqual(
        [whole.missing, whole.work.status, whole.orderState],
        [[], 'to-review', 'accepted'],
      );
      assert.equal(whole.released.length, 2);
    });

    it('take over the order that a person names, and only one of that patient', async () => {
      const sent = anOrder(clinic);
      const expected = await order(t, clinic, sent);
      const elseId = await givenPatient(t, {
        organizationId: clinic.organizationId,
        family: 'Else',
      });
      const { item } = await take(t, clinic, aReport(clinic, { placer: 'typed-wrong' }));
      const held = await heldBy(t, clinic.clerk, item.id);
      await proof.refuses(
        clinic,
        clinic.clerk.scope,
        (ctx) => matchResult(ctx, { ...held, patientId: elseId, orderItemId: expected.id }),
        'rule-broken other-patient',
      );
      const matched = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => matchResult(ctx, { ...held, orderItemId: expected.id }),
        ['results.result-dropped', 'results.result-matched'],
      );
      assert.deepEqual([matched.orderState, matched.work.status], ['ordered', 'to-review']);
      assert.equal((await itemOf(expected.id)).work.status, 'dropped');
    });

    it('are the pool’s where who ordered them has left, and the cover’s where they are away', async () => {
      await t
        .owner('staff_member')
        .where({ id: clinic.clinician.staffId })
        .update({ ended_at: t.clock.now });
      const left = await take(t, clinic, aReport(clinic));
      assert.deepEqual(
        [left.item.work.ownerId, left.item.orderedBy.hasLeft, left.item.work.status],
        [null, true, 'to-review'],
      );
    });
  });

  describe('with a critical value', () => {
    it('ring at once, and are signed only after somebody licensed has read the value back', async () => {
      const { item } = await take(t, clinic, critical());
      assert.deepEqual(
        [item.severity, item.work.priority, item.criticalCall?.state, item.criticalCall?.rung],
        ['critical', 'stat', 'open', 'Ordering clinician, Rivera'],
      );
      const clock = item.work.clocks.find(({ rule }) => rule === 'results.critical-call');
      assert.equal(clock?.deadlineAt, '2026-11-23T16:00:00.000Z');
      const own = await heldBy(t, clinic.clinician, item.id);
      const sign = { ...own, note: '' };
      await proof.refuses(
        clinic,
        clinic.clinician.scope,
        (ctx) => signResult(ctx, sign),
        'rule-broken critical-open',
      );
      const read = (text: string, expectedVersion = own.expectedVersion) => ({
        ...{ ...own, expectedVersion, recipientId: clinic.clinician.staffId, recipientName: '' },
        ...{ credentials: '', readBack: [{ key: 'LN|2823-3|', text }], note: '' },
      });
      for (const [text, rule] of [
        ['8.6', 'read-back-differs'],
        ['high', 'read-back-differs'],
      ] as const)
        await proof.refuses(
          clinic,
          clinic.clinician.scope,
          (ctx) => recordReadBack(ctx, read(text)),
          `rule-broken ${rule}`,
        );
      await proof.refuses(
        clinic,
        clinic.clinician.scope,
        (ctx) => recordReadBack(ctx, { ...read('6.8'), recipientId: clinic.clerk.staffId }),
        'rule-broken not-licensed',
      );
      const heard = await proof.proves(
        clinic,
        clinic.clinician.scope,
        (ctx) => recordReadBack(ctx, read('6.80 mmol/L')),
        ['results.result-critical-ended'],
      );
      assert.equal(heard.criticalCall?.state, 'read-back');
      assert.equal(
        heard.work.clocks.find(({ rule }) => rule === 'results.critical-call')?.state,
        'stopped',
      );
      const signed = await proof.proves(
        clinic,
        clinic.clinician.scope,
        (ctx) => signResult(ctx, { ...sign, expectedVersion: heard.version }),
        ['results.result-signed'],
      );
      assert.deepEqual(
        [signed.work.status, signed.signed?.byId],
        ['reviewed', clinic.clinician.staffId],
      );
    });

    it('end by the clinician’s word only after everybody on the ladder was tried', async () => {
      const { item } = await take(t, clinic, critical());
      const own = await heldBy(t, clinic.clinician, item.id);
      const text = 'Called the patient; sent to the emergency department';
      await proof.refuses(
        clinic,
        clinic.clinician.scope,
        (ctx) => recordDisposition(ctx, { ...own, text }),
        'rule-broken ladder-not-exhausted',
      );
      let version = own.expectedVersion;
      for (let attempt = 0; attempt < 2; attempt += 1)
        version = (
          await proof.proves(
            clinic,
            clinic.clinician.scope,
            (ctx) =>
              logCriticalAttempt(ctx, {
                ...{ ...own, expectedVersion: version, recipientId: null },
                ...{ recipientName: 'Answering service', outcome: 'no-answer', note: '' },
              }),
            ['results.result-critical-attempted'],
          )
        ).version;
      const tried = await itemOf(item.id);
      assert.deepEqual([tried.criticalCall?.state, tried.criticalCall?.attempts], ['exhausted', 2]);
      const ended = await proof.proves(
        clinic,
        clinic.clinician.scope,
        (ctx) => recordDisposition(ctx, { ...own, expectedVersion: version, text }),
        ['results.result-critical-ended'],
      );
      assert.equal(ended.criticalCall?.state, 'disposition');
      const record = await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        getResultRecord(ctx, item.id),
      );
      assert.deepEqual([record.disposition, record.attempts.length], [text, 2]);
    });

    it('are judged by the clinic’s limits in their unit, and by the sender’s own flag', async () => {
      const byLimit = potassium('6.2', { flag: 'high' });
      const otherUnit = potassium('6.2', { flag: 'high', unit: 'mg/dL' });
      const cancelled = potassium('6.9', { flag: 'critical', status: 'cancelled' });
      const found = [];
      for (const value of [byLimit, otherUnit, cancelled]) {
        const { item } = await take(t, clinic, aReport(clinic, { values: [value] }));
        found.push([item.counts.critical, item.criticalCall?.state ?? null]);
      }
      assert.deepEqual(found, [
        [1, 'open'],
        [0, null],
        [0, null],
      ]);
    });

    it('ring no more when the laboratory corrects them before anybody was reached', async () => {
      const sent = critical();
      const { item } = await take(t, clinic, sent);
      const { item: corrected } = await take(t, clinic, {
        ...{ ...sent, status: 'corrected' },
        content: { ...sent.content, values: [potassium('4.8', { status: 'corrected' })] },
      });
      assert.equal(corrected.id, item.id);
      assert.equal(corrected.criticalCall?.state, 'corrected');
      assert.deepEqual([corrected.severity, corrected.recall], ['normal', null]);
    });
  });

  describe('that are corrected', () => {
    const sentTwice = async () => {
      const sent = critical();
      const { item } = await take(t, clinic, sent);
      await t.database.inTransaction(clinic.system, (ctx) =>
        openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
      );
      const held = await heldBy(t, clinic.clinician, item.id);
      const read = await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        recordReadBack(ctx, {
          ...{ ...held, recipientId: clinic.clinician.staffId, recipientName: '', note: '' },
          ...{ credentials: '', readBack: [{ key: 'LN|2823-3|', text: '6.8' }] },
        }),
      );
      await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        signResult(ctx, { ...held, expectedVersion: read.version, note: 'Called' }),
      );
      const corrected = {
        ...{ ...sent, status: 'corrected' as const },
        content: { ...sent.content, values: [potassium('4.8', { status: 'corrected' })] },
      };
      return { item, corrected };
    };

    it('keep both versions, are released and signed again, and name everybody who saw the wrong one', async () => {
      const { item, corrected } = await sentTwice();
      const { item: now } = await proof.proves(
        clinic,
        clinic.system,
        (ctx) => takeReport(ctx, clinic.clinicId, corrected),
        ['results.observation-changed', 'results.result-renewed'],
      );
      assert.deepEqual(
        [now.work.status, now.signed, now.number, now.recall],
        ['to-review', null, 2, { contacts: 2, reached: 0 }],
      );
      assert.equal(now.released.find(({ viewer }) => viewer === 'patient')?.number, 2);
      // Whoever saw it is told whether or not it is signed: the clock runs, and it stands among what is abnormal.
      assert.equal(now.work.clocks.find(({ rule }) => rule === 'results.recall')?.state, 'running');
      assert.equal(now.work.sortAt, '1926-11-23T15:00:00.000Z');
      const record = await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        getResultRecord(ctx, item.id),
      );
      assert.deepEqual(
        record.versions.map(({ number, content }) => [number, content.values[0]?.text]),
        [
          [2, '4.8'],
          [1, '6.8'],
        ],
      );
      assert.deepEqual(record.versions[0]?.changes, [
        {
          ...{ key: 'LN|2823-3|', title: 'Potassium', kind: 'changed', matters: true },
          ...{ before: '6.8 mmol/L, critical, final', after: '4.8 mmol/L, corrected' },
        },
      ]);
      // Whoever reads the corrected one has heard of it.
      assert.deepEqual(record.contacts.map(({ kind, isReached }) => [kind, isReached]).sort(), [
        ['patient', false],
        ['staff', true],
      ]);
    });

    it('wait until the last who saw it was told, and no longer', async () => {
      const { item, corrected } = await sentTwice();
      await take(t, clinic, corrected);
      const held = await heldBy(t, clinic.clinician, item.id);
      const signed = await proof.proves(
        clinic,
        clinic.clinician.scope,
        (ctx) => signResult(ctx, { ...held, note: '' }),
        ['results.result-signed'],
      );
      assert.equal(signed.work.status, 'to-recall');
      const { contacts } = await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        getResultRecord(ctx, item.id),
      );
      const contact = contacts.find(({ kind }) => kind === 'patient');
      const say = (
        expectedVersion: number,
        outcome: 'no-answer' | 'told' | 'cannot-be-reached',
      ) => ({
        ...{ itemId: item.id, expectedVersion, contactId: contact?.id ?? '', outcome, note: '' },
      });
      await proof.refuses(
        clinic,
        clinic.clerk.scope,
        (ctx) => recordRecallContact(ctx, say(signed.version, 'cannot-be-reached')),
        'rule-broken note-missing',
      );
      const tried = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => recordRecallContact(ctx, say(signed.version, 'no-answer')),
        ['results.result-contact-recorded'],
      );
      assert.equal(tried.work.status, 'to-recall');
      const told = await proof.proves(
        clinic,
        clinic.clerk.scope,
        (ctx) => recordRecallContact(ctx, say(tried.version, 'told')),
        ['results.result-contact-recorded'],
      );
      assert.deepEqual([told.work.status, told.recall], ['reviewed', { contacts: 2, reached: 2 }]);
      assert.ok(told.work.clocks.every(({ state }) => state === 'stopped'));
    });

    it('recall nobody where only words of the status have changed', async () => {
      const sent = aReport(clinic);
      const { item } = await take(t, clinic, sent);
      await t.database.inTransaction(clinic.system, (ctx) =>
        openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
      );
      const { item: now } = await take(t, clinic, { ...sent, status: 'amended' });
      assert.deepEqual([now.number, now.recall], [2, null]);
    });
  });

  describe('of the wrong patient', () => {
    it('are seen by nobody from then on, and whoever saw them is told', async () => {
      const { item } = await take(t, clinic, aReport(clinic));
      await t.database.inTransaction(clinic.system, (ctx) =>
        openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
      );
      const held = await heldBy(t, clinic.clinician, item.id);
      const signed = await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
        signResult(ctx, { ...held, note: '' }),
      );
      const marked = await proof.proves(
        clinic,
        clinic.clinician.scope,
        (ctx) =>
          markResultInError(ctx, {
            ...{ itemId: item.id, expectedVersion: signed.version },
            ...{ reason: 'wrong-patient', note: '' },
          }),
        ['results.observation-marked-in-error', 'results.result-marked-in-error'],
      );
      assert.deepEqual(
        [marked.work.status, marked.released, marked.recall],
        ['to-recall', [], { contacts: 1, reached: 0 }],
      );
      await proof.refuses(
        clinic,
        clinic.system,
        (ctx) => openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
        'not-found',
      );
    });

    it('are nobody’s again when the laboratory names another person', async () => {
      const sent = aReport(clinic);
      await take(t, clinic, sent);
      const person = { ...clinic.person, family: 'Else', numbers: ['X'], birthOn: '1990-01-01' };
      const { item } = await take(t, clinic, { ...sent, person, status: 'corrected' });
      assert.deepEqual(
        [item.work.status, item.patient, item.missing, item.released],
        ['unmatched', null, ['patient'], []],
      );
    });

    it('leave the chart that they were in, value by value', async () => {
      const sodium = potassium('140', { key: 'LN|2951-2|', code: '2951-2', title: 'Sodium' });
      const sent = aReport(clinic, { values: [potassium('4.1'), sodium] });
      const { item } = await take(t, clinic, sent);
      const statuses = async () =>
        (
          await t
            .owner('observation')
            .where({ patient_id: clinic.patientId })
            .orderBy('code')
            .select<{ code: string; status: string }[]>('code', 'status')
        ).map(({ code, status }) => `${code} ${status}`);
      assert.deepEqual(await statuses(), ['2823-3 final', '2951-2 final']);
      // A value that is not named any more.
      const fewer = { ...sent.content, values: [potassium('4.1')] };
      await take(t, clinic, { ...sent, status: 'corrected', content: fewer });
      assert.deepEqual(await statuses(), ['2823-3 final', '2951-2 entered-in-error']);
      const person = { ...clinic.person, family: 'Else', numbers: ['X'], birthOn: '1990-01-01' };
      await take(t, clinic, { ...sent, person, status: 'corrected' });
      assert.deepEqual(await statuses(), ['2823-3 entered-in-error', '2951-2 entered-in-error']);
      const otherId = await givenPatient(t, { organizationId: clinic.organizationId });
      const held = await heldBy(t, clinic.clerk, item.id);
      await t.database.inTransaction(clinic.clerk.scope, (ctx) =>
        matchResult(ctx, { ...held, patientId: otherId }),
      );
      const theirs = await t.owner('observation').where({ patient_id: otherId, status: 'final' });
      assert.equal(theirs.length, 2);
    });

    it('are taken back by the laboratory', async () => {
      const sent = aReport(clinic);
      await take(t, clinic, sent);
      const { item } = await take(t, clinic, { ...sent, status: 'entered-in-error' });
      assert.deepEqual([item.work.status, item.released], ['in-error', []]);
    });
  });

  describe('that are sensitive', () => {
    it('show their name and values only to clinicians, and to others for a reason that is kept', async () => {
      const hiv = potassium('positive', {
        ...{ key: 'LN|75622-1|', code: '75622-1', title: 'HIV 1+2', number: null, unit: null },
        flag: 'abnormal',
      });
      const sent = aReport(clinic, { code: '75622-1', title: 'HIV 1+2', values: [hiv] });
      const { item } = await take(t, clinic, sent);
      assert.deepEqual(
        [item.title, item.isSensitive, item.categories],
        ['Laboratory result', true, []],
      );
      const hidden = await t.database.inTransaction(clinic.clerk.scope, (ctx) =>
        getResultRecord(ctx, item.id),
      );
      assert.deepEqual(
        [hidden.isHidden, hidden.versions, hidden.title, hidden.categories],
        [true, [], 'Laboratory result', []],
      );
      const shown = await t.database.inTransaction(clinic.clerk.scope, (ctx) =>
        unhideResult(ctx, { itemId: item.id, reason: 'The patient asked for a copy' }),
      );
      assert.equal(shown.versions[0]?.content.values[0]?.title, 'HIV 1+2');
      assert.deepEqual(shown.categories, ['laboratory', 'hiv']);
      const audits = await t
        .owner('audit_entry')
        .where({ act: 'result.unhide', entity_id: item.id });
      assert.equal(audits.length, 1);
      const values = await t.owner('observation').where({ patient_id: clinic.patientId });
      assert.equal(values.length, 0);
    });
  });

  it('files documents without a review, and releases them by the same rules', async () => {
    const item = await proof.proves(
      clinic,
      clinic.clerk.scope,
      (ctx) =>
        addResultDocument(ctx, {
          ...{ clinicId: clinic.clinicId, patientId: clinic.patientId, type: 'visit-summary' },
          ...{ title: 'Visit of Nov 20', text: 'Seen for a cough.', isFinal: true },
          authoredAt: '2026-11-20T15:00:00Z',
        }),
      ['results.result-arrived'],
    );
    assert.deepEqual([item.work.status, item.kind, item.released.length], ['filed', 'document', 2]);
  });

  it('carry letters to whoever sees them', async () => {
    const { item } = await take(t, clinic, aReport(clinic));
    await proof.proves(
      clinic,
      clinic.clinician.scope,
      (ctx) =>
        writeResultLetter(ctx, {
          ...{ itemId: item.id, expectedVersion: item.version, text: 'All is well.' },
        }),
      ['results.result-letter-written'],
    );
    const opened = await t.database.inTransaction(clinic.system, (ctx) =>
      openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
    );
    assert.deepEqual(
      [opened.letters.map(({ text }) => text), opened.content.values[0]?.text],
      [['All is well.'], '4.1'],
    );
  });

  it('show outside no value that is preliminary or taken back, of a report that is final', async () => {
    const values = (['final', 'preliminary', 'entered-in-error'] as const).map((status, at) =>
      potassium(`4.${at}`, { key: `LN|2823-3|${at}`, status }),
    );
    const { item } = await take(t, clinic, aReport(clinic, { values }));
    const opened = await t.database.inTransaction(clinic.system, (ctx) =>
      openReleasedResult(ctx, { ...asPatient(), itemId: item.id }),
    );
    assert.deepEqual(
      opened.content.values.map(({ text }) => text),
      ['4.0'],
    );
  });

  it('are taken in only by who may', async () => {
    await proof.refuses(
      clinic,
      clinic.scheduler.scope,
      (ctx) => takeReport(ctx, clinic.clinicId, aReport(clinic)),
      'not-allowed',
    );
  });
});
