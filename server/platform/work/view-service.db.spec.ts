import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostWorkViews, type WorkView } from '#contract/work-view';
import { calls } from '../../calls/calls-queue.ts';
import { givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import { givenOrganization, givenStaff } from '../../staff/given-organization.ts';
import { loggedChanges } from '../change-log/expect-change.ts';
import type { Scope } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { aView } from './given-view.ts';
import { changeView, listViews, removeView, saveView, type SaveView } from './view-service.ts';

describe('saved views of a queue', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const names = async (scope: Scope, clinicId: string): Promise<string[]> => {
    const views = await t.database.inTransaction(scope, (ctx) => listViews(ctx, calls, clinicId));
    return views.map(({ name }) => name);
  };
  const save = (scope: Scope, wish: SaveView): Promise<WorkView> =>
    t.database.inTransaction(scope, (ctx) => saveView(ctx, calls, wish));
  const refusesSaving = (clinic: CallClinic, scope: Scope, wish: SaveView, refusal: string) =>
    proof.refuses(clinic, scope, (ctx) => saveView(ctx, calls, wish), refusal);
  const withRole = async (clinic: CallClinic, role: 'clinician' | 'pharmacist'): Promise<Scope> => {
    const { organizationId, clinicId } = clinic;
    return (await givenStaff(t, { organizationId, clinicIds: [clinicId], role })).scope;
  };

  it('keep a view of one’s own to oneself: told of without a word of it, and not audited', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, ana, ben } = clinic;
    const wish = aView(clinicId, { name: 'My late ones' });
    const saved = await proof.proves(clinic, ana.scope, (ctx) => saveView(ctx, calls, wish), [
      'calls.view-saved',
    ]);
    const { name, filter, columns, density, scope, role } = wish;
    assert.deepEqual(saved, {
      ...{ name, filter, columns, density, scope, role },
      id: saved.id,
      version: 1,
      queue: 'calls',
      clinicId,
      ownerId: ana.staffId,
      removed: false,
    });
    assert.deepEqual(await names(ana.scope, clinicId), ['My late ones']);
    assert.deepEqual(await names(ben.scope, clinicId), []);
    assert.deepEqual(await names(clinic.manager.scope, clinicId), []);
    const told = await loggedChanges(t, clinic.organizationId);
    assert.deepEqual(
      told.map(({ payload, actor_id }) => [payload, actor_id]),
      [[null, ana.staffId]],
    );
    const acts = await t
      .owner('audit_entry')
      .where({ organization_id: clinic.organizationId, act: 'calls.view-saved' });
    assert.deepEqual(acts, []);
    const touch = { viewId: saved.id, expectedVersion: 1 };
    for (const other of [ben.scope, clinic.manager.scope])
      await proof.refuses(clinic, other, (ctx) => removeView(ctx, calls, touch), 'not-found');
  });

  it('show a role its own and everybody the shared ones, after the managers’ wish', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, manager } = clinic;
    for (const wish of [
      aView(clinicId, { name: 'For doctors', scope: 'role', role: 'clinician' }),
      aView(clinicId, { name: 'For all', scope: 'shared' }),
    ])
      await proof.proves(clinic, manager.scope, (ctx) => saveView(ctx, calls, wish), [
        'calls.view-saved',
      ]);
    const doctor = await withRole(clinic, 'clinician');
    assert.deepEqual(await names(doctor, clinicId), ['For doctors', 'For all']);
    const pharmacist = await withRole(clinic, 'pharmacist');
    assert.deepEqual(await names(pharmacist, clinicId), ['For all']);
    assert.deepEqual(await names(manager.scope, clinicId), ['For doctors', 'For all']);
  });

  it('change and go as asked, told with their words, and a replay brings none back', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, manager } = clinic;
    const { id: viewId } = await save(manager.scope, aView(clinicId, { scope: 'shared' }));
    const wish = { viewId, expectedVersion: 1, name: 'Urgent calls', columns: [] };
    const changed = await proof.proves(
      clinic,
      manager.scope,
      (ctx) => changeView(ctx, calls, wish),
      ['calls.view-changed'],
    );
    assert.deepEqual(
      [changed.name, changed.columns, changed.filter, changed.version],
      ['Urgent calls', [], { show: 'open', level: 'late' }, 2],
    );
    const removal = { viewId, expectedVersion: 2 };
    await proof.proves(clinic, manager.scope, (ctx) => removeView(ctx, calls, removal), [
      'calls.view-removed',
    ]);
    assert.deepEqual(await names(manager.scope, clinicId), []);
    assert.equal((await proof.snapshot(clinic)).views[viewId]?.removed, true);
    const kept = await t.owner('work_view_version').where({ id: viewId }).orderBy('version');
    assert.deepEqual(
      kept.map(({ act }: { act: string }) => act),
      ['view-saved', 'view-changed', 'view-removed'],
    );
    await proof.refuses(
      clinic,
      manager.scope,
      (ctx) => changeView(ctx, calls, { ...wish, expectedVersion: 3 }),
      'not-found',
    );
    await save(manager.scope, aView(clinicId, { scope: 'shared', name: 'Urgent calls' }));
  });

  it('show a view for all clinics in each of them, and tell of it there', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}, {}] });
    const [here, there, elsewhere] = clinicIds as [string, string, string];
    const { scope } = await givenStaff(t, { organizationId, clinicIds: [here, there] });
    await proof.proves(
      { organizationId },
      scope,
      (ctx) => saveView(ctx, calls, aView(here, { inAllClinics: true, name: 'Everywhere' })),
      ['calls.view-saved', 'calls.view-saved'],
    );
    assert.deepEqual(await names(scope, here), ['Everywhere']);
    assert.deepEqual(await names(scope, there), ['Everywhere']);
    const feeds = (await loggedChanges(t, organizationId)).map(({ clinic_id }) => clinic_id);
    assert.deepEqual(feeds.sort(), [here, there].sort());
    const other = await givenStaff(t, { organizationId, clinicIds: [elsewhere] });
    assert.deepEqual(await names(other.scope, elsewhere), []);
    await assert.rejects(names(scope, elsewhere), { code: 'not-found' });
  });

  it('are for others only from who may assign, and change by nobody else', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, ana, manager } = clinic;
    for (const wish of [
      aView(clinicId, { scope: 'shared' }),
      aView(clinicId, { scope: 'role', role: 'scheduler' }),
    ])
      await refusesSaving(clinic, ana.scope, wish, 'not-allowed');
    const { id: viewId } = await save(manager.scope, aView(clinicId, { scope: 'shared' }));
    const touch = { viewId, expectedVersion: 1 };
    const renaming = { ...touch, name: 'Mine now' };
    for (const act of [
      (ctx: Parameters<typeof changeView>[0]) => changeView(ctx, calls, renaming),
      (ctx: Parameters<typeof removeView>[0]) => removeView(ctx, calls, touch),
    ])
      await proof.refuses(clinic, ana.scope, act, 'not-allowed');
    const stale = { ...renaming, expectedVersion: 2 };
    await proof.refuses(clinic, manager.scope, (ctx) => changeView(ctx, calls, stale), 'conflict');
  });

  it('are refused where they contradict themselves', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, manager } = clinic;
    for (const wish of [
      aView(clinicId, { scope: 'role' }),
      aView(clinicId, { scope: 'shared', role: 'scheduler' }),
      aView(clinicId, { scope: 'shared', inAllClinics: true }),
      aView(clinicId, { filter: { show: 'open', status: 'no-such-state' } }),
    ])
      await refusesSaving(clinic, manager.scope, wish, 'invalid-input');
  });

  it('have names of their own beside each other, and room for so many', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, ana, ben } = clinic;
    await save(ana.scope, aView(clinicId, { name: 'View 0' }));
    const taken = 'rule-broken name-taken';
    await refusesSaving(clinic, ana.scope, aView(clinicId, { name: 'VIEW 0' }), taken);
    await save(ben.scope, aView(clinicId, { name: 'View 0' }));
    const all = [];
    while (all.length < mostWorkViews - 1)
      all.push(await save(ana.scope, aView(clinicId, { name: `View ${all.length + 1}` })));
    const tooMany = 'rule-broken too-many-views';
    await refusesSaving(clinic, ana.scope, aView(clinicId, { name: 'One more' }), tooMany);
    const renaming = { viewId: all[0]!.id, expectedVersion: 1, name: 'view 0' };
    await proof.refuses(clinic, ana.scope, (ctx) => changeView(ctx, calls, renaming), taken);
    const same = { ...renaming, name: 'view 1' };
    await t.database.inTransaction(ana.scope, (ctx) => changeView(ctx, calls, same));
  });

  it('take a name once when two save it in the same moment', async () => {
    const clinic = await givenCallClinic(t);
    const { clinicId, manager } = clinic;
    const wish = aView(clinicId, { scope: 'shared' });
    const answers = await Promise.allSettled([
      save(manager.scope, wish),
      save(manager.scope, wish),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(await names(manager.scope, clinicId), ['Late calls']);
  });
});
