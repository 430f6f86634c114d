// Many approved at once: what is all green is taken, everything else is left and says why.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { MedicationOrder } from '#contract/prescription';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { previewBulk, runBulkStep, startBulk, undoBulk } from '../platform/work/bulk-service.ts';
import { refillsInBulk } from './approve-many-service.ts';
import {
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from './given-refill.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';

const action = { verb: 'decide', decision: 'approve' } as const;

describe('approving many at once', () => {
  let t: TestDatabase;
  let clinic: RefillClinic;
  let proof: RefillsProof;
  before(async () => {
    t = await testDatabase();
    proof = refillsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenRefillClinic(t);
    await givenProtocol(t, clinic);
  });
  after(() => t.close());

  async function given(requested: MedicationOrder = { ...metformin, repeats: 1 }) {
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    return givenRefill(t, clinic, { prescription: ordered, requested });
  }

  async function run(): Promise<void> {
    for (let done = 1; done > 0;)
      done = await t.database.inTransaction(clinic.system, (ctx) =>
        runBulkStep(ctx, refillsInBulk),
      );
  }

  it('shows before what it will take and what not, and writes nothing by that', async () => {
    const [green, changed] = [await given(), await given({ ...metformin, strength: '850 mg' })];
    const controlled = await givenRefill(t, clinic, {
      prescription: await givenPrescription(t, clinic, { schedule: '4' }),
    });
    const items = Object.fromEntries(
      [green, changed, controlled].map(({ id, version }) => [id, version]),
    );
    const { would, refused } = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      previewBulk(ctx, refillsInBulk, { clinicId: clinic.clinicId, action, items }),
    );
    assert.equal(would, 1);
    assert.deepEqual(
      new Map(refused.map(({ itemId, because }) => [itemId, because])),
      new Map([
        [changed.id, 'Not met: Asked for as ordered.'],
        [controlled.id, 'Controlled substances are never delegated.'],
      ]),
    );
    const { refills } = await proof.snapshot(clinic);
    assert.ok(Object.values(refills).every(({ work }) => work.status === 'to-decide'));
  });

  it('approves each once by the protocol, and can be taken back within the minute', async () => {
    const many = [await given(), await given(), await given()];
    const items = Object.fromEntries(many.map(({ id, version }) => [id, version]));
    const { scope } = clinic.pharmacist;
    const bulk = await t.database.inTransaction(scope, (ctx) =>
      startBulk(ctx, refillsInBulk, { clinicId: clinic.clinicId, action, items }),
    );
    await proof.tells(clinic, run, [
      ...many.map(() => 'refills.refill-decided'),
      'refills.bulk-progressed',
    ]);
    const approved = Object.values((await proof.snapshot(clinic)).refills);
    for (const { decision, work } of approved) {
      assert.equal(decision?.protocol?.title, 'Metformin');
      assert.equal(decision.byId, clinic.pharmacist.staffId);
      assert.deepEqual([work.status, work.snoozedUntil], ['decided', decision.leavesAt]);
      const first = work.clocks.find(({ rule }) => rule === 'refills.first-touch');
      assert.equal(first?.state, 'stopped');
      assert.notEqual(work.dueAt, null);
    }
    await t.database.inTransaction(scope, (ctx) => undoBulk(ctx, refillsInBulk, bulk.id));
    await proof.tells(clinic, run, [
      ...many.map(() => 'refills.refill-decision-undone'),
      'refills.bulk-progressed',
    ]);
    for (const { decision, work } of Object.values((await proof.snapshot(clinic)).refills))
      assert.deepEqual([decision, work.status], [null, 'to-decide']);
  });

  it('takes nothing back when the minute is over', async () => {
    const { id, version } = await given();
    const { scope } = clinic.pharmacist;
    const bulk = await t.database.inTransaction(scope, (ctx) =>
      startBulk(ctx, refillsInBulk, {
        clinicId: clinic.clinicId,
        action,
        items: { [id]: version },
      }),
    );
    await run();
    t.clock.advance({ seconds: 60 });
    await t.database.inTransaction(scope, (ctx) => undoBulk(ctx, refillsInBulk, bulk.id));
    await run();
    const { refills } = await proof.snapshot(clinic);
    assert.equal(refills[id]?.work.status, 'decided');
  });

  it('is nothing for who works the queue and may not decide', async () => {
    const { id, version } = await given();
    const { clinicId } = clinic;
    const request = { clinicId, action, items: { [id]: version } };
    const { scope } = clinic.manager;
    for (const ask of [previewBulk, startBulk])
      await proof.refuses(clinic, scope, (ctx) => ask(ctx, refillsInBulk, request), 'not-allowed');
  });

  it('leaves everything when who started it may not decide any more', async () => {
    const { id, version } = await given();
    const { clinicId, pharmacist } = clinic;
    await t.database.inTransaction(pharmacist.scope, (ctx) =>
      startBulk(ctx, refillsInBulk, { clinicId, action, items: { [id]: version } }),
    );
    await t
      .owner('role_grant')
      .where({ staff_id: pharmacist.staffId })
      .update({ role: 'clinic-manager' });
    await run();
    const { refills, bulks } = await proof.snapshot(clinic);
    assert.equal(refills[id]?.work.status, 'to-decide');
    assert.equal(Object.values(bulks)[0]?.refused, 1);
  });

  it('judges anew when it runs: what has turned since is left', async () => {
    const item = await given();
    const items = { [item.id]: item.version };
    await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      startBulk(ctx, refillsInBulk, { clinicId: clinic.clinicId, action, items }),
    );
    await givenPrescription(t, clinic, { patientId: item.patient?.id ?? '' });
    await run();
    const { refills, bulks } = await proof.snapshot(clinic);
    assert.equal(refills[item.id]?.work.status, 'to-decide');
    assert.deepEqual(
      Object.values(bulks).map(({ done, refused }) => [done, refused]),
      [[0, 1]],
    );
  });
});
