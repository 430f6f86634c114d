import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { applyCopayChange, type CopayChange, type CopayState } from '#contract/payments';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { cancelAppointment } from '../calendar/calendar-service.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { copayView, getCopay, getReceipt } from './copay-queries.ts';
import type { CopayRow } from './copay-repository.ts';
import { collectCopay, skipCopay, voidPayment, type CollectCopay } from './copay-service.ts';
import { getOwnDrawer } from './drawer-queries.ts';
import { closeDrawer, openDrawer } from './drawer-service.ts';
import { aPayment } from './given-payment.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Desk extends BookableClinic {
  appointmentId: string;
}

/** A visit at eleven, of a patient without a coverage. */
async function given(): Promise<Desk> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const startsAt = '2026-11-23T16:00:00.000Z';
  return { ...clinic, appointmentId: await givenAppointment(t, { ...clinic, startsAt }) };
}

async function snapshot(desk: Desk): Promise<CopayState> {
  const rows = await t
    .owner('visit_copay')
    .where({ organization_id: desk.organizationId })
    .select<CopayRow[]>('*');
  const views = await desk.act(async (ctx) => {
    const each = [];
    for (const row of rows) each.push(await copayView(ctx, row));
    return each;
  });
  return { copays: Object.fromEntries(views.map((view) => [view.id, view])) };
}

const fold = (state: CopayState, change: { type: string; payload: unknown }): CopayState =>
  change.payload !== null && change.type.startsWith('payments.')
    ? applyCopayChange(state, change as CopayChange)
    : state;

async function changes<T>(desk: Desk, types: string[], action: () => Promise<T>): Promise<T> {
  const { organizationId } = desk;
  const proof = { t, organizationId, snapshot: () => snapshot(desk), fold, action, types };
  return (await expectChange(proof)).answer;
}

function refuses(desk: Desk, refusal: string, action: () => Promise<unknown>): Promise<void> {
  const { organizationId } = desk;
  const rowsOf = (table: string) => t.owner(table).where({ organization_id: organizationId });
  return expectNoChange({
    t,
    organizationId,
    snapshot: async () => ({
      ...(await snapshot(desk)),
      drawers: await rowsOf('drawer').orderBy('id'),
      numbers: await rowsOf('receipt_counter'),
    }),
    action,
    refusal,
  });
}

const collect =
  ({ appointmentId }: Desk, over: Partial<CollectCopay> = {}) =>
  (ctx: Ctx) =>
    collectCopay(ctx, { appointmentId, ...aPayment, method: 'card', ...over });

const open =
  ({ clinicId }: Desk) =>
  (ctx: Ctx) =>
    openDrawer(ctx, { clinicId, floatCents: 10_000 });

const drawerOf = (desk: Desk) =>
  desk.act(async (ctx) => (await getOwnDrawer(ctx, desk.clinicId)).drawer);

describe('the copay of a visit', () => {
  it('is what the coverage that is billed first says on the day', async () => {
    const desk = await given();
    const { organizationId, appointmentId } = desk;
    const { patient_id: patientId } = await t
      .owner('appointment')
      .where({ id: appointmentId })
      .first<{ patient_id: string }>('patient_id');
    const of = { organizationId, patientId, payerId: await givenPayer(t, organizationId) };
    const known = { known_on: '2026-11-01', deductible_cents: 0 };
    await givenCoverage(t, of, { ...known, copay_cents: 1_500, ends_on: '2026-11-22' });
    await givenCoverage(t, of, { ...known, copay_cents: 900, billing_order: 'secondary' });
    const copay = () => desk.act((ctx) => getCopay(ctx, appointmentId));
    assert.deepEqual((await copay()).dueCents, 900, 'the first one has ended');
    await givenCoverage(t, of, {
      ...{ ...known, copay_cents: 2_500, effective_from: '2026-11-23' },
    });
    const { dueCents, dueFrom, version } = await copay();
    assert.deepEqual([dueCents, dueFrom, version], [2_500, 'coverage', 0]);
    const paid = await desk.act(collect(desk));
    assert.equal(paid.dueFrom, 'coverage');
  });

  it('is not known without a coverage, and then what the desk says', async () => {
    const desk = await given();
    const { dueCents, dueFrom } = await desk.act((ctx) => getCopay(ctx, desk.appointmentId));
    assert.deepEqual([dueCents, dueFrom], [null, null]);
    const copay = await changes(desk, ['payments.copay-collected'], () =>
      desk.act(collect(desk, { reference: 'slip 17' })),
    );
    assert.deepEqual(
      [copay.dueCents, copay.dueFrom, copay.paidCents, copay.version],
      [2_500, 'desk', 2_500, 1],
    );
    assert.deepEqual(
      copay.payments.map(({ method, reference, receiptNumber }) => [
        ...[method, reference, receiptNumber],
      ]),
      [['card', 'slip 17', 1]],
    );
  });

  it('is collected in parts, each with the next receipt of its clinic', async () => {
    const desk = await given();
    await desk.act(collect(desk, { amountCents: 1_000 }));
    const copay = await desk.act(collect(desk, { expectedVersion: 1, amountCents: 2_000 }));
    assert.deepEqual([copay.paidCents, copay.version], [3_000, 2]);
    assert.deepEqual(
      copay.payments.map(({ receiptNumber }) => receiptNumber),
      [1, 2],
    );
  });

  it('in cash goes into the own open drawer, and nowhere without one', async () => {
    const desk = await given();
    const cash = collect(desk, { method: 'cash' });
    await refuses(desk, 'rule-broken no-open-drawer', () => desk.act(cash));
    await desk.actAs(desk.manager, open(desk));
    await refuses(desk, 'rule-broken no-open-drawer', () => desk.act(cash));
    await desk.act(open(desk));
    await changes(desk, ['payments.drawer-used', 'payments.copay-collected'], () => desk.act(cash));
    const drawer = await drawerOf(desk);
    assert.deepEqual([drawer?.sums.cash, drawer?.expectedCents], [2_500, 12_500]);
  });

  it('is not collected by who knows it as it was, or for a visit that does not take place', async () => {
    const desk = await given();
    const { appointmentId } = desk;
    await desk.act(collect(desk));
    await refuses(desk, 'conflict', () => desk.act(collect(desk)));
    const other = await givenAppointment(t, { ...desk, startsAt: '2026-11-23T18:00:00.000Z' });
    await desk.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: other, expectedVersion: 1, reason: 'pat' }),
    );
    await refuses(desk, 'rule-broken wrong-state', () =>
      desk.act(collect({ ...desk, appointmentId: other })),
    );
    const clinician = await givenStaff(t, { ...desk, role: 'clinician' });
    await refuses(desk, 'not-found', () =>
      desk.actAs(clinician, collect(desk, { expectedVersion: 1 })),
    );
    const biller = await givenStaff(t, { ...desk, role: 'biller' });
    await refuses(desk, 'not-allowed', () =>
      desk.actAs(biller, collect(desk, { expectedVersion: 1 })),
    );
    assert.equal((await desk.act((ctx) => getCopay(ctx, appointmentId))).paidCents, 2_500);
  });

  it('is not collected for a reason, until it is', async () => {
    const desk = await given();
    const { appointmentId } = desk;
    const skip = (expectedVersion: number) => (ctx: Ctx) =>
      skipCopay(ctx, { appointmentId, expectedVersion, reason: 'later' });
    const skipped = await changes(desk, ['payments.copay-skipped'], () => desk.act(skip(0)));
    assert.deepEqual([skipped.skippedBecause, skipped.dueCents], ['later', null]);
    const paid = await desk.act(collect(desk, { expectedVersion: 1 }));
    assert.equal(paid.skippedBecause, null);
    await refuses(desk, 'rule-broken already-paid', () => desk.act(skip(2)));
  });

  it('never keeps the number of a card', async () => {
    const desk = await given();
    await assert.rejects(
      desk.act(collect(desk, { reference: '4111 1111-1111 1111' })),
      /payment_no_card_number/,
    );
    assert.deepEqual(await snapshot(desk), { copays: {} });
  });
});

describe('a payment', () => {
  it('is voided once, for a reason, by whose right it is; its receipt stays', async () => {
    const desk = await given();
    const [paid] = (await desk.act(collect(desk))).payments;
    const paymentId = paid!.id;
    const voiding = (ctx: Ctx) => voidPayment(ctx, { paymentId, reason: 'wrong-amount' });
    await refuses(desk, 'not-allowed', () => desk.act(voiding));
    const copay = await changes(desk, ['payments.payment-voided'], () =>
      desk.actAs(desk.manager, voiding),
    );
    assert.deepEqual([copay.paidCents, copay.version], [0, 2]);
    const receipt = await desk.act((ctx) => getReceipt(ctx, paymentId));
    assert.equal(receipt.payment.receiptNumber, 1);
    assert.equal(receipt.payment.voided?.reason, 'wrong-amount');
    await refuses(desk, 'rule-broken already-voided', () => desk.actAs(desk.manager, voiding));
    const next = await desk.act(collect(desk, { expectedVersion: 2 }));
    assert.equal(next.payments.at(-1)?.receiptNumber, 2);
  });

  it('in cash goes back out of its drawer, or out of the own one once that is closed', async () => {
    const desk = await given();
    const opened = await desk.act(open(desk));
    const taken = await desk.act(collect(desk, { method: 'cash' }));
    const more = await desk.act(collect(desk, { method: 'cash', expectedVersion: 1 }));
    const voiding = (at: number) => (ctx: Ctx) =>
      voidPayment(ctx, { paymentId: more.payments[at]!.id, reason: 'given-back' });
    assert.equal(taken.payments.length, 1);
    await desk.actAs(desk.manager, voiding(1));
    assert.equal((await drawerOf(desk))?.expectedCents, 12_500);
    const closing = { drawerId: opened.id, expectedVersion: 4, countedCents: 12_500 };
    await desk.act((ctx) => closeDrawer(ctx, closing));
    await refuses(desk, 'rule-broken no-open-drawer', () => desk.actAs(desk.manager, voiding(0)));
    await desk.actAs(desk.manager, open(desk));
    await desk.actAs(desk.manager, voiding(0));
    const { drawer } = await desk.actAs(desk.manager, (ctx) => getOwnDrawer(ctx, desk.clinicId));
    assert.equal(drawer?.expectedCents, 7_500);
  });

  it('stays as it is: the database changes and removes none', async () => {
    const desk = await given();
    await desk.act(collect(desk));
    for (const sql of ['update payment set amount_cents = 1', 'delete from payment'])
      await assert.rejects(
        desk.act((ctx) => ctx.db.raw(sql)),
        /permission denied/,
      );
  });
});
