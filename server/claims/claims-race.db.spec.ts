// Two at once: an appeal and a correction of one claim, two approvals of one write-off.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { appealClaim } from './appeal-service.ts';
import { correctClaim } from './correct-service.ts';
import { settleWriteOff, writeOffClaim } from './end-service.ts';
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
  takeIn,
  type ClaimClinic,
} from './given-claim.ts';

describe('claims worked by two at once', () => {
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

  const denied = async (...amounts: number[]) => {
    const reasons = ['197', '50'];
    const lines = amounts.map((charge) => aLine({ charge }));
    const claim = aClaim({ lines });
    await takeIn(t, clinic, claim);
    const said = lines.map((line, at) =>
      decided(line, [adjusted('CO', reasons[at]!, line.charge)]),
    );
    await remit(t, clinic, aRemittance([answerTo(claim, said)]));
    return followUpsOf(t, clinic);
  };

  it('run an appeal or a correction of a claim, never both', async () => {
    for (let run = 0; run < 6; run += 1) {
      clinic = await givenClaimClinic(t);
      const [one, other] = await denied(20_000, 7000);
      const first = await heldBy(t, clinic.biller, one!.id);
      const second = await heldBy(t, clinic.lead, other!.id);
      const tries = await Promise.allSettled([
        t.database.inTransaction(clinic.biller.scope, (ctx) =>
          correctClaim(ctx, {
            ...{ ...first, as: 'replacement', note: '' },
            change: { lines: [], authorization: 'AUTH-1' },
          }),
        ),
        t.database.inTransaction(clinic.lead.scope, (ctx) =>
          appealClaim(ctx, {
            ...{ ...second, as: 'provider', level: 1, reference: '', isLate: false },
            ...{ grounds: 'It was necessary, see the records.', isAuthorizedByMember: false },
          }),
        ),
      ]);
      assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
      const running = await t
        .owner('claim_course')
        .where({ clinic_id: clinic.clinicId })
        .whereNull('ended_at');
      assert.equal(running.length, 1);
    }
  });

  it('write an amount off once', async () => {
    const [item] = await denied(90_000);
    const input = await heldBy(t, clinic.biller, item!.id);
    const asked = await t.database.inTransaction(clinic.biller.scope, (ctx) =>
      writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
    );
    const held = await heldBy(t, clinic.lead, asked.id);
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        t.database.inTransaction(clinic.lead.scope, (ctx) =>
          settleWriteOff(ctx, { ...held, isApproved: true, note: '' }),
        ),
      ),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    const decisions = await t
      .owner('claim_decision')
      .where({ clinic_id: clinic.clinicId })
      .select<{ cents: number; asked_by: string; by_id: string }[]>('*');
    assert.deepEqual(
      decisions.map(({ cents, asked_by, by_id }) => [cents, asked_by, by_id]),
      [[90_000, clinic.biller.staffId, clinic.lead.staffId]],
    );
  });
});
