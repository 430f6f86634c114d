import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { networkOn } from '#contract/pharmacy';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { givenPayer } from './given-coverage.ts';
import { givenPharmacy } from './given-pharmacy.ts';
import {
  changePharmacyNetwork,
  listPharmacyNetwork,
  type ChangePharmacyNetwork,
} from './pharmacy-network-service.ts';
import {
  addPharmacy,
  changePharmacy,
  searchPharmacies,
  type AddPharmacy,
} from './pharmacy-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk() {
  const organization = await givenOrganization(t);
  const { organizationId } = organization;
  const { scope } = await givenStaff(t, { ...organization, role: 'pharmacist' });
  const pharmacyId = await givenPharmacy(t, organizationId);
  return { ...organization, scope, pharmacyId };
}
type Desk = Awaited<ReturnType<typeof givenDesk>>;

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

function aPharmacy(clinicId: string, over: Partial<AddPharmacy> = {}): AddPharmacy {
  return {
    clinicId,
    ncpdpId: '2200001',
    name: 'Corner Pharmacy',
    address: '1 Elm St, Boston, MA',
    phone: '617 555 0166',
    pickup: true,
    deliveryDays: 1,
    mailDays: null,
    ...over,
  };
}

const all = ({ scope }: Desk) => within(scope, (ctx) => searchPharmacies(ctx, ''));
const networkOf = ({ scope, pharmacyId }: Desk) =>
  within(scope, (ctx) => listPharmacyNetwork(ctx, pharmacyId));
const kept = (desk: Desk) => async () => ({
  pharmacies: await all(desk),
  network: await networkOf(desk),
  versions: await t
    .owner('pharmacy_version')
    .where({ organization_id: desk.organizationId })
    .select('id', 'version', 'act'),
});

/** Thin changes: a console fetches with its own rights. */
async function expectTold<T>(desk: Desk, type: string, action: (ctx: Ctx) => Promise<T>) {
  const snapshot = kept(desk);
  let fresh = await snapshot();
  const { answer } = await expectChange({
    t,
    organizationId: desk.organizationId,
    snapshot,
    fold: () => fresh,
    action: async () => {
      const done = await within(desk.scope, action);
      fresh = await snapshot();
      return done;
    },
    types: [type],
  });
  return answer;
}

const refuse = (desk: Desk, refusal: string, action: (ctx: Ctx) => Promise<unknown>) =>
  expectNoChange({
    t,
    organizationId: desk.organizationId,
    snapshot: kept(desk),
    action: () => within(desk.scope, action),
    refusal,
  });

describe('pharmacies', () => {
  it('are found by the words of their name or address, or by identifier', async () => {
    const desk = await givenDesk();
    await within(desk.scope, (ctx) => addPharmacy(ctx, aPharmacy(desk.clinicId)));
    const found = async (text: string): Promise<string[]> =>
      within(desk.scope, async (ctx) =>
        (await searchPharmacies(ctx, text)).map(({ name }) => name),
      );
    assert.deepEqual(await found('corn elm'), ['Corner Pharmacy']);
    assert.deepEqual(await found('2299999'), ['Harbor Drug']);
    assert.deepEqual(await found(''), ['Corner Pharmacy', 'Harbor Drug']);
  });

  it('have one identifier each, and a way to reach the patient', async () => {
    const desk = await givenDesk();
    const add = (over: Partial<AddPharmacy>) => (ctx: Ctx) =>
      addPharmacy(ctx, aPharmacy(desk.clinicId, over));
    const added = await expectTold(desk, 'patients.pharmacy-added', add({}));
    assert.deepEqual([added.phone, added.version], ['+16175550166', 1]);
    await refuse(desk, 'rule-broken known-pharmacy', add({ name: 'Again' }));
    const none = { ncpdpId: '2200003', pickup: false, deliveryDays: null };
    await refuse(desk, 'invalid-input', add(none));
    await refuse(desk, 'invalid-input', add({ ncpdpId: '2200003', phone: 'ask Joe' }));
  });

  it('are changed for everybody, by the version that was seen and by those who may', async () => {
    const desk = await givenDesk();
    const { pharmacyId, clinicId, organizationId, clinicIds } = desk;
    const moved = aPharmacy(clinicId, { ncpdpId: '2299999', address: '9 Oak St', mailDays: 3 });
    const change =
      (over: object = {}) =>
      (ctx: Ctx) =>
        changePharmacy(ctx, { ...moved, pharmacyId, expectedVersion: 1, ...over });
    await within(desk.scope, (ctx) => addPharmacy(ctx, aPharmacy(clinicId)));
    await refuse(desk, 'conflict', change({ expectedVersion: 2 }));
    await refuse(desk, 'rule-broken known-pharmacy', change({ ncpdpId: '2200001' }));
    await refuse(
      desk,
      'invalid-input',
      change({ pickup: false, deliveryDays: null, mailDays: null }),
    );
    await refuse(desk, 'not-found', change({ pharmacyId: newId() }));
    const scheduler = await givenStaff(t, { organizationId, clinicIds, role: 'scheduler' });
    await refuse({ ...desk, scope: scheduler.scope }, 'not-allowed', change());
    const changed = await expectTold(desk, 'patients.pharmacy-changed', change());
    assert.deepEqual(
      [changed.name, changed.address, changed.mailDays, changed.version],
      ['Corner Pharmacy', '9 Oak St', 3, 2],
    );
    assert.deepEqual(
      (await all(desk)).find(({ id }) => id === pharmacyId),
      changed,
    );
  });
});

describe('whose network a pharmacy is in', () => {
  it('holds from a day until the next, per payer, and is corrected on its day', async () => {
    const desk = await givenDesk();
    const { clinicId, pharmacyId, organizationId } = desk;
    const payerId = await givenPayer(t, organizationId, { name: 'Harbor Health' });
    const other = await givenPayer(t, organizationId, { name: 'Summit Mutual' });
    const say = (over: Partial<ChangePharmacyNetwork>) =>
      expectTold(desk, 'patients.pharmacy-changed', (ctx) =>
        changePharmacyNetwork(ctx, {
          clinicId,
          pharmacyId,
          expectedVersion: 1,
          payerId,
          standing: 'in-network',
          fromOn: '2026-01-01',
          ...over,
        }),
      );
    await say({});
    await say({ expectedVersion: 2, standing: 'out-of-network', fromOn: '2026-11-01' });
    await say({ expectedVersion: 3, payerId: other, standing: 'preferred' });
    const { network, pharmacy } = await say({
      expectedVersion: 4,
      standing: 'unknown',
      fromOn: '2026-11-01',
    });
    assert.equal(pharmacy.version, 5);
    assert.deepEqual(
      network.map(({ payerName, standing, fromOn }) => [payerName, standing, fromOn]),
      [
        ['Harbor Health', 'unknown', '2026-11-01'],
        ['Harbor Health', 'in-network', '2026-01-01'],
        ['Summit Mutual', 'preferred', '2026-01-01'],
      ],
    );
    assert.deepEqual(
      ['2025-12-31', '2026-01-01', '2026-10-31', '2026-11-01'].map((on) =>
        networkOn(network, { payerId, on }),
      ),
      ['unknown', 'in-network', 'in-network', 'unknown'],
    );
    assert.equal(networkOn(network, { payerId: other, on: '2026-11-01' }), 'preferred');
    const versions = await t
      .owner('pharmacy_network_version')
      .where({ organization_id: organizationId, id: network[0]?.id })
      .orderBy('version')
      .select<{ act: string }[]>('act');
    assert.deepEqual(
      versions.map(({ act }) => act),
      ['added', 'corrected'],
    );
  });

  it('is left as it stands when nothing else is said, or it may not be said', async () => {
    const desk = await givenDesk();
    const { clinicId, clinicIds, pharmacyId, organizationId } = desk;
    const payerId = await givenPayer(t, organizationId);
    const elsewhere = await givenPayer(t, (await givenOrganization(t)).organizationId);
    const say =
      (over: Partial<ChangePharmacyNetwork> = {}) =>
      (ctx: Ctx) =>
        changePharmacyNetwork(ctx, {
          clinicId,
          pharmacyId,
          expectedVersion: 2,
          payerId,
          standing: 'in-network',
          fromOn: '2026-01-01',
          ...over,
        });
    await within(desk.scope, say({ expectedVersion: 1 }));
    const before = await kept(desk)();
    await within(desk.scope, say());
    assert.deepEqual(await kept(desk)(), before);
    await refuse(desk, 'conflict', say({ expectedVersion: 1, standing: 'preferred' }));
    await refuse(desk, 'invalid-input', say({ payerId: elsewhere }));
    await refuse(desk, 'not-found', say({ pharmacyId: newId() }));
    const clerk = await givenStaff(t, { organizationId, clinicIds, role: 'scheduler' });
    await refuse({ ...desk, scope: clerk.scope }, 'not-allowed', say({ standing: 'preferred' }));
  });
});
