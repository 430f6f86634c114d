// A refill that waits for the payer: it raises one authorization, and is decided once the payer has answered.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Refill } from '#contract/refill-request';
import { listLines } from '../authorizations/line-repository.ts';
import { sendBack } from '../authorizations/x12/send-back-service.ts';
import { takeAnswers } from '../authorizations/take-answers-service.ts';
import { givenCoverage } from '../patients/given-coverage.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { workItems } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { getRefillCard } from './card-service.ts';
import {
  givenInHand,
  givenPrescription,
  givenRefill,
  givenRefillClinic,
  type RefillClinic,
} from './given-refill.ts';
import { givenPayer } from '../patients/given-coverage.ts';
import { refills } from './refills-queue.ts';
import { refillsReactions } from './refills-reactions.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';
import { askAboutRefill } from './waiting-service.ts';

describe('a refill that needs authorization', () => {
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

  async function insured(): Promise<{ item: Refill; patientId: string }> {
    const ordered = await givenPrescription(t, clinic);
    const payerId = await givenPayer(t, clinic.organizationId);
    const { organizationId } = clinic;
    const { patientId } = ordered;
    await givenCoverage(t, { organizationId, patientId, payerId });
    return { item: await givenRefill(t, clinic, { prescription: ordered }), patientId };
  }

  const ask = async (itemId: string) => {
    const { token } = await givenInHand(t, clinic.pharmacist, itemId);
    return { itemId, token, ask: 'ask-authorization' as const, reason: '', note: 'On the list' };
  };

  async function now(itemId: string): Promise<Refill> {
    return t.database.inTransaction(clinic.system, async (ctx) => {
      const rows = await ctx.db('work_item').where({ id: itemId }).select<WorkRow[]>('*');
      const [item] = await workItems(ctx, refills, rows);
      assert.ok(item);
      return item;
    });
  }

  const react = (): Promise<unknown> =>
    runReactionsOnce(t.database, refillsReactions, clinic.organizationId);

  it('raises one for the drug, in the same step', async () => {
    const { item } = await insured();
    const asked = await ask(item.id);
    await t.database.inTransaction(clinic.pharmacist.scope, (ctx) => askAboutRefill(ctx, asked));
    const waits = await now(item.id);
    assert.equal(waits.work.status, 'authorization');
    assert.equal(waits.authorization?.status, 'gathering');
    const lines = await t
      .owner('authorization_line')
      .where({ request_id: waits.authorization.itemId })
      .select<{ kind: string; description: string }[]>('kind', 'description');
    assert.deepEqual(
      lines.map(({ kind, description }) => [kind, description]),
      [['drug', 'Metformin 500 mg']],
    );
  });

  it('waits for what is asked for already', async () => {
    const { item, patientId } = await insured();
    await t.database.inTransaction(clinic.pharmacist.scope, async (ctx) =>
      askAboutRefill(ctx, await ask(item.id)),
    );
    const first = (await now(item.id)).authorization?.itemId;
    const again = await givenRefill(t, clinic, {
      prescription: await givenPrescription(t, clinic, { patientId }),
    });
    await t.database.inTransaction(clinic.pharmacist.scope, async (ctx) =>
      askAboutRefill(ctx, await ask(again.id)),
    );
    assert.equal((await now(again.id)).authorization?.itemId, first);
  });

  it('changes nothing where nobody could be asked', async () => {
    const item = await givenRefill(t, clinic, { prescription: await givenPrescription(t, clinic) });
    const asked = await ask(item.id);
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => askAboutRefill(ctx, asked),
      'rule-broken no-coverage',
    );
  });

  it('tells consoles also when the payer sent it back', async () => {
    const { item } = await insured();
    await t.database.inTransaction(clinic.pharmacist.scope, async (ctx) =>
      askAboutRefill(ctx, await ask(item.id)),
    );
    const before = await now(item.id);
    const itemId = before.authorization?.itemId ?? '';
    await t
      .owner('authorization_line')
      .where({ request_id: itemId })
      .update({ status: 'submitted' });
    await t.owner('work_item').where({ id: itemId }).update({ status: 'submitted' });
    await react();
    const submissionId = newId();
    await t.owner('authorization_submission').insert({
      ...{ organization_id: clinic.organizationId, id: submissionId, clinic_id: clinic.clinicId },
      ...{ request_id: itemId, channel: 'x12', at: t.clock.now, by_id: null, confirmation: '' },
    });
    await t.database.inTransaction(clinic.system, async (ctx) => {
      const lines = await listLines(ctx, itemId);
      await sendBack(ctx, { itemId, submissionId, lines, rejections: [] });
    });
    const version = (await now(item.id)).version;
    await react();
    const after = await now(item.id);
    assert.deepEqual([after.authorization?.status, after.version], ['gathering', version + 1]);
  });

  it('is to be decided once the payer has answered, and its card says until when it may', async () => {
    const { item } = await insured();
    await t.database.inTransaction(clinic.pharmacist.scope, async (ctx) =>
      askAboutRefill(ctx, await ask(item.id)),
    );
    const { authorization } = await now(item.id);
    const itemId = authorization?.itemId ?? '';
    const [line] = await t
      .owner('authorization_line')
      .where({ request_id: itemId })
      .select<{ id: string }[]>('id');
    await t
      .owner('authorization_line')
      .where({ request_id: itemId })
      .update({ status: 'submitted' });
    await t.database.inTransaction(clinic.system, (ctx) =>
      takeAnswers(ctx, {
        ...{ itemId, heard: { via: 'x12', decidedAt: t.clock.now } },
        answers: [
          {
            ...{ action: 'A1', lineId: line?.id ?? '', number: 'AU1' },
            grant: {
              ...{ quantity: 6, unit: 'months', from: '2026-11-23', until: '2027-05-22' },
              ...{ level: 'site', providerIds: [], code: null },
            },
          },
        ],
      }),
    );
    await react();
    const resumed = await now(item.id);
    assert.equal(resumed.work.status, 'to-decide');
    const card = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      getRefillCard(ctx, item.id, null),
    );
    const criterion = card.criteria.find(({ code }) => code === 'authorization');
    assert.deepEqual([criterion?.verdict, criterion?.datum], ['pass', 'Until May 22, 2027']);
  });
});
