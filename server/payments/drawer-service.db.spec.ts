import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { collectCopay } from './copay-service.ts';
import { getOwnDrawer, listDrawers } from './drawer-queries.ts';
import { closeDrawer, openDrawer, type CloseDrawer } from './drawer-service.ts';
import { aPayment } from './given-payment.ts';
import { expectedCash, refuseCount, sumsOf } from './payment-rules.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(): Promise<BookableClinic> {
  t.clock.set(testStart);
  return givenBookableClinic(t);
}

const open =
  ({ clinicId }: BookableClinic) =>
  (ctx: Ctx) =>
    openDrawer(ctx, { clinicId, floatCents: 10_000 });

const close =
  (drawerId: string, over: Partial<CloseDrawer> = {}) =>
  (ctx: Ctx) =>
    closeDrawer(ctx, { drawerId, expectedVersion: 1, countedCents: 10_000, ...over });

function refuses(
  { organizationId }: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const snapshot = () => t.owner('drawer').where({ organization_id: organizationId }).orderBy('id');
  return expectNoChange({ t, organizationId, snapshot, action, refusal });
}

async function collect(
  clinic: BookableClinic,
  method: 'cash' | 'card',
  startsAt = '2026-11-23T16:00:00.000Z',
): Promise<void> {
  const appointmentId = await givenAppointment(t, { ...clinic, startsAt });
  await clinic.act((ctx) => collectCopay(ctx, { appointmentId, ...aPayment, method }));
}

describe('a drawer', () => {
  it('is open once for each person in a clinic', async () => {
    const clinic = await given();
    await clinic.act(open(clinic));
    await refuses(clinic, 'rule-broken drawer-open', () => clinic.act(open(clinic)));
    await clinic.actAs(clinic.manager, open(clinic));
    const types = (await loggedChanges(t, clinic.organizationId)).map(({ type }) => type);
    assert.deepEqual(types, ['payments.drawer-opened', 'payments.drawer-opened']);
  });

  it('is closed by its count, for good', async () => {
    const clinic = await given();
    const { id } = await clinic.act(open(clinic));
    await collect(clinic, 'cash');
    await collect(clinic, 'card', '2026-11-23T17:00:00.000Z');
    await refuses(clinic, 'conflict', () => clinic.act(close(id)));
    const counted = { expectedVersion: 3, countedCents: 12_500 };
    const drawer = await clinic.act(close(id, counted));
    assert.deepEqual(drawer.sums, { cash: 2_500, card: 2_500, check: 0 });
    assert.equal(drawer.closed?.countedCents, 12_500);
    await refuses(clinic, 'rule-broken wrong-state', () =>
      clinic.act(close(id, { ...counted, expectedVersion: 4 })),
    );
    const again = await clinic.act((ctx) => getOwnDrawer(ctx, clinic.clinicId));
    assert.deepEqual([again.drawer, again.lastFloatCents], [null, 10_000]);
    await clinic.act(open(clinic));
  });

  it('says why the count differs', async () => {
    const clinic = await given();
    const { id } = await clinic.act(open(clinic));
    for (const reason of [undefined, ''])
      await refuses(clinic, 'rule-broken difference-unexplained', () =>
        clinic.act(close(id, { countedCents: 9_900, reason })),
      );
    const drawer = await clinic.act(close(id, { countedCents: 9_900, reason: 'Gave a dollar' }));
    assert.deepEqual(
      [drawer.expectedCents, drawer.closed?.countedCents, drawer.closed?.reason],
      [10_000, 9_900, 'Gave a dollar'],
    );
  });

  it('is closed by its keeper or by who reviews drawers', async () => {
    const clinic = await given();
    const { id } = await clinic.act(open(clinic));
    const colleague = await givenStaff(t, clinic);
    await refuses(clinic, 'not-allowed', () => clinic.actAs(colleague, close(id)));
    const drawer = await clinic.actAs(clinic.manager, close(id));
    assert.equal(drawer.status, 'closed');
  });

  it('takes nothing more once it is closed, whatever the code does', async () => {
    const clinic = await given();
    const { id } = await clinic.act(open(clinic));
    await collect(clinic, 'cash');
    await assert.rejects(
      t
        .owner('drawer')
        .where({ id })
        .update({
          ...{ status: 'closed', closed_at: t.clock.now, closed_by: clinic.scheduler.staffId },
          ...{ expected_cents: 10_000, counted_cents: 10_000 },
        }),
      /drawer_sum|float and the cash/,
    );
    await clinic.act(close(id, { expectedVersion: 2, countedCents: 12_500 }));
    const paid = await t.owner('payment').where({ drawer_id: id }).first<object>('*');
    await assert.rejects(
      t.owner('payment').insert({ ...paid, id: clinic.patientId, receipt_number: 2 }),
      /closed drawer/,
    );
    await assert.rejects(t.owner('drawer').where({ id }).update({ counted_cents: 0 }), /closed/);
  });
});

describe('the drawers of a day', () => {
  it('are those that were open on it, with what was collected by each method', async () => {
    const clinic = await given();
    const { clinicId } = clinic;
    const { id } = await clinic.act(open(clinic));
    await collect(clinic, 'cash');
    await collect(clinic, 'card', '2026-11-23T17:00:00.000Z');
    const listed = (date: string) =>
      clinic.actAs(clinic.manager, (ctx) => listDrawers(ctx, { clinicId, date }));
    const today = await listed('2026-11-23');
    assert.deepEqual(
      today.items.map((drawer) => drawer.id),
      [id],
    );
    assert.deepEqual(today.collected, { cash: 2_500, card: 2_500, check: 0 });
    assert.deepEqual((await listed('2026-11-22')).items, []);
    assert.equal((await listed('2026-11-24')).items.length, 1, 'nobody has closed it yet');
    await clinic.act(close(id, { expectedVersion: 3, countedCents: 12_500 }));
    assert.deepEqual((await listed('2026-11-24')).items, []);
    assert.equal((await listed('2026-11-23')).items.length, 1);
  });
});

describe('the sum of a drawer', () => {
  it('is the float and every payment in cash less what was handed back', () => {
    const moves = fc.array(
      fc.record({
        method: fc.constantFrom('cash', 'card', 'check'),
        taken: fc.nat(10_000),
        voided: fc.nat(10_000),
      }),
    );
    fc.assert(
      fc.property(moves, fc.nat(50_000), (rows, floatCents) => {
        const cash = rows.filter(({ method }) => method === 'cash');
        const expected = cash.reduce((sum, row) => sum + row.taken - row.voided, floatCents);
        assert.equal(expectedCash(floatCents, sumsOf(rows)), expected);
      }),
    );
  });

  it('is explained exactly where the count is another', () => {
    const count = { countedCents: 1, expectedCents: 2, reason: null };
    assert.equal(refuseCount(count)?.rule, 'difference-unexplained');
    assert.equal(refuseCount({ ...count, reason: 'x' }), null);
    assert.equal(refuseCount({ ...count, countedCents: 2 }), null);
  });
});
