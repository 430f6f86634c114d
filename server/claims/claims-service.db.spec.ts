// The life of a claim's follow-ups: raised by what payers say, worked, answered, recovered or given up.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FollowUp } from '#contract/claim-follow-up';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import {
  appealClaim,
  askReopening,
  recordAppealAnswer,
  sendClaimRecords,
} from './appeal-service.ts';
import { billNextPayer } from './bill-next-service.ts';
import type { ClaimRow, FilingRow, FollowUpRow } from './claim-rows.ts';
import { rankTick } from './claims-ticks.ts';
import { correctClaim } from './correct-service.ts';
import {
  closeFollowUp,
  reopenFollowUp,
  setRootCause,
  settleWriteOff,
  takeUpFollowUp,
  transferToPatient,
  writeOffClaim,
} from './end-service.ts';
import {
  aClaim,
  adjusted,
  aLine,
  answerTo,
  aRemittance,
  decided,
  followUpsOf,
  givenClaimClinic,
  heldBy,
  remit,
  reversalOf,
  takeIn,
  type ClaimClinic,
} from './given-claim.ts';
import { matchRemittedClaim } from './match-service.ts';
import { getFollowUpRecord } from './record-queries.ts';
import { setFees } from './settings-service.ts';
import { claimsProof, type ClaimsProof } from './test-claims.ts';

describe('claims', () => {
  let t: TestDatabase;
  let clinic: ClaimClinic;
  let proof: ClaimsProof;
  before(async () => {
    t = await testDatabase();
    proof = claimsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenClaimClinic(t);
  });
  after(() => t.close());

  const only = async (of: ClaimClinic = clinic): Promise<FollowUp> => {
    const [item, ...others] = await followUpsOf(t, of);
    assert.ok(item);
    assert.equal(others.length, 0);
    return item;
  };
  const recordOf = ({ id }: { id: string }) =>
    t.database.inTransaction(clinic.biller.scope, (ctx) => getFollowUpRecord(ctx, id));
  /** A claim of $200, denied for want of an authorization. */
  const denied = async (
    reason = '197',
    over: { amount?: number; remarks?: string[]; of?: ClaimClinic } = {},
  ) => {
    const of = over.of ?? clinic;
    const amount = over.amount ?? 20_000;
    const claim = aClaim({ lines: [aLine({ charge: amount })] });
    await takeIn(t, of, claim);
    const [line] = claim.lines;
    const said = answerTo(claim, [
      decided(line!, [adjusted('CO', reason, amount)], { remarks: over.remarks ?? [] }),
    ]);
    await remit(t, of, aRemittance([said]));
    return { claim, said, item: await only(of) };
  };
  const runTick = () => runTickOnce(t.database, rankTick, clinic.organizationId);
  const claimRow = (control: string): Promise<ClaimRow> =>
    t.owner('claim').where({ control_number: control }).first<ClaimRow>('*');
  const running = ({ work }: FollowUp) =>
    work.clocks
      .filter(({ state }) => state === 'running')
      .map(({ rule }) => rule)
      .sort();
  const held = ({ id }: { id: string }, who = clinic.biller) => heldBy(t, who, id);

  describe('that are paid', () => {
    it('raise nothing: a contractual write-off and a copay are no denials', async () => {
      const claim = aClaim();
      await takeIn(t, clinic, claim);
      const said = answerTo(claim, [
        decided(claim.lines[0]!, [adjusted('CO', '45', 8000), adjusted('PR', '3', 2500)]),
      ]);
      const taken = await remit(t, clinic, aRemittance([said]));
      assert.deepEqual(taken, { isKnown: false, matched: 1 });
      assert.deepEqual(await followUpsOf(t, clinic), []);
      const row = await claimRow(claim.control);
      assert.deepEqual(
        [row.status, row.payer_control, row.look_on],
        ['adjudicated', said.payerControl, null],
      );
    });

    it('twice by the same payment count once', async () => {
      const claim = aClaim();
      await takeIn(t, clinic, claim);
      const part = aRemittance([
        answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 8000)])]),
      ]);
      await remit(t, clinic, part);
      assert.deepEqual(await remit(t, clinic, part), { isKnown: true, matched: 0 });
      assert.equal(
        (await t.owner('remitted_claim').where({ clinic_id: clinic.clinicId })).length,
        1,
      );
    });

    it('less than the contract says are followed up, though the payer calls it contractual', async () => {
      await t.database.inTransaction(clinic.lead.scope, (ctx) =>
        setFees(ctx, {
          ...{ clinicId: clinic.clinicId, payerId: clinic.payerId, fromOn: '2026-01-01' },
          fees: [{ procedure: '99213', modifier: '', cents: 14_000 }],
        }),
      );
      const claim = aClaim();
      await takeIn(t, clinic, claim);
      const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 9000)])]);
      await remit(t, clinic, aRemittance([said]));
      const item = await only();
      assert.deepEqual(
        [item.kind, item.amountCents, item.lines, item.codes],
        ['underpaid', 3000, [1], ['CO-45']],
      );
    });

    it('twice by two payments are an overpayment with its own clock of 60 days', async () => {
      const claim = aClaim();
      await takeIn(t, clinic, claim);
      const paid = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 8000)])]);
      await remit(t, clinic, aRemittance([paid]));
      await remit(t, clinic, aRemittance([paid]));
      const item = await only();
      assert.deepEqual([item.kind, item.amountCents], ['overpaid', 12_000]);
      assert.deepEqual(item.deadline, { kind: 'refund', on: '2027-01-22', isExpired: false });
    });

    it('after they were written off were not written off', async () => {
      const { item, claim, said } = await denied();
      const input = await held(item);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
      );
      const paid = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 8000)])]);
      await remit(t, clinic, aRemittance([reversalOf(said), paid]));
      const { claim: after } = await recordOf(item);
      assert.deepEqual([after?.money.openCents, after?.money.writtenOffCents], [0, 8000]);
      assert.deepEqual((await followUpsOf(t, clinic)).length, 1);
    });
  });

  describe('that are denied', () => {
    it('are one follow-up of the lines with one cause, with the deadline of the payer’s rule', async () => {
      const lines = [aLine(), aLine({ charge: 5000 }), aLine({ charge: 7000 })];
      const claim = aClaim({ lines });
      await takeIn(t, clinic, claim);
      const said = answerTo(claim, [
        decided(lines[0]!, [adjusted('CO', '197', 20_000)]),
        decided(lines[1]!, [adjusted('CO', '197', 5000)]),
        decided(lines[2]!, [adjusted('CO', '97', 7000)]),
      ]);
      await proof.tells(clinic, async () => {
        await remit(t, clinic, aRemittance([said]));
      }, ['claims.follow-up-raised', 'claims.follow-up-raised', 'claims.remittance-changed']);
      const [one, other] = await followUpsOf(t, clinic);
      assert.ok(one && other);
      assert.deepEqual(
        [one.kind, one.cause, one.amountCents, one.lines, one.codes, one.receivedOn],
        ['denied', 'authorization', 25_000, [1, 2], ['CO-197'], '2026-11-23'],
      );
      assert.deepEqual([other.cause, other.lines], ['bundled', [3]]);
      // 180 days from its receipt, to correct it; and as long to appeal.
      assert.deepEqual(one.deadline, { kind: 'correction', on: '2027-05-22', isExpired: false });
      assert.deepEqual(running(one), ['claims.appeal', 'claims.correction']);
      assert.deepEqual(
        one.work.clocks.map(({ deadlineAt }) => deadlineAt),
        ['2027-05-23T04:00:00.000Z', '2027-05-23T04:00:00.000Z'],
      );
      assert.deepEqual(one.chance, {
        ...{ percent: 50, wonCents: 0, triedCents: 0, supposedPercent: 50 },
      });
      assert.equal(one.worthCents, 12_500);
    });

    it('show their claim with its money, and the best next step first', async () => {
      const { item } = await denied();
      const record = await recordOf(item);
      assert.deepEqual(record.claim?.money, {
        ...{ chargeCents: 20_000, paidCents: 0, writtenOffCents: 0, patientCents: 0 },
        ...{ anotherCents: 0, openCents: 20_000, deniedCents: 20_000 },
      });
      assert.deepEqual(
        record.steps.map(({ step, blockedBecause }) => [step, blockedBecause === null]),
        [
          ['correct', true],
          ['appeal', true],
          ['send-records', true],
          ['member-appeal', true],
          ['transfer', true],
          ['write-off', true],
          ['close', true],
          ['ask-reopening', false],
          ['new-claim', false],
        ],
      );
      assert.equal(record.steps[0]?.untilOn, '2027-05-22');
      assert.deepEqual(
        record.help.map(({ code }) => code),
        ['CO-197'],
      );
    });

    it('are corrected by a replacement that names the payer’s claim; it waits, and solves nothing', async () => {
      const { item, claim } = await denied();
      const input = await held(item);
      const change = { lines: [], authorization: 'AUTH-77' };
      const after = await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) => correctClaim(ctx, { ...input, as: 'replacement', change, note: '' }),
        ['claims.follow-up-corrected'],
      );
      assert.deepEqual(
        [after.work.status, after.course?.kind, after.amountCents],
        ['corrected', 'correction', 20_000],
      );
      // The time to appeal goes on.
      assert.deepEqual(running(after), ['claims.answer', 'claims.appeal']);
      const filing = await t
        .owner('claim_filing')
        .where({ frequency: '7', clinic_id: clinic.clinicId })
        .first<FilingRow>('*');
      assert.equal(filing.original_reference, `P${claim.control}`);
      assert.match(filing.file_text ?? '', new RegExp(`REF\\*F8\\*P${claim.control}~`));
      const row = await claimRow(claim.control);
      assert.equal(row.content.authorization, 'AUTH-77');
    });

    it('come back when the payer denies the replacement, and are recovered when it pays', async () => {
      const { item, claim, said } = await denied();
      const change = { lines: [], authorization: 'AUTH-77' };
      const input = await held(item);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        correctClaim(ctx, { ...input, as: 'replacement', change, note: '' }),
      );
      t.clock.set('2026-12-01T15:00:00.000Z');
      await remit(t, clinic, aRemittance([reversalOf(said), { ...said, frequency: '7' }]));
      const again = await only();
      assert.deepEqual(
        [again.work.status, again.course, again.receivedOn],
        ['to-work', null, '2026-12-01'],
      );
      const second = await held(again);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        correctClaim(ctx, {
          ...{ ...second, as: 'replacement', note: '' },
          change: { lines: [], authorization: 'AUTH-78' },
        }),
      );
      const paid = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 8000)])]);
      await remit(t, clinic, aRemittance([reversalOf(said), paid]));
      const over = await only();
      assert.deepEqual([over.work.status, running(over)], ['recovered', []]);
      const kept = await t.owner('claim_follow_up').where({ id: item.id }).first<FollowUpRow>('*');
      assert.deepEqual([kept.tried_cents, kept.won_cents], [20_000, 12_000]);
    });

    it('stay as they are while only the reversal is here', async () => {
      const { item, said } = await denied();
      await remit(t, clinic, aRemittance([reversalOf(said)]));
      const after = await only();
      assert.deepEqual(
        [after.id, after.work.status, after.claim?.status],
        [...[item.id, 'to-work', 'pending']],
      );
    });

    it('are appealed level by level, each counted from the receipt of the one before', async () => {
      const { item } = await denied('50');
      const grounds = 'The records show that conservative treatment failed.';
      const appeal = {
        ...({ as: 'provider', level: 1, grounds, reference: 'Fax 1', isLate: false } as const),
        isAuthorizedByMember: false,
      };
      const first = await held(item);
      await proof.refuses(
        clinic,
        clinic.biller.scope,
        (ctx) => appealClaim(ctx, { ...first, ...appeal, level: 2 }),
        'rule-broken wrong-level',
      );
      const appealed = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        appealClaim(ctx, { ...first, ...appeal }),
      );
      assert.deepEqual([appealed.work.status, running(appealed)], ['appealed', ['claims.answer']]);
      // It is filed: what is waited for is the payer's day.
      assert.deepEqual(appealed.deadline, {
        ...{ kind: 'answer', on: '2027-01-22', isExpired: false },
      });
      t.clock.set('2026-12-20T15:00:00.000Z');
      const second = await held(appealed);
      const upheld = await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) =>
          recordAppealAnswer(ctx, {
            ...{ ...second, outcome: 'upheld', receivedOn: '2026-12-18', note: '' },
          }),
        ['claims.follow-up-appeal-answered'],
      );
      assert.equal(upheld.work.status, 'to-work');
      // The second level: 60 days.
      const { steps } = await recordOf(upheld);
      assert.equal(steps.find(({ step }) => step === 'appeal')?.untilOn, '2027-02-16');
      const third = await held(upheld);
      const again = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        appealClaim(ctx, { ...third, ...appeal, level: 2 }),
      );
      assert.equal(again.course?.level, 2);
      const last = await held(again);
      const won = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        recordAppealAnswer(ctx, {
          ...{ ...last, outcome: 'won', receivedOn: '2026-12-20', note: '' },
        }),
      );
      assert.equal(won.work.status, 'won');
    });

    it('are not appealed while a correction runs, and not corrected while an appeal does', async () => {
      const lines = [aLine(), aLine({ charge: 7000 })];
      const claim = aClaim({ lines });
      await takeIn(t, clinic, claim);
      await remit(
        t,
        clinic,
        aRemittance([
          answerTo(claim, [
            decided(lines[0]!, [adjusted('CO', '197', 20_000)]),
            decided(lines[1]!, [adjusted('CO', '50', 7000)]),
          ]),
        ]),
      );
      const [one, other] = await followUpsOf(t, clinic);
      const first = await held(one!);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        correctClaim(ctx, {
          ...{ ...first, as: 'replacement', note: '' },
          change: { lines: [], authorization: 'A' },
        }),
      );
      const second = await held(other!);
      await proof.refuses(
        clinic,
        clinic.biller.scope,
        (ctx) =>
          appealClaim(ctx, {
            ...{ ...second, as: 'provider', level: 1, reference: '', isLate: false },
            ...{ grounds: 'It was necessary, see the records.', isAuthorizedByMember: false },
          }),
        'rule-broken correction-runs',
      );
      await assert.rejects(
        t.owner('claim_course').insert({
          ...(await t.owner('claim_course').where({ item_id: one!.id }).first('*')),
          ...{ id: other!.id, item_id: other!.id, kind: 'appeal', does: 'contest', level: 1 },
        }),
        /exclu/,
      );
    });
  });

  describe('of Medicare', () => {
    beforeEach(async () => {
      clinic = await givenClaimClinic(t, { line_of_business: 'medicare' });
    });

    it('take no replacement: a reopening', async () => {
      const { item } = await denied('16');
      const input = await held(item);
      await proof.refuses(
        clinic,
        clinic.biller.scope,
        (ctx) =>
          correctClaim(ctx, {
            ...{ ...input, as: 'replacement', note: '' },
            change: { lines: [], authorization: 'A' },
          }),
        'rule-broken takes-no-replacement',
      );
      const after = await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) => askReopening(ctx, { ...input, what: 'The modifier was left out' }),
        ['claims.follow-up-reopening-asked'],
      );
      assert.deepEqual([after.work.status, after.course?.kind], ['reopening', 'reopening']);
    });

    it('that were filed too late have no appeal, and are never the patient’s', async () => {
      const { item } = await denied('29');
      const { steps } = await recordOf(item);
      const blocked = steps.filter(({ blockedBecause }) => blockedBecause !== null);
      assert.deepEqual(
        blocked.map(({ step }) => step),
        ['appeal', 'member-appeal', 'new-claim', 'transfer'],
      );
    });

    it('that could not be processed take a new claim', async () => {
      const { item } = await denied('16', { remarks: ['MA130'] });
      assert.equal(item.isUnprocessable, true);
      const { steps } = await recordOf(item);
      assert.equal(steps[0]?.step, 'new-claim');
      const input = await held(item);
      const after = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        correctClaim(ctx, { ...input, as: 'new-claim', change: { lines: [] }, note: '' }),
      );
      assert.deepEqual([after.work.status, after.claim?.status], ['resubmitted', 'submitted']);
    });
  });

  describe('that end with us', () => {
    it('are written off at once below the threshold', async () => {
      const { item } = await denied();
      const input = await held(item);
      const after = await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) => writeOffClaim(ctx, { ...input, reason: 'no-appeal-left', note: 'Lost' }),
        ['claims.follow-up-written-off'],
      );
      assert.equal(after.work.status, 'written-off');
      const { claim } = await recordOf(item);
      assert.deepEqual(
        [claim?.money.writtenOffCents, claim?.money.openCents, claim?.money.deniedCents],
        [20_000, 0, 0],
      );
    });

    it('wait for somebody else above it, and never for who asked', async () => {
      const { item } = await denied('197', { amount: 50_000 });
      const input = await held(item, clinic.lead);
      const asked = await proof.proves(
        clinic,
        clinic.lead.scope,
        (ctx) => writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
        ['claims.follow-up-write-off-asked'],
      );
      assert.deepEqual(
        [asked.work.status, asked.writeOff?.cents, asked.writeOff?.askedById],
        ['to-approve', 50_000, clinic.lead.staffId],
      );
      const own = await held(asked, clinic.lead);
      await proof.refuses(
        clinic,
        clinic.lead.scope,
        (ctx) => settleWriteOff(ctx, { ...own, isApproved: true, note: '' }),
        'rule-broken own-request',
      );
      const refused = await t.database.inTransaction(clinic.lead.scope, (ctx) =>
        settleWriteOff(ctx, { ...own, isApproved: false, note: 'Appeal first' }),
      );
      assert.deepEqual([refused.work.status, refused.writeOff], ['to-work', null]);
    });

    it('become the patient’s part by a lead, and never where the patient has Medicaid', async () => {
      const { item } = await denied('96');
      const input = await held(item, clinic.lead);
      const evidence = 'The signed waiver of Oct 30 names this service and its price.';
      const medicaid = await givenPayer(t, clinic.organizationId, {
        ...{ line_of_business: 'medicaid', name: 'MassHealth' },
      });
      const { organizationId, patientId } = clinic;
      const coverage = await givenCoverage(
        t,
        { organizationId, patientId, payerId: medicaid },
        { billing_order: 'secondary', member_id: 'M1' },
      );
      await proof.refuses(
        clinic,
        clinic.lead.scope,
        (ctx) => transferToPatient(ctx, { ...input, evidence }),
        'rule-broken protected-patient',
      );
      await t.owner('coverage').where({ id: coverage }).update({ valid: false });
      const after = await proof.proves(
        clinic,
        clinic.lead.scope,
        (ctx) => transferToPatient(ctx, { ...input, evidence }),
        ['claims.follow-up-transferred'],
      );
      assert.equal(after.work.status, 'to-patient');
      const { claim } = await recordOf(item);
      assert.equal(claim?.money.patientCents, 20_000);
    });

    it('are opened again with what was written off', async () => {
      const { item } = await denied();
      const input = await held(item);
      const off = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
      );
      const again = { itemId: item.id, expectedVersion: off.version, note: 'The payer called' };
      await proof.refuses(
        clinic,
        clinic.biller.scope,
        (ctx) => reopenFollowUp(ctx, again),
        'rule-broken needs-approval',
      );
      const after = await proof.proves(
        clinic,
        clinic.lead.scope,
        (ctx) => reopenFollowUp(ctx, again),
        ['claims.follow-up-reopened'],
      );
      assert.deepEqual([after.work.status, after.amountCents], ['to-work', 20_000]);
      const { claim } = await recordOf(item);
      assert.equal(claim?.money.openCents, 20_000);
    });

    it('are closed with a reason, and come up again by a new answer of the payer only', async () => {
      const { item, said } = await denied();
      const input = await held(item);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        closeFollowUp(ctx, { ...input, reason: 'not-owed', note: '' }),
      );
      t.clock.set('2026-11-24T15:00:00.000Z');
      await runTick();
      assert.equal((await only()).work.status, 'closed');
      await remit(t, clinic, aRemittance([reversalOf(said), said]));
      assert.equal((await only()).work.status, 'to-work');
    });
  });

  describe('that wait', () => {
    it('are taken up again when what was sent leads nowhere', async () => {
      const { item } = await denied('16');
      const input = await held(item);
      const sent = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        sendClaimRecords(ctx, { ...input, what: 'Office notes of Nov 2', reference: 'Portal' }),
      );
      assert.equal(sent.work.status, 'records-sent');
      const again = await held(sent);
      const after = await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) => takeUpFollowUp(ctx, { ...again, reason: 'no-answer', note: '' }),
        ['claims.follow-up-taken-up'],
      );
      assert.deepEqual([after.work.status, after.course], ['to-work', null]);
    });

    it('without an answer are followed up after the payer’s time', async () => {
      await takeIn(t, clinic, aClaim());
      t.clock.set('2026-12-23T15:00:00.000Z');
      await runTick();
      assert.deepEqual(await followUpsOf(t, clinic), []);
      t.clock.set('2026-12-24T15:00:00.000Z');
      await proof.tells(clinic, runTick, ['claims.follow-up-raised']);
      const item = await only();
      assert.deepEqual([item.kind, item.amountCents], ['unanswered', 20_000]);
    });

    it('in a band move to the next one by the day alone, and are told of then only', async () => {
      const { item } = await denied();
      t.clock.set('2026-11-24T15:00:00.000Z');
      await proof.tells(clinic, runTick, []);
      t.clock.set('2027-05-20T15:00:00.000Z');
      await runTick();
      const after = await only();
      assert.ok(after.band < item.band);
      assert.ok(after.work.sortAt < item.work.sortAt);
      t.clock.set('2027-05-23T15:00:00.000Z');
      await runTick();
      const expired = await only();
      assert.deepEqual(expired.deadline, {
        ...{ kind: 'correction', on: '2027-05-22', isExpired: true },
      });
      // Its clock runs on, so that it stands among what is late.
      assert.deepEqual(running(expired), ['claims.correction']);
      const { steps } = await recordOf(expired);
      assert.equal(
        steps.find(({ step }) => step === 'appeal')?.blockedBecause,
        'The last day was May 22, 2027.',
      );
    });
  });

  describe('of which the payer speaks under another number', () => {
    it('are matched by a person, and count from then on', async () => {
      const claim = aClaim();
      await takeIn(t, clinic, claim);
      const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '197', 20_000)])], {
        ...{ claimControl: 'UNKNOWN', patient: null },
      });
      await remit(t, clinic, aRemittance([said]));
      const item = await only();
      assert.deepEqual([item.kind, item.claim, item.patient], ['unmatched', null, null]);
      const { unmatched } = await recordOf(item);
      assert.equal(unmatched?.candidates[0]?.controlNumber, claim.control);
      const input = await held(item);
      await proof.proves(
        clinic,
        clinic.biller.scope,
        (ctx) => matchRemittedClaim(ctx, { ...input, claimId: unmatched.candidates[0]?.id ?? '' }),
        [
          'claims.follow-up-matched',
          'claims.remittance-changed',
          'claims.follow-up-raised',
          'claims.follow-up-renewed',
        ],
      );
      const kinds = (await followUpsOf(t, clinic)).map(({ kind, work }) => [kind, work.status]);
      assert.deepEqual(kinds.sort(), [
        ['denied', 'to-work'],
        ['unmatched', 'closed'],
      ]);
    });
  });

  it('say what went wrong with us apart from what the payer’s code says', async () => {
    const { item } = await denied();
    const after = await proof.proves(
      clinic,
      clinic.biller.scope,
      (ctx) =>
        setRootCause(ctx, {
          ...{ itemId: item.id, expectedVersion: item.version, rootCause: 'authorization-missed' },
        }),
      ['claims.follow-up-root-cause-set'],
    );
    assert.deepEqual([after.cause, after.rootCause], ['authorization', 'authorization-missed']);
  });

  it('go to the next payer with what the first one said', async () => {
    const other = await givenPayer(t, clinic.organizationId, { name: 'Second Life' });
    const { organizationId, patientId } = clinic;
    const coverageId = await givenCoverage(
      t,
      { organizationId, patientId, payerId: other },
      { billing_order: 'secondary', member_id: 'S1' },
    );
    const { item, claim } = await denied('22');
    const input = await held(item);
    const after = await proof.proves(
      clinic,
      clinic.biller.scope,
      (ctx) => billNextPayer(ctx, { ...input, coverageId, note: '' }),
      ['claims.follow-up-billed-on'],
    );
    assert.equal(after.work.status, 'billed-on');
    const row = await claimRow(`${claim.control}-S`);
    assert.deepEqual(
      [row.filing_order, row.payer_id, row.content.subscriber.memberId],
      ['secondary', other, 'S1'],
    );
    assert.deepEqual(row.content.lines[0]?.decisions[0]?.adjustments, [
      { segment: 0, group: 'CO', reason: '22', amount: 20_000, quantity: null },
    ]);
  });
});
