import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Role } from '#contract/permission';
import type { StaffMember } from '#contract/staff-member';
import { givenCall, givenCallClinic, type CallClinic } from '../calls/given-call.ts';
import { calls } from '../calls/calls-queue.ts';
import { callsProof, type CallsProof } from '../calls/test-calls.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { assignWork } from '../platform/work/work-service.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { addAbsence } from './absence-service.ts';
import { givenLink } from './given-link.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from './given-organization.ts';
import { findMember, listMembers, readHistory } from './member-queries.ts';
import {
  changeStaffDetails,
  changeStaffRoles,
  endStaffMember,
  inviteStaffMember,
  reinstateStaffMember,
} from './member-service.ts';
import { memberView } from './member-view.ts';

describe('people', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const run = <T>(scope: Scope, act: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction(scope, act);
  const listed = (staff: GivenStaff, clinicId: string) =>
    run(staff.scope, (ctx) => listMembers(ctx, clinicId));
  const seen = async (scope: Scope, staffId: string): Promise<StaffMember> =>
    memberView((await run(scope, (ctx) => findMember(ctx, staffId)))!);
  const typesOf = async (organizationId: string) =>
    (await loggedChanges(t, organizationId)).map(({ type, payload }) => [type, payload]);
  const refuses = (
    by: GivenStaff,
    clinicId: string,
    act: (ctx: Ctx) => Promise<unknown>,
    refusal: string,
  ) =>
    expectNoChange({
      t,
      organizationId: by.organizationId,
      snapshot: () => listed(by, clinicId),
      action: () => run(by.scope, act),
      refusal,
    });

  async function givenTeam(options: { clinics?: number } = {}) {
    const { organizationId, clinicIds, clinicId } = await givenOrganization(t, {
      clinics: Array.from({ length: options.clinics ?? 1 }, () => ({})),
    });
    const person = async (role: Role, where = clinicIds) => {
      const staff = await givenStaff(t, { organizationId, clinicIds: where, role });
      await givenLogin(staff);
      return staff;
    };
    return {
      organizationId,
      clinicId,
      clinicIds,
      administrator: await person('administrator'),
      manager: await person('clinic-manager', [clinicId]),
      biller: await person('biller', [clinicId]),
      person,
    };
  }
  async function givenLogin({ organizationId, staffId }: GivenStaff): Promise<void> {
    await t.owner('login').insert({
      organization_id: organizationId,
      staff_id: staffId,
      name: staffId,
      password_hash: '',
      changed_at: t.clock.now,
    });
  }

  it('come by an invitation, with roles and a link of which only the hash is kept', async () => {
    const { organizationId, clinicId, manager } = await givenTeam();
    const wish = { clinicId, given: 'Nia', family: 'New', roles: ['scheduler', 'biller'] as const };
    const { member, link } = await run(manager.scope, (ctx) => inviteStaffMember(ctx, wish));
    assert.equal(member.state, 'invited');
    assert.deepEqual(
      member.grants.map(({ role }) => role),
      ['biller', 'scheduler'],
    );
    const secret = link.path.replace('/join#', '');
    assert.ok(Buffer.from(secret, 'base64url').length * 8 >= 128);
    const rows = await t.owner('staff_link').where({ staff_id: member.id }).select('*');
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(secret));
    assert.deepEqual(await typesOf(organizationId), [['staff.member-changed', null]]);
    const [first] = await run(manager.scope, (ctx) => readHistory(ctx, member.id));
    assert.deepEqual(
      [first?.act, first?.actorId, first?.added.length],
      ['invite', manager.staffId, 2],
    );
  });

  it('are given no role that allows more than the giver holds there', async () => {
    const { clinicId, clinicIds, manager, biller, administrator } = await givenTeam({ clinics: 2 });
    const wish = { clinicId, given: 'Nia', family: 'New', roles: ['administrator'] as const };
    await refuses(manager, clinicId, (ctx) => inviteStaffMember(ctx, wish), 'not-allowed');
    const roles =
      (staff: GivenStaff, given: Role[], where = clinicId) =>
      (ctx: Ctx) =>
        changeStaffRoles(ctx, {
          staffId: staff.staffId,
          expectedVersion: 1,
          clinicId: where,
          roles: given,
        });
    await refuses(manager, clinicId, roles(manager, ['administrator']), 'not-allowed');
    await refuses(manager, clinicId, roles(biller, ['administrator']), 'not-allowed');
    await refuses(manager, clinicId, roles(biller, ['biller'], clinicIds[1] ?? ''), 'not-allowed');
    await refuses(manager, clinicId, roles(administrator, ['biller']), 'not-allowed');
  });

  it('change roles in one clinic, which their sockets hear and the history keeps', async () => {
    const { organizationId, clinicId, clinicIds, manager, person } = await givenTeam({
      clinics: 2,
    });
    const biller = await person('biller');
    const change = { staffId: biller.staffId, clinicId, expectedVersion: 1 };
    const after = await run(manager.scope, (ctx) =>
      changeStaffRoles(ctx, { ...change, roles: ['scheduler'] }),
    );
    assert.deepEqual(
      new Set(after.grants.map((grant) => `${grant.clinicId} ${grant.role}`)),
      new Set([`${clinicId} scheduler`, `${clinicIds[1]!} biller`]),
    );
    assert.deepEqual(await typesOf(organizationId), [['staff.access-changed', null]]);
    await refuses(
      manager,
      clinicId,
      (ctx) => changeStaffRoles(ctx, { ...change, roles: ['biller'] }),
      'conflict',
    );
    const again = await run(manager.scope, (ctx) =>
      changeStaffRoles(ctx, { ...change, expectedVersion: 2, roles: ['biller'] }),
    );
    const [last] = await run(manager.scope, (ctx) => readHistory(ctx, biller.staffId));
    assert.deepEqual(
      [again.version, last?.added, last?.removed],
      [3, [{ clinicId, role: 'biller' }], [{ clinicId, role: 'scheduler' }]],
    );
  });

  it('keep one role, or are ended', async () => {
    const { clinicId, manager, biller } = await givenTeam();
    const none = { staffId: biller.staffId, clinicId, expectedVersion: 1, roles: [] };
    await refuses(
      manager,
      clinicId,
      (ctx) => changeStaffRoles(ctx, none),
      'rule-broken no-clinic-left',
    );
  });

  describe('the last administrator of a clinic', () => {
    const dropped = (staff: GivenStaff, clinicId: string) => (ctx: Ctx) =>
      changeStaffRoles(ctx, {
        staffId: staff.staffId,
        clinicId,
        expectedVersion: 1,
        roles: ['biller'],
      });
    const ended = (staff: GivenStaff) => (ctx: Ctx) =>
      endStaffMember(ctx, { staffId: staff.staffId, expectedVersion: 1 });

    it('stays, also where another is invited and has not come yet', async () => {
      const { organizationId, clinicId, clinicIds, administrator } = await givenTeam();
      await givenStaff(t, { organizationId, clinicIds, role: 'administrator' });
      await refuses(
        administrator,
        clinicId,
        dropped(administrator, clinicId),
        'rule-broken last-administrator',
      );
    });

    it('stays when two end each other at the same time: one of them is refused', async () => {
      const { clinicId, administrator, person } = await givenTeam();
      const other = await person('administrator');
      const settled = await Promise.allSettled([
        run(administrator.scope, ended(other)),
        run(other.scope, ended(administrator)),
      ]);
      assert.deepEqual(settled.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      const left = (await listed(administrator, clinicId)).filter(
        ({ state, grants }) =>
          state === 'active' && grants.some(({ role }) => role === 'administrator'),
      );
      assert.equal(left.length, 1);
    });

    it('is kept by the database, whatever writes', async () => {
      const { administrator } = await givenTeam();
      const { staffId } = administrator;
      for (const write of [
        (ctx: Ctx) => ctx.db('role_grant').where({ staff_id: staffId }).delete(),
        (ctx: Ctx) => ctx.db('role_grant').where({ staff_id: staffId }).update({ role: 'biller' }),
        (ctx: Ctx) => ctx.db('staff_member').where({ id: staffId }).update({ ended_at: ctx.now }),
      ])
        await assert.rejects(
          run(administrator.scope, async (ctx) => write(ctx)),
          { constraint: 'staff_last_administrator' },
        );
    });
  });

  it('have attributes that hang together, or keep those that they had', async () => {
    const { clinicId, manager, biller } = await givenTeam();
    const { staffId } = biller;
    const expiresOn = '2027-06-30';
    const after = await run(manager.scope, (ctx) =>
      changeStaffDetails(ctx, {
        staffId,
        expectedVersion: 1,
        family: 'Married',
        npi: '1234567893',
        licence: { number: 'MD-77', state: 'MA', expiresOn },
        prescriber: true,
        deaSchedules: ['2', '3n'],
        supervisedById: manager.staffId,
        languages: ['es', 'en', 'es'],
        gender: 'other',
      }),
    );
    assert.deepEqual([after.languages, after.gender], [['es', 'en'], 'other']);
    assert.deepEqual(
      [after.family, after.licence?.expiresOn, after.deaSchedules, after.supervisedById],
      ['Married', expiresOn, ['2', '3n'], manager.staffId],
    );
    const change = (wish: object) => (ctx: Ctx) =>
      changeStaffDetails(ctx, { staffId, expectedVersion: 2, ...wish });
    for (const wish of [
      { prescriber: false },
      { supervisedById: staffId },
      { supervisedById: newId() },
    ])
      await refuses(manager, clinicId, change(wish), 'invalid-input');
    await refuses(
      manager,
      clinicId,
      (ctx) =>
        changeStaffDetails(ctx, {
          staffId: manager.staffId,
          expectedVersion: 1,
          supervisedById: staffId,
        }),
      'invalid-input',
    );
    await run(manager.scope, change({ family: 'Widowed', npi: null }));
    const [last] = await run(manager.scope, (ctx) => readHistory(ctx, staffId));
    assert.deepEqual(last?.fields, [
      { field: 'family', before: 'Married', after: 'Widowed' },
      { field: 'npi', before: '1234567893', after: '' },
    ]);
  });

  describe('who leaves', () => {
    async function givenLeaver() {
      const clinic = await givenCallClinic(t);
      await givenLogin(clinic.ana);
      const { organizationId, staffId } = clinic.ana;
      for (const device of ['desk', 'laptop'])
        await t.owner('session').insert({
          sid: newId(),
          sess: '{}',
          expire: '2026-11-24T03:00:00.000Z',
          public_id: newId(),
          organization_id: organizationId,
          staff_id: staffId,
          device,
          created_at: t.clock.now,
          last_seen_at: t.clock.now,
          absolute_expires_at: '2026-11-24T03:00:00.000Z',
        });
      return clinic;
    }
    const end = (clinic: CallClinic) =>
      run(clinic.manager.scope, (ctx) =>
        endStaffMember(ctx, { staffId: clinic.ana.staffId, expectedVersion: 1 }),
      );
    const runTicks = (clinic: CallClinic, types: string[]) =>
      proof.proves(
        clinic,
        clinic.system,
        async (ctx) => {
          for (const tick of workTicks(calls)) await tick.run(ctx);
        },
        types,
      );

    it('takes sessions, login and links along; the name stays, and everything is counted', async () => {
      const clinic = await givenLeaver();
      const { staffId, organizationId } = clinic.ana;
      await givenLink(t, clinic.ana, 'password-reset');
      const { member } = await end(clinic);
      assert.equal(member.state, 'left');
      const rowsOf = async (table: string) =>
        (await t.owner(table).where({ staff_id: staffId }).select('*')).length;
      assert.deepEqual([await rowsOf('session'), await rowsOf('login')], [0, 0]);
      const revoked = await t.owner('staff_link').where({ staff_id: staffId }).pluck('revoked_at');
      assert.deepEqual(revoked, [t.clock.now]);
      const [act] = await t
        .owner('audit_entry')
        .where({ organization_id: organizationId, act: 'staff.end' })
        .select<{ detail: object }[]>('detail');
      assert.deepEqual(act?.detail, {
        sessions: 2,
        openItems: 0,
        visitsAhead: 0,
        nextVisitAt: null,
      });
      assert.deepEqual(await typesOf(organizationId), [['staff.access-changed', null]]);
      const shown = await listed(clinic.manager, clinic.clinicId);
      assert.ok(shown.some(({ id, given }) => id === staffId && given === 'Ana'));
    });

    it('leaves items to the pool and lets go of what was in hand', async () => {
      const clinic = await givenLeaver();
      const [owned, held, others] = [
        await givenCall(t, clinic),
        await givenCall(t, clinic),
        await givenCall(t, clinic),
      ];
      await run(clinic.manager.scope, (ctx) =>
        assignWork(ctx, calls, {
          itemId: owned.id,
          expectedVersion: owned.version,
          ownerId: clinic.ana.staffId,
        }),
      );
      await run(clinic.ana.scope, (ctx) => claimWork(ctx, calls, held.id));
      await run(clinic.ben.scope, (ctx) => claimWork(ctx, calls, others.id));
      await end(clinic);
      await runTicks(clinic, ['calls.work-lease-expired', 'calls.work-covered']);
      const { calls: after } = await proof.snapshot(clinic);
      assert.equal(after[held.id]?.work.lease, null);
      assert.equal(after[owned.id]?.work.ownerId, null);
      assert.equal(after[others.id]?.work.lease?.holderId, clinic.ben.staffId);
    });

    it('leaves items to who covers for them at that time', async () => {
      const clinic = await givenLeaver();
      const owned = await givenCall(t, clinic);
      await run(clinic.manager.scope, (ctx) =>
        assignWork(ctx, calls, {
          itemId: owned.id,
          expectedVersion: owned.version,
          ownerId: clinic.ana.staffId,
        }),
      );
      await run(clinic.ana.scope, (ctx) =>
        addAbsence(ctx, {
          clinicId: clinic.clinicId,
          staffId: clinic.ana.staffId,
          coverId: clinic.ben.staffId,
          fromAt: '2026-11-23T14:00:00.000Z',
          untilAt: '2026-11-27T22:00:00.000Z',
        }),
      );
      await end(clinic);
      await runTicks(clinic, ['calls.work-covered']);
      const { calls: after } = await proof.snapshot(clinic);
      assert.equal(after[owned.id]?.work.ownerId, clinic.ben.staffId);
    });

    it('is not ended by themselves, by who holds less, or twice', async () => {
      const { clinicId, manager, administrator, biller } = await givenTeam();
      const ends = (by: GivenStaff, staff: GivenStaff, refusal: string, expectedVersion = 1) =>
        refuses(
          by,
          clinicId,
          (ctx) => endStaffMember(ctx, { staffId: staff.staffId, expectedVersion }),
          refusal,
        );
      await ends(manager, manager, 'not-allowed');
      await ends(manager, administrator, 'not-allowed');
      await run(manager.scope, (ctx) =>
        endStaffMember(ctx, { staffId: biller.staffId, expectedVersion: 1 }),
      );
      await ends(manager, biller, 'rule-broken has-left', 2);
    });

    it('comes back by a new invitation with the roles of before', async () => {
      const clinic = await givenLeaver();
      await end(clinic);
      const { member, link } = await run(clinic.manager.scope, (ctx) =>
        reinstateStaffMember(ctx, { staffId: clinic.ana.staffId, expectedVersion: 2 }),
      );
      assert.deepEqual(
        [member.state, member.grants.map(({ role }) => role), link.kind],
        ['invited', ['scheduler'], 'invitation'],
      );
      const again = await seen(clinic.manager.scope, clinic.ana.staffId);
      assert.equal(again.version, 3);
    });
  });

  it('of another clinic are not there for its neighbour’s manager', async () => {
    const { organizationId, clinicId, clinicIds, manager } = await givenTeam({ clinics: 2 });
    const elsewhere = await givenProvider(t, { organizationId, clinicIds: [clinicIds[1]!] });
    await refuses(
      manager,
      clinicId,
      (ctx) => endStaffMember(ctx, { staffId: elsewhere, expectedVersion: 1 }),
      'not-found',
    );
  });
});
