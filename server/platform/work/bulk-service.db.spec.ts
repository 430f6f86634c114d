import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import type { BulkAction } from '#contract/work-bulk';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import type { Ctx, Scope } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { getBulk, previewBulk, runBulkStep, startBulk } from './bulk-service.ts';
import { claimWork } from './lease-service.ts';
import { tagWork } from './work-service.ts';

describe('actions on many items', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const run = <T>(scope: Scope, act: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction(scope, act);
  async function givenCalls(clinic: CallClinic, count: number): Promise<Call[]> {
    const patientId = await givenPatient(t, clinic);
    const made: Call[] = [];
    while (made.length < count) made.push(await givenCall(t, clinic, { patientId }));
    return made;
  }
  const wish = (clinic: CallClinic, action: BulkAction, from: readonly Call[]) => ({
    clinicId: clinic.clinicId,
    action,
    items: Object.fromEntries(from.map(({ id, version }) => [id, version])),
  });
  const toBen = (clinic: CallClinic): BulkAction => ({
    verb: 'assign',
    ownerId: clinic.ben.staffId,
  });
  const step = (clinic: CallClinic, types: string[]) =>
    proof.proves(clinic, clinic.system, (ctx) => runBulkStep(ctx, calls), types);

  it('touch each item once and tell of it, item by item and as a whole', async () => {
    const clinic = await givenCallClinic(t);
    const three = await givenCalls(clinic, 3);
    const { id } = await proof.proves(
      clinic,
      clinic.manager.scope,
      (ctx) => startBulk(ctx, calls, wish(clinic, toBen(clinic), three)),
      ['calls.bulk-progressed'],
    );
    await step(clinic, [
      'calls.work-assigned',
      'calls.work-assigned',
      'calls.work-assigned',
      'calls.bulk-progressed',
    ]);
    assert.equal(await run(clinic.system, (ctx) => runBulkStep(ctx, calls)), 0);
    const { bulk, refused } = await run(clinic.manager.scope, (ctx) => getBulk(ctx, calls, id));
    assert.deepEqual([bulk.total, bulk.done, bulk.refused, bulk.endedAt], [3, 3, 0, t.clock.now]);
    assert.deepEqual(refused, []);
    const acts = await t
      .owner('audit_entry')
      .where({ act: 'calls.work-assigned', organization_id: clinic.organizationId })
      .pluck<string[]>('actor_id');
    assert.deepEqual(acts, Array(3).fill(clinic.manager.staffId));
    const kept = await t
      .owner('work_item_version')
      .whereIn(
        'id',
        three.map((call) => call.id),
      )
      .where({ version: 2 })
      .pluck<string[]>('actor_id');
    assert.deepEqual(kept, Array(3).fill(clinic.manager.staffId));
  });

  it('leave alone what is held, changed, closed or elsewhere, and say why, before and afterwards', async () => {
    const clinic = await givenCallClinic(t);
    const elsewhere = await givenCallClinic(t);
    const [free, heldByBen, changed] = await givenCalls(clinic, 3);
    const [foreign] = await givenCalls(elsewhere, 1);
    await run(clinic.ben.scope, (ctx) => claimWork(ctx, calls, heldByBen!.id));
    const request = wish(clinic, { verb: 'tag', tags: ['spanish'] }, [
      free!,
      { ...heldByBen!, version: 2 },
      changed!,
      foreign!,
    ]);
    const { version } = changed!;
    await run(clinic.ben.scope, (ctx) =>
      tagWork(ctx, calls, { itemId: changed!.id, expectedVersion: version, tags: [] }),
    );
    const preview = await run(clinic.ana.scope, (ctx) => previewBulk(ctx, calls, request));
    assert.equal(preview.would, 1);
    assert.deepEqual(
      new Map(preview.refused.map(({ itemId, because }) => [itemId, because])),
      new Map([
        [
          heldByBen!.id,
          'Somebody else works on this now; nothing was changed. Take it over first.',
        ],
        [changed!.id, 'Somebody changed it meanwhile.'],
        [foreign!.id, 'It is not here.'],
      ]),
    );
    const { id } = await run(clinic.ana.scope, (ctx) => startBulk(ctx, calls, request));
    await step(clinic, ['calls.work-tagged', 'calls.bulk-progressed']);
    const { bulk, refused } = await run(clinic.ana.scope, (ctx) => getBulk(ctx, calls, id));
    assert.deepEqual([bulk.done, bulk.refused], [1, 3]);
    const sorted = (list: typeof refused) =>
      list.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1));
    assert.deepEqual(sorted(refused), sorted(preview.refused));
  });

  it('go on after an interruption where they were: each item once', async () => {
    const clinic = await givenCallClinic(t);
    const many = await givenCalls(clinic, 7);
    const request = wish(clinic, { verb: 'tag', tags: ['late'] }, many);
    await run(clinic.ana.scope, (ctx) => startBulk(ctx, calls, request));
    const died = new Error('the server died');
    await assert.rejects(
      run(clinic.system, async (ctx) => {
        await runBulkStep(ctx, calls);
        throw died;
      }),
      died,
    );
    const versions = () =>
      t
        .owner('work_item')
        .where({ organization_id: clinic.organizationId })
        .pluck<number[]>('version');
    assert.deepEqual(await versions(), Array(7).fill(1));
    await Promise.all([1, 2, 3].map(() => run(clinic.system, (ctx) => runBulkStep(ctx, calls))));
    assert.deepEqual(await versions(), Array(7).fill(2));
  });

  it('are not begun with an action that cannot be', async () => {
    const clinic = await givenCallClinic(t);
    const some = await givenCalls(clinic, 1);
    const start = (scope: Scope, action: BulkAction, refusal: string) =>
      proof.refuses(
        clinic,
        scope,
        (ctx) => startBulk(ctx, calls, wish(clinic, action, some)),
        refusal,
      );
    const { scope } = clinic.manager;
    await start(scope, { verb: 'assign', ownerId: newId() }, 'invalid-input');
    await start(scope, { verb: 'snooze', until: '2026-11-23T14:00:00.000Z' }, 'invalid-input');
    await start(scope, { verb: 'snooze', until: '2028-11-23T14:00:00.000Z' }, 'invalid-input');
    const elsewhere = await givenCallClinic(t);
    await start(elsewhere.manager.scope, { verb: 'tag', tags: [] }, 'not-allowed');
    await run(clinic.system, async (ctx) => {
      assert.deepEqual(await ctx.db('work_bulk_item').select('*'), []);
    });
  });

  it('act with the rights that who asked has when it runs', async () => {
    const clinic = await givenCallClinic(t);
    const two = await givenCalls(clinic, 2);
    const { id } = await run(clinic.manager.scope, (ctx) =>
      startBulk(ctx, calls, wish(clinic, toBen(clinic), two)),
    );
    await t.owner('role_grant').where({ staff_id: clinic.manager.staffId }).delete();
    await step(clinic, ['calls.bulk-progressed']);
    const [row] = await t
      .owner('work_bulk')
      .where({ id })
      .select<{ done: number; refused: number }[]>('done', 'refused');
    assert.deepEqual(row, { done: 0, refused: 2 });
  });
});
