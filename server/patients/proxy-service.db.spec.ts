import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Proxy } from '#contract/proxy';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { getPatientAlerts } from './flag-service.ts';
import { givenPatient } from './given-patient.ts';
import { givenProxy } from './given-proxy.ts';
import { listProxies } from './proxy-queries.ts';
import { addProxy, revokeProxy, type AddProxy } from './proxy-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk(birthOn = '2015-03-14') {
  const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
  const { scope } = await givenStaff(t, { organizationId, clinicIds, family: 'Reyes' });
  const patientId = await givenPatient(t, { organizationId, birthOn });
  return { organizationId, clinicIds, clinicId, patientId, scope };
}
type Desk = Awaited<ReturnType<typeof givenDesk>>;

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}
const listed = (desk: Desk) => within(desk.scope, (ctx) => listProxies(ctx, desk));

function aMother(desk: Desk, over: Partial<AddProxy> = {}): AddProxy {
  return {
    clinicId: desk.clinicId,
    patientId: desk.patientId,
    personId: null,
    family: 'Díaz',
    given: 'Rosa',
    relation: 'mother',
    ground: 'parent',
    phone: '(617) 555-0144',
    told: ['visits', 'clinical', 'visits'],
    mayDecide: true,
    startsOn: '2026-11-01',
    endsOn: null,
    evidence: 'Birth certificate seen',
    ...over,
  };
}

async function expectProxyChange(
  desk: Desk,
  type: string,
  action: (ctx: Ctx) => Promise<Proxy>,
): Promise<Proxy> {
  let fresh: Awaited<ReturnType<typeof listed>> = [];
  const { answer, changes } = await expectChange({
    t,
    organizationId: desk.organizationId,
    snapshot: () => listed(desk),
    fold: () => fresh,
    action: async () => {
      const changed = await within(desk.scope, action);
      fresh = await listed(desk);
      return changed;
    },
    types: [type],
  });
  assert.deepEqual(
    changes.map(({ feed, payload }) => [feed, payload]),
    [['patients:organization', { patientId: desk.patientId }]],
  );
  return answer;
}

const refuse = (desk: Desk, refusal: string, action: (ctx: Ctx) => Promise<unknown>) =>
  expectNoChange({
    t,
    organizationId: desk.organizationId,
    snapshot: () => listed(desk),
    action: () => within(desk.scope, action),
    refusal,
  });

describe('who acts for a patient', () => {
  it('is written down with ground, scope and evidence, and told to who asks', async () => {
    const desk = await givenDesk();
    const added = await expectProxyChange(desk, 'patients.proxy-added', (ctx) =>
      addProxy(ctx, aMother(desk)),
    );
    assert.deepEqual([added.told, added.phone], [['visits', 'clinical'], '+16175550144']);
    assert.match(added.addedBy ?? '', /Reyes/);
    const [only] = await listed(desk);
    assert.deepEqual([only?.state, only?.endsWithBirthdayOn], ['in-force', '2033-03-14']);
    const { mayBeTold } = await within(desk.scope, (ctx) => getPatientAlerts(ctx, desk));
    assert.deepEqual(
      mayBeTold.map(({ given, told }) => [given, told]),
      [['Rosa', ['visits', 'clinical']]],
    );
  });

  it('is told less of a child who is old enough, and nothing after the birthday', async () => {
    const teen = await givenDesk('2012-03-14');
    await givenProxy(t, teen);
    const [narrowed] = await listed(teen);
    assert.deepEqual([narrowed?.told, narrowed?.narrowed], [['visits', 'billing'], true]);
    const adult = await givenDesk('2008-11-23');
    await givenProxy(t, adult);
    await givenProxy(t, adult, { given: 'Rosa', ground: 'permission', told: ['visits'] });
    assert.deepEqual(
      (await listed(adult)).map(({ state, told }) => [state, told]),
      [
        ['in-force', ['visits']],
        ['of-age', []],
      ],
    );
    await refuse(adult, 'rule-broken of-age', (ctx) => addProxy(ctx, aMother(adult)));
    await expectProxyChange(adult, 'patients.proxy-added', (ctx) =>
      addProxy(ctx, aMother(adult, { ground: 'permission' })),
    );
  });

  it('follows the ages that the clinic’s rule says', async () => {
    const desk = await givenDesk('2012-03-14');
    await givenProxy(t, desk);
    await t.owner('dated_rule').insert({
      organization_id: desk.organizationId,
      clinic_id: desk.clinicId,
      rule: 'patients.ages',
      version: 1,
      value: JSON.stringify({ adultAt: 19, narrowsAt: 16, narrowedTo: [] }),
      source: 'State law',
      effective_from: t.clock.now,
    });
    const [only] = await listed(desk);
    assert.deepEqual([only?.narrowed, only?.endsWithBirthdayOn], [false, '2031-03-14']);
  });

  it('ends at once when it is revoked, with the reason', async () => {
    const desk = await givenDesk();
    const proxyId = await givenProxy(t, desk);
    const revoke = { clinicId: desk.clinicId, proxyId, reason: 'Custody order' };
    await refuse(desk, 'conflict', (ctx) => revokeProxy(ctx, { ...revoke, expectedVersion: 2 }));
    const revoked = await expectProxyChange(desk, 'patients.proxy-revoked', (ctx) =>
      revokeProxy(ctx, { ...revoke, expectedVersion: 1 }),
    );
    assert.equal(revoked.revoked?.reason, 'Custody order');
    await refuse(desk, 'rule-broken proxy-revoked', (ctx) =>
      revokeProxy(ctx, { ...revoke, expectedVersion: 2 }),
    );
    const { mayBeTold } = await within(desk.scope, (ctx) => getPatientAlerts(ctx, desk));
    assert.deepEqual(mayBeTold, []);
  });

  it('makes sense, and is kept by those who may', async () => {
    const desk = await givenDesk();
    const { organizationId, clinicIds } = desk;
    const elsewhere = await givenDesk();
    for (const wrong of [
      { endsOn: '2026-10-31' },
      { phone: 'her sister’s' },
      { personId: desk.patientId },
      { personId: elsewhere.patientId },
    ])
      await refuse(desk, 'invalid-input', (ctx) => addProxy(ctx, aMother(desk, wrong)));
    await refuse(desk, 'not-found', (ctx) =>
      addProxy(ctx, aMother(desk, { patientId: elsewhere.patientId })),
    );
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    await refuse({ ...desk, scope: biller.scope }, 'not-allowed', (ctx) =>
      addProxy(ctx, aMother(desk)),
    );
  });
});
