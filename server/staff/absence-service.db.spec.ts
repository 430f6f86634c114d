import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addAbsence, type AddAbsence, endAbsence } from './absence-service.ts';
import { listAbsences } from './absence-queries.ts';
import { calls } from '../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../calls/given-call.ts';
import { callsProof, type CallsProof } from '../calls/test-calls.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { assignWork } from '../platform/work/work-service.ts';
import { workTicks } from '../platform/work/work-ticks.ts';

const monday = '2026-11-23T15:00:00.000Z';
const friday = '2026-11-27T22:00:00.000Z';

describe('absences', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const run = <T>(scope: Scope, act: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction(scope, act);
  const away = (clinic: CallClinic, over: Partial<AddAbsence> = {}): AddAbsence => ({
    clinicId: clinic.clinicId,
    staffId: clinic.ana.staffId,
    coverId: null,
    fromAt: monday,
    untilAt: friday,
    ...over,
  });
  const listed = (clinic: CallClinic) =>
    run(clinic.ana.scope, (ctx) => listAbsences(ctx, clinic.clinicId));
  const refuses = (clinic: CallClinic, scope: Scope, wish: AddAbsence, refusal: string) =>
    expectNoChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => listed(clinic),
      action: () => run(scope, (ctx) => addAbsence(ctx, wish)),
      refusal,
    });
  const cover = (clinic: CallClinic, types: string[]) =>
    proof.proves(
      clinic,
      clinic.system,
      async (ctx) => {
        for (const tick of workTicks(calls)) await tick.run(ctx);
      },
      types,
    );
  const ownerOf = async (clinic: CallClinic, id: string) =>
    (await proof.snapshot(clinic)).calls[id]?.work.ownerId;

  it('are said for oneself, or by who manages the clinic', async () => {
    const clinic = await givenCallClinic(t);
    const mine = await run(clinic.ana.scope, (ctx) => addAbsence(ctx, away(clinic)));
    await refuses(
      clinic,
      clinic.ana.scope,
      away(clinic, { staffId: clinic.ben.staffId }),
      'not-allowed',
    );
    const bens = await run(clinic.manager.scope, (ctx) =>
      addAbsence(ctx, away(clinic, { staffId: clinic.ben.staffId, coverId: clinic.ana.staffId })),
    );
    assert.deepEqual(await listed(clinic), [mine, bens]);
    const changes = await loggedChanges(t, clinic.organizationId);
    assert.deepEqual(
      changes.map(({ feed, type, payload }) => [feed, type, payload]),
      [
        ['staff:organization', 'staff.absence-added', mine],
        ['staff:organization', 'staff.absence-added', bens],
      ],
    );
  });

  it('are refused where they cannot be', async () => {
    const clinic = await givenCallClinic(t);
    const elsewhere = await givenCallClinic(t);
    await run(clinic.ana.scope, (ctx) => addAbsence(ctx, away(clinic)));
    const { scope } = clinic.ana;
    await refuses(
      clinic,
      scope,
      away(clinic, { untilAt: '2026-12-24T00:00:00.000Z' }),
      'rule-broken away-already',
    );
    await refuses(
      clinic,
      scope,
      away(clinic, { fromAt: friday, untilAt: friday }),
      'invalid-input',
    );
    await refuses(clinic, scope, away(clinic, { coverId: newId() }), 'invalid-input');
    await refuses(clinic, scope, away(clinic, { coverId: clinic.ana.staffId }), 'invalid-input');
    await refuses(clinic, scope, away(clinic, { staffId: elsewhere.ana.staffId }), 'invalid-input');
    await refuses(clinic, elsewhere.manager.scope, away(clinic), 'not-found');
  });

  it('give the work to the cover, or to the pool, once they begin', async () => {
    const clinic = await givenCallClinic(t);
    const { id, version } = await givenCall(t, clinic);
    await run(clinic.ana.scope, (ctx) =>
      assignWork(ctx, calls, { itemId: id, expectedVersion: version, ownerId: clinic.ana.staffId }),
    );
    t.clock.set(monday);
    const fromAt = '2026-11-24T15:00:00.000Z';
    await run(clinic.ana.scope, (ctx) =>
      addAbsence(ctx, away(clinic, { fromAt, coverId: clinic.ben.staffId })),
    );
    await cover(clinic, []);
    assert.equal(await ownerOf(clinic, id), clinic.ana.staffId);
    t.clock.set(fromAt);
    await cover(clinic, ['calls.work-covered']);
    assert.equal(await ownerOf(clinic, id), clinic.ben.staffId);

    await run(clinic.ben.scope, (ctx) =>
      addAbsence(ctx, away(clinic, { staffId: clinic.ben.staffId, coverId: clinic.ana.staffId })),
    );
    await cover(clinic, ['calls.work-covered']);
    assert.equal(await ownerOf(clinic, id), null);
  });

  it('leave nothing with who has left for good', async () => {
    const clinic = await givenCallClinic(t);
    t.clock.set(monday);
    const { id, version } = await givenCall(t, clinic);
    const give = { itemId: id, expectedVersion: version, ownerId: clinic.ben.staffId };
    await run(clinic.ben.scope, (ctx) => assignWork(ctx, calls, give));
    await t.owner('staff_member').where({ id: clinic.ben.staffId }).update({ ended_at: monday });
    await cover(clinic, ['calls.work-covered']);
    assert.equal(await ownerOf(clinic, id), null);
  });

  it('are no time to be given work', async () => {
    const clinic = await givenCallClinic(t);
    t.clock.set(monday);
    const { id, version } = await givenCall(t, clinic);
    await run(clinic.ben.scope, (ctx) =>
      addAbsence(ctx, away(clinic, { staffId: clinic.ben.staffId })),
    );
    const give = { itemId: id, expectedVersion: version, ownerId: clinic.ben.staffId };
    await proof.refuses(
      clinic,
      clinic.manager.scope,
      (ctx) => assignWork(ctx, calls, give),
      'rule-broken away',
    );
  });

  it('end early, once, and by nobody else', async () => {
    const clinic = await givenCallClinic(t);
    const { id, version } = await run(clinic.ana.scope, (ctx) => addAbsence(ctx, away(clinic)));
    const end = { absenceId: id, expectedVersion: version };
    const noEnd = (scope: Scope, wish: typeof end, refusal: string) =>
      expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => listed(clinic),
        action: () => run(scope, (ctx) => endAbsence(ctx, wish)),
        refusal,
      });
    await noEnd(clinic.ben.scope, end, 'not-allowed');
    await noEnd(clinic.ana.scope, { ...end, expectedVersion: 9 }, 'conflict');
    await run(clinic.ana.scope, (ctx) => endAbsence(ctx, end));
    assert.deepEqual(await listed(clinic), []);
    await noEnd(clinic.ana.scope, { ...end, expectedVersion: version + 1 }, 'rule-broken over');
    await run(clinic.ana.scope, (ctx) => addAbsence(ctx, away(clinic)));
  });
});
