import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { Composed, recordChange } from '../change-log/record-change.ts';
import type { Ctx, Scope } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import type { DecidesMany } from './bulk-decision.ts';
import { getBulk, previewBulk, runBulkStep, startBulk, undoBulk } from './bulk-service.ts';
import { claimWork } from './lease-service.ts';
import type { Queue } from './queue.ts';
import { composedItem } from './work-queries.ts';
import { updateWorkRows, type JudgedRow, type WorkChange } from './work-repository.ts';
import { tagWork } from './work-service.ts';

const type = 'calls.call-cancelled';

/** Which items the queue was asked about. */
const judged: string[][] = [];
/** Leaves alone what is refused, writes the same to all others, and tells of it. */
function decides(
  refusal: (row: JudgedRow) => string | null,
  change: (ctx: Ctx) => WorkChange,
): DecidesMany {
  return (ctx, rows) => {
    judged.push(rows.map(({ id }) => id));
    const refused = new Map(
      rows.flatMap((row) => {
        const because = refusal(row);
        return because === null ? [] : [[row.id, because] as const];
      }),
    );
    const taken = rows.filter(({ id }) => !refused.has(id));
    return Promise.resolve({ refused, act: () => writeAll(ctx, taken, change(ctx)) });
  };
}

async function writeAll(ctx: Ctx, rows: readonly JudgedRow[], change: WorkChange): Promise<void> {
  await updateWorkRows(ctx, rows, 'cancel', change);
  const payload = new Composed(composedItem(deciding));
  for (const { id, clinic_id: clinicId, version: before } of rows) {
    const version = before + 1;
    recordChange(ctx, { type, clinicId, entityId: id, version, payload });
    recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version } });
  }
}

/** Calls, could they be cancelled many at once. */
const deciding: Queue<Call> = {
  ...calls,
  bulkDecisions: {
    cancel: {
      by: 'call:assign',
      decide: decides(
        ({ tags }) => (tags.length > 0 ? 'It has a tag.' : null),
        ({ now }) => ({ status: 'not-needed', reason: 'settled', closed_at: now }),
      ),
      takeBack: decides(
        ({ status }) => (status === 'not-needed' ? null : 'It goes on already.'),
        () => ({ status: 'to-call', reason: null, closed_at: null }),
      ),
    },
    leave: {
      by: 'call:work',
      decide: decides(
        () => null,
        () => ({ status: 'message-left', reason: 'voicemail' }),
      ),
    },
  },
};

describe('decisions about many items', () => {
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
  const wish = (clinic: CallClinic, decision: string, from: readonly Call[]) => ({
    clinicId: clinic.clinicId,
    action: { verb: 'decide' as const, decision },
    items: Object.fromEntries(from.map(({ id, version }) => [id, version])),
  });
  const step = (clinic: CallClinic, types: string[]) =>
    proof.proves(clinic, clinic.system, (ctx) => runBulkStep(ctx, deciding), types);
  const statuses = async (clinic: CallClinic, of: readonly Call[]) => {
    const { calls: now } = await proof.snapshot(clinic);
    return of.map(({ id }) => now[id]!.work.status);
  };

  it('are judged by the kernel, then by the queue, which writes what is left', async () => {
    const clinic = await givenCallClinic(t);
    const [free, other, held, tagged] = await givenCalls(clinic, 4);
    await run(clinic.ben.scope, (ctx) => claimWork(ctx, calls, held!.id));
    await run(clinic.ben.scope, (ctx) =>
      tagWork(ctx, calls, { itemId: tagged!.id, expectedVersion: 1, tags: ['spanish'] }),
    );
    const now = (call: Call) => ({ ...call, version: 2 });
    const all = [free!, other!, now(held!), now(tagged!)];
    const request = wish(clinic, 'cancel', all);
    const expected = [
      {
        itemId: held!.id,
        because: 'Somebody else works on this now; nothing was changed. Take it over first.',
      },
      { itemId: tagged!.id, because: 'It has a tag.' },
    ];
    const { scope } = clinic.manager;
    judged.length = 0;
    const preview = await run(scope, (ctx) => previewBulk(ctx, deciding, request));
    assert.deepEqual(preview, { would: 2, refused: expected });
    assert.deepEqual(judged, [[free!.id, other!.id, tagged!.id]]);
    assert.deepEqual(await statuses(clinic, all), Array(4).fill('to-call'));

    const { id } = await proof.proves(clinic, scope, (ctx) => startBulk(ctx, deciding, request), [
      'calls.bulk-progressed',
    ]);
    await step(clinic, [type, type, 'calls.bulk-progressed']);
    const { bulk, refused } = await run(scope, (ctx) => getBulk(ctx, deciding, id));
    assert.deepEqual([bulk.done, bulk.refused, bulk.endedAt], [2, 2, t.clock.now]);
    assert.deepEqual(refused, expected);
    assert.deepEqual(await statuses(clinic, all), [
      'not-needed',
      'not-needed',
      'to-call',
      'to-call',
    ]);
    const actors = await t
      .owner('audit_entry')
      .where({ act: type, organization_id: clinic.organizationId })
      .pluck<string[]>('actor_id');
    assert.deepEqual(actors, Array(2).fill(clinic.manager.staffId));
    const [started] = await t
      .owner('audit_entry')
      .where({ act: 'calls.bulk-started', entity_id: id })
      .pluck<object[]>('detail');
    assert.deepEqual(started, { verb: 'decide', decision: 'cancel', total: 4 });
  });

  it('are refused item by item to who has lost the right meanwhile', async () => {
    const clinic = await givenCallClinic(t);
    const two = await givenCalls(clinic, 2);
    await run(clinic.manager.scope, (ctx) => startBulk(ctx, deciding, wish(clinic, 'cancel', two)));
    await t
      .owner('role_grant')
      .where({ staff_id: clinic.manager.staffId })
      .update({ role: 'scheduler' });
    await step(clinic, ['calls.bulk-progressed']);
    assert.deepEqual(await statuses(clinic, two), ['to-call', 'to-call']);
    const [row] = await t
      .owner('work_bulk_item')
      .where({ work_item_id: two[0]!.id })
      .select<{ because: string }[]>('because');
    assert.equal(row?.because, 'That is not yours to decide.');
  });

  it('are not begun when the queue does not know them', async () => {
    const clinic = await givenCallClinic(t);
    const one = await givenCalls(clinic, 1);
    for (const [queue, decision] of [
      [deciding, 'approve'],
      [deciding, 'constructor'],
      [calls, 'cancel'],
    ] as const)
      for (const ask of [startBulk, previewBulk])
        await proof.refuses(
          clinic,
          clinic.manager.scope,
          (ctx) => ask(ctx, queue, wish(clinic, decision, one)),
          'invalid-input',
        );
    await run(clinic.system, async (ctx) => {
      assert.deepEqual(await ctx.db('work_bulk_item').select('*'), []);
    });
  });

  it('leave everything alone when the queue does not know them any more', async () => {
    const clinic = await givenCallClinic(t);
    const one = await givenCalls(clinic, 1);
    await run(clinic.manager.scope, (ctx) => startBulk(ctx, deciding, wish(clinic, 'cancel', one)));
    await proof.proves(clinic, clinic.system, (ctx) => runBulkStep(ctx, calls), [
      'calls.bulk-progressed',
    ]);
    assert.deepEqual(await statuses(clinic, one), ['to-call']);
  });

  it('are taken back, also what they closed, but not where somebody has changed it since', async () => {
    const clinic = await givenCallClinic(t);
    const two = await givenCalls(clinic, 2);
    const { scope } = clinic.manager;
    const { id } = await run(scope, (ctx) => startBulk(ctx, deciding, wish(clinic, 'cancel', two)));
    await run(clinic.system, (ctx) => runBulkStep(ctx, deciding));
    await t.owner('work_item').where({ id: two[1]!.id }).update({ version: 3 });
    const undo = await run(scope, (ctx) => undoBulk(ctx, deciding, id));
    assert.deepEqual(undo.action, {
      verb: 'undo',
      bulkId: id,
      undone: 'decide',
      decision: 'cancel',
    });
    await step(clinic, [type, 'calls.bulk-progressed']);
    const { refused } = await run(scope, (ctx) => getBulk(ctx, deciding, undo.id));
    assert.deepEqual(refused, [{ itemId: two[1]!.id, because: 'Somebody changed it meanwhile.' }]);
    assert.deepEqual(await statuses(clinic, two), ['to-call', 'not-needed']);
  });

  it('stay as they are where there is no way back', async () => {
    const clinic = await givenCallClinic(t);
    const one = await givenCalls(clinic, 1);
    const { scope } = clinic.ana;
    const { id } = await run(scope, (ctx) => startBulk(ctx, deciding, wish(clinic, 'leave', one)));
    await run(clinic.system, (ctx) => runBulkStep(ctx, deciding));
    await proof.refuses(
      clinic,
      scope,
      (ctx) => undoBulk(ctx, deciding, id),
      'rule-broken not-undoable',
    );
    assert.deepEqual(await statuses(clinic, one), ['message-left']);
  });
});
