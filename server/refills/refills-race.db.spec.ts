// Two pharmacists at a thousand requests, and facts that turn while somebody reads.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ProblemError } from '../platform/problem.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { claimNextWork } from '../platform/work/lease-service.ts';
import { recordObservation } from '../results/observation-service.ts';
import { approveRefill } from './decision-service.ts';
import { getRefillCard } from './card-service.ts';
import {
  askFor,
  givenInHand,
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from './given-refill.ts';
import { reckonRefill } from './reckon-service.ts';
import { refills } from './refills-queue.ts';
import { takeInRefill } from './take-in-service.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';

const arriving = 1000;

describe('refills under way', () => {
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
  });
  after(() => t.close());

  it('lets two pharmacists clear a thousand arriving requests, each decided once', async () => {
    await givenProtocol(t, clinic);
    const second = await givenStaff(t, {
      ...{ organizationId: clinic.organizationId, clinicIds: [clinic.clinicId] },
      ...{ role: 'pharmacist', given: 'Pia' },
    });
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    let coming = arriving;
    const arrive = async (): Promise<void> => {
      while (coming > 0) {
        const number = coming--;
        const requested = { ...metformin, repeats: 1 };
        await t.database.inTransaction(clinic.system, (ctx) =>
          takeInRefill(ctx, { ...askFor(ordered, { requested }), reference: `order ${number}` }),
        );
      }
    };
    const decided = new Map<string, string>();
    const work = async ({ scope, staffId }: GivenStaff): Promise<void> => {
      for (let idle = 0; decided.size < arriving && idle < 2000;) {
        const item = await t.database.inTransaction(scope, (ctx) =>
          claimNextWork(ctx, refills, clinic.clinicId),
        );
        if (!item) {
          idle += 1;
          await new Promise((resolve) => setImmediate(resolve));
          continue;
        }
        await t.database.inTransaction(scope, async (ctx) => {
          const { stamp } = await getRefillCard(ctx, item.id, null);
          const token = item.work.lease?.token ?? -1;
          await approveRefill(ctx, { itemId: item.id, token, stamp, note: '' });
        });
        assert.ok(!decided.has(item.id), 'nobody decides what another has decided');
        decided.set(item.id, staffId);
      }
    };
    await Promise.all([arrive(), arrive(), work(clinic.pharmacist), work(second)]);
    assert.equal(decided.size, arriving);
    const rows = await t
      .owner('refill_decision')
      .where({ organization_id: clinic.organizationId })
      .select<{ request_id: string; by_id: string }[]>('request_id', 'by_id');
    assert.equal(rows.length, arriving);
    for (const row of rows) assert.equal(decided.get(row.request_id), row.by_id);
    assert.equal(new Set(decided.values()).size, 2, 'both had a share');
  });

  it('joins the same request when it arrives many times at once', async () => {
    const ordered = await givenPrescription(t, clinic);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        t.database.inTransaction(clinic.system, (ctx) => takeInRefill(ctx, askFor(ordered))),
      ),
    );
    assert.equal(new Set(answers.map(({ item }) => item.id)).size, 1);
    assert.equal(answers.filter(({ joined }) => !joined).length, 1);
    const { refills: kept } = await proof.snapshot(clinic);
    assert.deepEqual(
      Object.values(kept).map(({ asked }) => asked),
      [12],
    );
  });

  it('refuses to approve when a value out of range arrives while the card is open', async () => {
    const a1c = { codes: ['4548-4'], title: 'Hemoglobin A1c', months: 6 };
    await givenProtocol(t, clinic, {
      criteria: [{ kind: 'laboratory', ...a1c, low: null, high: 9, unit: '%' }],
    });
    const ordered = await givenPrescription(t, clinic);
    const { patientId } = ordered;
    await givenKnownPayer(t, clinic, patientId);
    const record = (valueText: string) =>
      t.database.inTransaction(clinic.system, (ctx) =>
        recordObservation(ctx, {
          ...{ clinicId: clinic.clinicId, patientId, code: '4548-4', title: 'Hemoglobin A1c' },
          ...{ valueText, valueNumber: Number(valueText), unit: '%', interpretation: 'high' },
          effectiveAt: t.clock.now,
        }),
      );
    await record('7.4');
    const item = await givenRefill(t, clinic, { prescription: ordered });
    assert.equal(item.readiness?.delegable, true);
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    await record('11.2');
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => approveRefill(ctx, held),
      'conflict card-turned',
    );
    await proof.tells(
      clinic,
      () => t.database.inTransaction(clinic.system, (ctx) => reckonRefill(ctx, item.id)),
      ['refills.refill-reckoned'],
    );
    const { refills: kept } = await proof.snapshot(clinic);
    assert.equal(kept[item.id]?.readiness?.delegable, false);
  });

  it('writes one decision however fast the key is pressed twice', async () => {
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    const press = () =>
      t.database.inTransaction(clinic.pharmacist.scope, (ctx) => approveRefill(ctx, held));
    const pressed = await Promise.allSettled([press(), press()]);
    const refused = pressed.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    assert.equal(refused.length, 1);
    assert.ok(refused[0] instanceof ProblemError && refused[0].details.rule === 'lease-lost');
    const [{ count }] = (await t
      .owner('refill_decision')
      .where({ request_id: item.id })
      .count('* as count')) as [{ count: number }];
    assert.equal(count, 1);
  });
});
