// Files of payers: each payment once, whatever the order; what does not balance waits for a person.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ClaimFileReport } from '#contract/claim-files';
import { writeClaims } from '../interop/x12/write-837.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { addDeposit, listDeposits, matchDeposit } from './deposit-service.ts';
import { readClaimFile } from './file/read-claim-file.ts';
import type { RemittancePart } from './file/claim-file.ts';
import {
  aClaim,
  adjusted,
  aLine,
  answerTo,
  aRemittance,
  decided,
  followUpsOf,
  givenClaimClinic,
  remit,
  reversalOf,
  takeIn,
  type ClaimClinic,
} from './given-claim.ts';
import { importClaimFile, previewClaimFile } from './import-service.ts';
import { settleRemittance } from './remittance-service.ts';
import { remittanceView } from './remittance-queries.ts';
import { claimsProof, type ClaimsProof } from './test-claims.ts';

describe('remittances', () => {
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

  const paid = async (over: { amount?: number } = {}) => {
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '197', 20_000)])]);
    return { claim, part: aRemittance([said], over) };
  };
  const viewOf = async (part: RemittancePart) => {
    const { id } = await t
      .owner('remittance')
      .where({ trace: part.remittance.trace.number })
      .first<{ id: string }>('id');
    return t.database.inTransaction(clinic.system, (ctx) => remittanceView(ctx, id));
  };

  it('that do not balance are held, count nowhere, and are posted by a lead who says why', async () => {
    const { part } = await paid({ amount: 100 });
    await remit(t, clinic, part);
    const held = await viewOf(part);
    assert.equal(held.state, 'held');
    assert.deepEqual(await followUpsOf(t, clinic), []);
    const input = {
      ...{ remittanceId: held.id, expectedVersion: held.version, as: 'post' as const },
      note: 'The payer explains the dollar by phone',
    };
    await proof.refuses(
      clinic,
      clinic.biller.scope,
      (ctx) => settleRemittance(ctx, input),
      'not-allowed',
    );
    const posted = await proof.proves(
      clinic,
      clinic.lead.scope,
      (ctx) => settleRemittance(ctx, input),
      ['claims.follow-up-raised', 'claims.remittance-changed'],
    );
    assert.deepEqual([posted.state, posted.note], ['posted', input.note]);
    // The database takes no posting of what does not balance without a reason.
    await assert.rejects(
      t.owner('remittance').where({ id: held.id }).update({ note: '' }),
      /check/,
    );
  });

  it('set aside count nowhere for good', async () => {
    const { part } = await paid({ amount: 100 });
    await remit(t, clinic, part);
    const held = await viewOf(part);
    const after = await proof.proves(
      clinic,
      clinic.lead.scope,
      (ctx) =>
        settleRemittance(ctx, {
          ...{ remittanceId: held.id, expectedVersion: held.version, as: 'set-aside' },
          note: 'The payer sends it anew',
        }),
      ['claims.remittance-changed'],
    );
    assert.equal(after.state, 'set-aside');
    assert.deepEqual(await followUpsOf(t, clinic), []);
  });

  it('find their money by trace and amount, whichever comes first', async () => {
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 8000)])]);
    const part = aRemittance([said], { trace: 'EFT-1' });
    const money = { clinicId: clinic.clinicId, on: '2026-11-22', cents: 12_000 };
    const early = await proof.proves(
      clinic,
      clinic.biller.scope,
      (ctx) => addDeposit(ctx, { ...money, reference: 'EFT-1' }),
      ['claims.deposit-changed'],
    );
    assert.equal(early.remittanceId, null);
    await remit(t, clinic, part);
    const view = await viewOf(part);
    assert.equal(view.deposit?.id, early.id);
    await proof.refuses(
      clinic,
      clinic.biller.scope,
      (ctx) => addDeposit(ctx, { ...money, reference: 'EFT-1' }),
      'rule-broken known-deposit',
    );
    const other = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
      addDeposit(ctx, { ...money, reference: 'CHK 7' }),
    );
    await proof.refuses(
      clinic,
      clinic.biller.scope,
      (ctx) =>
        matchDeposit(ctx, { depositId: other.id, expectedVersion: 1, remittanceId: view.id }),
      'rule-broken matched-already',
    );
    await proof.proves(
      clinic,
      clinic.biller.scope,
      (ctx) => matchDeposit(ctx, { depositId: early.id, expectedVersion: 2, remittanceId: null }),
      ['claims.remittance-changed', 'claims.deposit-changed'],
    );
    const free = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
      listDeposits(ctx, { clinicId: clinic.clinicId, show: 'unmatched' }),
    );
    assert.deepEqual(free.map(({ reference }) => reference).sort(), ['CHK 7', 'EFT-1']);
  });

  it('of the same payment at the same time count once', async () => {
    const { part } = await paid();
    const taken = await Promise.all(Array.from({ length: 6 }, () => remit(t, clinic, part)));
    assert.equal(taken.filter(({ isKnown }) => !isKnown).length, 1);
    assert.equal((await followUpsOf(t, clinic)).length, 1);
    assert.equal((await t.owner('remitted_claim').where({ clinic_id: clinic.clinicId })).length, 1);
  });

  it('leave every claim with the same money in whatever order they come, and however often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 0, 2], { minLength: 6, maxLength: 6 }),
        async (order) => {
          const own = await givenClaimClinic(t);
          const lines = [aLine(), aLine({ charge: 7000, control: 'B' })];
          const claim = aClaim({ lines });
          await takeIn(t, own, claim);
          const first = answerTo(claim, [
            decided(lines[0]!, [adjusted('CO', '197', 20_000)]),
            decided(lines[1]!, [adjusted('CO', '45', 2000), adjusted('PR', '1', 1000)]),
          ]);
          const second = answerTo(claim, [
            decided(lines[0]!, [adjusted('CO', '45', 8000), adjusted('PR', '2', 1500)]),
            decided(lines[1]!, [adjusted('CO', '45', 2000), adjusted('PR', '1', 1000)]),
          ]);
          const parts = [
            aRemittance([first]),
            aRemittance([reversalOf(first)]),
            aRemittance([second]),
            aRemittance([]),
          ];
          for (const at of order) await remit(t, own, parts[at]!);
          const rows = await t
            .owner('claim')
            .where({ control_number: claim.control })
            .select('status');
          assert.deepEqual(rows, [{ status: 'adjudicated' }]);
          const open = (await followUpsOf(t, own)).filter(({ work }) => work.closedAt === null);
          assert.deepEqual(open, []);
          const counted = await t
            .owner('remitted_claim')
            .where({ clinic_id: own.clinicId, is_posted: true })
            .select<{ paid_cents: number; charge_cents: number }[]>('paid_cents', 'charge_cents');
          const sum = (of: 'paid_cents' | 'charge_cents') =>
            counted.reduce((total, row) => total + row[of], 0);
          assert.deepEqual([sum('paid_cents'), sum('charge_cents')], [second.paid, claim.charge]);
        },
      ),
      { numRuns: 12 },
    );
  });

  describe('in a file', () => {
    const fileOf = (...controls: string[]): Buffer => {
      const written = writeClaims(
        {
          envelope: {
            ...{ senderQualifier: 'ZZ', sender: 'HARBOR', receiverQualifier: 'ZZ' },
            ...{ receiver: 'CLEAR', isTest: true },
          },
          ...{ submitter: { name: 'Harbor Clinic' }, control: 7 },
          ...{ date: '2026-11-23', time: '10:00' },
        },
        controls.map((control) => aClaim({ control })),
      );
      if (!('text' in written)) throw new Error(written.refused.join());
      return Buffer.from(written.text);
    };
    const preview = async (bytes: Buffer): Promise<ClaimFileReport> => {
      const file = await readClaimFile(bytes);
      return t.database.inTransaction(clinic.biller.scope, (ctx) =>
        previewClaimFile(ctx, { clinicId: clinic.clinicId, file }),
      );
    };
    const take = async (bytes: Buffer, hash?: string): Promise<ClaimFileReport> => {
      const file = await readClaimFile(bytes);
      return t.database.inTransaction(clinic.biller.scope, (ctx) =>
        importClaimFile(ctx, {
          ...{ clinicId: clinic.clinicId, file, fileName: 'claims.837', hash: hash ?? file.hash },
        }),
      );
    };

    it('are looked at before anything is written, and taken in once', async () => {
      const bytes = fileOf('A1', 'A2');
      const seen = await preview(bytes);
      assert.deepEqual(
        [seen.isKnown, seen.parts.map(({ type, fate, claims }) => [type, fate, claims])],
        [false, [['837', 'take', 2]]],
      );
      assert.equal(seen.parts[0]?.chargeCents, 40_000);
      assert.deepEqual(await t.owner('claim').where({ clinic_id: clinic.clinicId }), []);
      await take(bytes, seen.hash);
      const rows = await t
        .owner('claim')
        .where({ clinic_id: clinic.clinicId })
        .orderBy('control_number')
        .select<
          {
            control_number: string;
            charge_cents: number;
            patient_id: string;
            payer_id: string;
          }[]
        >('*');
      assert.deepEqual(
        rows.map((row) => [row.control_number, row.charge_cents, row.patient_id, row.payer_id]),
        [
          ['A1', 20_000, clinic.patientId, clinic.payerId],
          ['A2', 20_000, clinic.patientId, clinic.payerId],
        ],
      );
      await assert.rejects(take(bytes), { code: 'rule-broken' });
      assert.equal((await preview(bytes)).isKnown, true);
    });

    it('that is not the one that was looked at is refused', async () => {
      const seen = await preview(fileOf('B1'));
      await assert.rejects(take(fileOf('B2'), seen.hash), { code: 'rule-broken' });
      assert.deepEqual(await t.owner('claim_file').where({ clinic_id: clinic.clinicId }), []);
    });

    it('taken in by two at once is taken in once', async () => {
      const bytes = fileOf('C1', 'C2', 'C3');
      const tries = await Promise.allSettled([take(bytes), take(bytes), take(bytes)]);
      assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal((await t.owner('claim').where({ clinic_id: clinic.clinicId })).length, 3);
    });

    it('that says more than can be kept is refused with the place, and writes nothing', async () => {
      const bytes = Buffer.from(fileOf('D1').toString().replaceAll('*200*', '*99999999999*'));
      const seen = await preview(bytes);
      assert.deepEqual(
        seen.parts.map(({ fate, problems }) => [fate, problems[0]?.reason]),
        [['refuse', 'holds an amount that is larger than can be kept']],
      );
      await assert.rejects(take(bytes), { code: 'rule-broken' });
      assert.deepEqual(await t.owner('claim').where({ clinic_id: clinic.clinicId }), []);
    });

    it('that is no X12 is refused with the place', async () => {
      const seen = await preview(Buffer.from('hello'));
      assert.deepEqual(seen.parts, []);
      assert.equal(seen.problems[0]?.weight, 'refused');
      await assert.rejects(take(Buffer.from('hello')), { code: 'rule-broken' });
    });
  });
});
