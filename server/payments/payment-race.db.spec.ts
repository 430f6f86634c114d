import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { errorCode } from '../platform/error-code.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { collectCopay } from './copay-service.ts';
import { closeDrawer, openDrawer } from './drawer-service.ts';
import { aPayment } from './given-payment.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

/** So many visits, a quarter of an hour apart. */
async function visits(clinic: BookableClinic, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const startsAt = new Date(Date.parse('2026-11-23T15:00:00.000Z') + at * 900_000).toISOString();
    ids.push(await givenAppointment(t, { ...clinic, startsAt, minutes: 15 }));
  }
  return ids;
}

const cash = (clinic: BookableClinic, appointmentId: string) =>
  clinic.act((ctx) => collectCopay(ctx, { appointmentId, ...aPayment, method: 'cash' }));

function refusals(ends: readonly PromiseSettledResult<unknown>[]): string[] {
  return ends.flatMap((end) => (end.status === 'rejected' ? [errorCode(end.reason)] : []));
}

const open = ({ clinicId, act }: BookableClinic) =>
  act((ctx) => openDrawer(ctx, { clinicId, floatCents: 10_000 }));

describe('at the same time', () => {
  it('many desks collect: every receipt has its number and none is missing', async () => {
    const clinic = await givenBookableClinic(t);
    await open(clinic);
    const ids = await visits(clinic, 12);
    await Promise.all(ids.map((id) => cash(clinic, id)));
    const numbers = await t
      .owner('payment')
      .where({ organization_id: clinic.organizationId })
      .orderBy('receipt_number')
      .pluck<number[]>('receipt_number');
    assert.deepEqual(
      numbers,
      ids.map((_, at) => at + 1),
    );
  });

  it('two desks collect the copay of one visit: it is collected once', async () => {
    const clinic = await givenBookableClinic(t);
    await open(clinic);
    for (const id of await visits(clinic, 6)) {
      const ends = await Promise.allSettled([cash(clinic, id), cash(clinic, id)]);
      assert.deepEqual(refusals(ends), ['conflict']);
      assert.equal((await t.owner('payment').where({ appointment_id: id })).length, 1);
    }
  });

  it('one person opens two drawers: one is open', async () => {
    const clinic = await givenBookableClinic(t);
    const ends = await Promise.allSettled([open(clinic), open(clinic), open(clinic)]);
    assert.deepEqual(refusals(ends), ['rule-broken drawer-open', 'rule-broken drawer-open']);
  });

  it('cash comes while the drawer is closed: it is in the count, or it is not taken', async () => {
    const clinic = await givenBookableClinic(t);
    for (const id of await visits(clinic, 10)) {
      const drawer = await open(clinic);
      const close = (expectedVersion: number, countedCents: number) =>
        clinic.act((ctx) =>
          closeDrawer(ctx, { drawerId: drawer.id, expectedVersion, countedCents }),
        );
      const ends = await Promise.allSettled([close(1, 10_000), cash(clinic, id)]);
      const [refusal] = refusals(ends);
      assert.ok(refusal === 'conflict' || refusal === 'rule-broken no-open-drawer', refusal);
      if (refusal === 'conflict') await close(2, 12_500);
      const { expected_cents: expected } = await t
        .owner('drawer')
        .where({ id: drawer.id })
        .first<{ expected_cents: number }>('*');
      const paid = await t.owner('payment').where({ drawer_id: drawer.id });
      assert.equal(expected, 10_000 + paid.length * 2_500);
    }
  });
});
