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
import { getBulk, previewBulk, runBulkStep, startBulk, undoBulk } from './bulk-service.ts';
import { claimWork } from './lease-service.ts';
import { assignWork, snoozeWork, tagWork } from './work-service.ts';

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

  const tagsOf = async (...of: readonly Call[]): Promise<string[][]> =>
    (
      await Promise.all(
        of.map(({ id }) => t.owner('work_item').where({ id }).pluck<string[][]>('tags')),
      )
    ).flat();

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
    const request = wish(clinic, { verb: 'tag', add: ['spanish'], remove: [] }, [
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
    const request = wish(clinic, { verb: 'tag', add: ['late'], remove: [] }, many);
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
    await start(elsewhere.manager.scope, { verb: 'tag', add: [], remove: [] }, 'not-allowed');
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

  it('put tags on and take them off beside those that an item has', async () => {
    const clinic = await givenCallClinic(t);
    const [bare, tagged, full] = await givenCalls(clinic, 3);
    const tag = (call: Call, tags: string[]) =>
      run(clinic.ana.scope, (ctx) =>
        tagWork(ctx, calls, { itemId: call.id, expectedVersion: call.version, tags }),
      );
    await tag(tagged!, ['spanish', 'spring']);
    await tag(
      full!,
      Array.from({ length: 10 }, (_, at) => `tag ${at}`),
    );
    const action: BulkAction = { verb: 'tag', add: ['late'], remove: ['spring'] };
    const at = (call: Call, version: number): Call => ({ ...call, version });
    const request = wish(clinic, action, [bare!, at(tagged!, 2), at(full!, 2)]);
    const { id } = await run(clinic.ana.scope, (ctx) => startBulk(ctx, calls, request));
    await step(clinic, ['calls.work-tagged', 'calls.work-tagged', 'calls.bulk-progressed']);
    const { refused } = await run(clinic.ana.scope, (ctx) => getBulk(ctx, calls, id));
    assert.deepEqual(refused, [{ itemId: full!.id, because: 'It would have more than 10 tags.' }]);
    assert.deepEqual(await tagsOf(bare!, tagged!), [['late'], ['late', 'spanish']]);
  });

  it('are taken back item by item, once, but not where somebody has changed it since', async () => {
    const clinic = await givenCallClinic(t);
    const [pooled, ofAna, changed] = await givenCalls(clinic, 3);
    await run(clinic.manager.scope, (ctx) =>
      assignWork(ctx, calls, {
        itemId: ofAna!.id,
        expectedVersion: 1,
        ownerId: clinic.ana.staffId,
      }),
    );
    const all = [pooled!, { ...ofAna!, version: 2 }, changed!];
    const { scope } = clinic.manager;
    const { id } = await run(scope, (ctx) =>
      startBulk(ctx, calls, wish(clinic, toBen(clinic), all)),
    );
    await proof.refuses(
      clinic,
      scope,
      (ctx) => undoBulk(ctx, calls, id),
      'rule-broken still-running',
    );
    await run(clinic.system, (ctx) => runBulkStep(ctx, calls));
    await proof.refuses(clinic, clinic.ana.scope, (ctx) => undoBulk(ctx, calls, id), 'not-allowed');
    await run(clinic.ben.scope, (ctx) =>
      tagWork(ctx, calls, { itemId: changed!.id, expectedVersion: 2, tags: ['mine'] }),
    );
    const undo = await proof.proves(clinic, scope, (ctx) => undoBulk(ctx, calls, id), [
      'calls.bulk-progressed',
    ]);
    assert.deepEqual(undo.action, { verb: 'undo', bulkId: id, undone: 'assign' });
    await proof.refuses(
      clinic,
      scope,
      (ctx) => undoBulk(ctx, calls, id),
      'rule-broken already-undone',
    );
    await step(clinic, ['calls.work-assigned', 'calls.work-assigned', 'calls.bulk-progressed']);
    const { refused } = await run(scope, (ctx) => getBulk(ctx, calls, undo.id));
    assert.deepEqual(refused, [{ itemId: changed!.id, because: 'Somebody changed it meanwhile.' }]);
    const owners = await Promise.all(
      [pooled!, ofAna!, changed!].map((call) =>
        t.owner('work_item').where({ id: call.id }).pluck<(string | null)[]>('owner_id'),
      ),
    );
    assert.deepEqual(owners.flat(), [null, clinic.ana.staffId, clinic.ben.staffId]);
    await proof.refuses(
      clinic,
      scope,
      (ctx) => undoBulk(ctx, calls, undo.id),
      'rule-broken not-undoable',
    );
  });

  it('wake again what they put off, and put back the day that stood before', async () => {
    const clinic = await givenCallClinic(t);
    const [awake, off] = await givenCalls(clinic, 2);
    const later = '2026-11-25T15:00:00.000Z';
    await run(clinic.ana.scope, (ctx) =>
      snoozeWork(ctx, calls, { itemId: off!.id, expectedVersion: 1, until: later }),
    );
    const until = '2026-11-24T15:00:00.000Z';
    const { id } = await run(clinic.ana.scope, (ctx) =>
      startBulk(
        ctx,
        calls,
        wish(clinic, { verb: 'snooze', until }, [awake!, { ...off!, version: 2 }]),
      ),
    );
    await run(clinic.system, (ctx) => runBulkStep(ctx, calls));
    await run(clinic.ana.scope, (ctx) => undoBulk(ctx, calls, id));
    await step(clinic, ['calls.work-woken', 'calls.work-snoozed', 'calls.bulk-progressed']);
    const kept = await Promise.all(
      [awake!, off!].map((call) =>
        t.owner('work_item').where({ id: call.id }).pluck<(string | null)[]>('snoozed_until'),
      ),
    );
    assert.deepEqual(kept.flat(), [null, later]);
  });
});
