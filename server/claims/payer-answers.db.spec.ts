// What counts as a payer's answer, and what does not: sending something again is none, and the day alone is none.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FollowUp } from '#contract/claim-follow-up';
import type { ClaimStanding } from '../interop/x12/claim-status.ts';
import type { SubmittedClaim } from '../interop/x12/claim.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { billNextPayer } from './bill-next-service.ts';
import type { ClaimRow, FilingRow } from './claim-rows.ts';
import { rankTick } from './claims-ticks.ts';
import { correctClaim } from './correct-service.ts';
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
import { getFollowUpRecord } from './record-queries.ts';
import { takeStatuses } from './take-statuses-service.ts';
import { claimsProof } from './test-claims.ts';

describe('answers of payers', () => {
  let t: TestDatabase;
  let clinic: ClaimClinic;
  before(async () => {
    t = await testDatabase();
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenClaimClinic(t);
  });
  after(() => t.close());

  const runTick = () => runTickOnce(t.database, rankTick, clinic.organizationId);
  const only = async (): Promise<FollowUp> => {
    const [item, ...others] = await followUpsOf(t, clinic);
    assert.ok(item);
    assert.equal(others.length, 0);
    return item;
  };
  const tell = ({ control }: SubmittedClaim, standing: ClaimStanding) =>
    t.database.inTransaction(clinic.system, (ctx) =>
      takeStatuses(ctx, clinic, {
        ...{ type: '277', control: '0001', segment: 3, problems: [], isRefused: false },
        said: [
          {
            ...{ segment: 4, claimControl: control, payerControl: null, payer: 'Clearing' },
            ...{ standing, codes: [], says: 'Said', on: null, charge: null, paid: null },
          },
        ],
      }),
    );
  const rowOf = (control: string): Promise<ClaimRow> =>
    t
      .owner('claim')
      .where({ clinic_id: clinic.clinicId, control_number: control })
      .first<ClaimRow>('*');
  const denied = async (reason = '197', claim = aClaim()) => {
    await takeIn(t, clinic, claim);
    const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', reason, 20_000)])]);
    await remit(t, clinic, aRemittance([said]));
    return { claim, said, item: await only() };
  };
  const correct = async (item: FollowUp, as: 'replacement' | 'void' | 'new-claim') => {
    const input = await heldBy(t, clinic.biller, item.id);
    return t.database.inTransaction(clinic.biller.scope, (ctx) =>
      correctClaim(ctx, {
        ...{ ...input, as, note: '' },
        change: { lines: [], authorization: 'AUTH-1' },
      }),
    );
  };

  it('to a claim that was rejected and sent anew are its acceptance, not its sending', async () => {
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    await tell(claim, 'rejected');
    const sent = await correct(await only(), 'new-claim');
    assert.equal(sent.work.status, 'resubmitted');
    t.clock.set('2026-11-24T15:00:00.000Z');
    await runTick();
    await tell(claim, 'acknowledged');
    assert.equal((await only()).work.status, 'resubmitted');
    await tell(claim, 'rejected');
    assert.equal((await only()).work.status, 'to-work');
    await correct(await only(), 'new-claim');
    await tell(claim, 'accepted');
    assert.equal((await only()).work.status, 'recovered');
  });

  it('to a claim that nobody answered are more than that it was sent anew', async () => {
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    t.clock.set('2026-12-24T15:00:00.000Z');
    await runTick();
    await correct(await only(), 'new-claim');
    t.clock.set('2026-12-25T15:00:00.000Z');
    await runTick();
    assert.equal((await only()).work.status, 'resubmitted');
    await tell(claim, 'pending');
    assert.equal((await only()).work.status, 'recovered');
  });

  it('do not lower the chance of what has no chance: a rejection that was mended is no loss', async () => {
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    await tell(claim, 'rejected');
    const { chance } = await only();
    await correct(await only(), 'new-claim');
    await tell(claim, 'accepted');
    const other = aClaim();
    await takeIn(t, clinic, other);
    await tell(other, 'rejected');
    const next = (await followUpsOf(t, clinic)).find(({ work }) => work.status === 'to-work');
    assert.deepEqual(next?.chance, chance);
  });

  it('that were taken back leave the day nothing to do again and again', async () => {
    const { said } = await denied();
    await remit(t, clinic, aRemittance([reversalOf(said)]));
    t.clock.set('2027-02-01T15:00:00.000Z');
    await runTick();
    assert.equal(await runTick(), 0);
  });

  it('to a replacement that another system sent are waited for', async () => {
    const { claim, said, item } = await denied();
    const line = { ...claim.lines[0]!, charge: 18_000 };
    t.clock.set('2026-11-25T15:00:00.000Z');
    await takeIn(t, clinic, {
      ...{ ...claim, frequency: '7', originalReference: said.payerControl },
      ...{ charge: 18_000, lines: [line] },
    });
    assert.deepEqual([(await only()).kind, (await only()).id], ['denied', item.id]);
    t.clock.set('2026-11-27T15:00:00.000Z');
    const paid = answerTo({ ...claim, lines: [line] }, [
      decided(line, [adjusted('CO', '45', 500)]),
    ]);
    await remit(t, clinic, aRemittance([reversalOf(said), paid]));
    assert.equal((await only()).work.status, 'recovered');
  });

  it('that decide nothing name no claim that could be replaced', async () => {
    const { claim, said } = await denied();
    const notice = { ...answerTo(claim, []), status: '23', payerControl: 'ELSEWHERE' };
    await remit(t, clinic, aRemittance([notice]));
    t.clock.set('2026-11-24T15:00:00.000Z');
    await runTick();
    assert.equal((await rowOf(claim.control)).payer_control, said.payerControl);
  });

  it('are read while somebody decides', async () => {
    const { item } = await denied();
    const record = await t.database.inTransaction(clinic.system, async (ctx) => {
      await ctx.db('claim').where({ id: item.claim?.id }).forUpdate().select('id');
      await ctx.db('work_item').where({ id: item.id }).forUpdate().select('id');
      return t.database.inTransaction(clinic.biller.scope, (other) =>
        getFollowUpRecord(other, item.id),
      );
    });
    assert.equal(record.claim?.id, item.claim?.id);
  });

  it('are asked for by a void of what was sent, changed in nothing', async () => {
    const { item } = await denied();
    await correct(item, 'void');
    const filing = await t
      .owner('claim_filing')
      .where({ clinic_id: clinic.clinicId, frequency: '8' })
      .first<FilingRow>('*');
    assert.ok(!(filing.file_text ?? '').includes('AUTH-1'));
  });

  it('are told to every console, with every follow-up of the claim', async () => {
    const proof = claimsProof(t);
    const claim = aClaim();
    await takeIn(t, clinic, claim);
    await proof.tells(clinic, () => tell(claim, 'rejected'), ['claims.follow-up-raised']);
    await proof.tells(clinic, () => tell(claim, 'accepted'), ['claims.follow-up-settled']);
    await proof.tells(clinic, () => tell(claim, 'pending'), ['claims.follow-up-renewed']);
  });

  it('are asked for with the whole claim: its other follow-ups tell of it as well', async () => {
    const proof = claimsProof(t);
    const lines = [aLine(), aLine({ charge: 7000 })];
    const claim = aClaim({ lines });
    await takeIn(t, clinic, claim);
    const said = answerTo(claim, [
      decided(lines[0]!, [adjusted('CO', '197', 20_000)]),
      decided(lines[1]!, [adjusted('CO', '50', 7000)]),
    ]);
    await remit(t, clinic, aRemittance([said]));
    const [item] = await followUpsOf(t, clinic);
    const input = await heldBy(t, clinic.biller, item!.id);
    await proof.proves(
      clinic,
      clinic.biller.scope,
      (ctx) =>
        correctClaim(ctx, {
          ...{ ...input, as: 'replacement', note: '' },
          change: { lines: [{ number: 2, chargeCents: 6500 }] },
        }),
      ['claims.follow-up-corrected', 'claims.follow-up-renewed'],
    );
  });

  it('come from the next payer under a number that no other claim has', async () => {
    const payerId = await givenPayer(t, clinic.organizationId, { name: 'Second Life' });
    const { organizationId, patientId } = clinic;
    const coverageId = await givenCoverage(
      t,
      { organizationId, patientId, payerId },
      { billing_order: 'secondary', member_id: 'S1' },
    );
    for (const control of ['ABCDEFGHIJKLMNOPQR01', 'ABCDEFGHIJKLMNOPQR02']) {
      const claim = aClaim({ control });
      await takeIn(t, clinic, claim);
      const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '22', 20_000)])]);
      await remit(t, clinic, aRemittance([said]));
      const item = (await followUpsOf(t, clinic)).find(
        (each) => each.claim?.controlNumber === control,
      );
      const input = await heldBy(t, clinic.biller, item!.id);
      await t.database.inTransaction(clinic.biller.scope, (ctx) =>
        billNextPayer(ctx, { ...input, coverageId, note: '' }),
      );
    }
    const second = await t.owner('claim').where({ clinic_id: clinic.clinicId, payer_id: payerId });
    assert.equal(second.length, 2);
  });
});
