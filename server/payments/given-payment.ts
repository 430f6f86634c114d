// Builder for tests: one valid call of every endpoint of payments, for somebody who may review drawers.
import { closeDrawer, getOwnDrawer, listDrawers, openDrawer } from '#contract/drawers';
import type { Endpoint } from '#contract/endpoint';
import { collectCopay, getCopay, getReceipt, skipCopay, voidPayment } from '#contract/payments';
import { givenAppointment } from '../calendar/given-appointment.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { collectCopay as collect } from './copay-service.ts';
import { openDrawer as open } from './drawer-service.ts';

interface OfClinic {
  organizationId: string;
  clinicId: string;
  providerId: string;
  visitTypeId: string;
}

/** As typed at the desk. */
export const aPayment = { expectedVersion: 0, dueCents: 2_500, amountCents: 2_500 } as const;

/** `desk`: somebody else, who has collected something and has a drawer open. */
export async function givenReachingPayments(
  t: TestDatabase,
  place: OfClinic,
  desk: Scope,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId } = place;
  const visitAt = async (startsAt: string) => ({
    params: { appointmentId: await givenAppointment(t, { ...place, startsAt }) },
  });
  const [paid, toPay, toSkip] = [
    await visitAt('2026-12-17T15:00:00.000Z'),
    await visitAt('2026-12-17T16:00:00.000Z'),
    await visitAt('2026-12-17T17:00:00.000Z'),
  ];
  const drawer = await t.database.inTransaction(desk, (ctx) =>
    open(ctx, { clinicId, floatCents: 10_000 }),
  );
  const copay = await t.database.inTransaction(desk, (ctx) =>
    collect(ctx, { ...paid.params, ...aPayment, method: 'card', reference: 'Secret slip' }),
  );
  const ofPayment = { params: { paymentId: copay.payments[0]!.id } };
  const query = { clinicId };
  return {
    reaching: [
      [getCopay, paid],
      [getReceipt, ofPayment],
      [collectCopay, { ...toPay, body: { ...aPayment, method: 'card' } }],
      [skipCopay, { ...toSkip, body: { expectedVersion: 0, reason: 'later' } }],
      [voidPayment, { ...ofPayment, body: { reason: 'wrong-amount' } }],
      [getOwnDrawer, { query }],
      [listDrawers, { query: { ...query, date: '2026-11-23' } }],
      [openDrawer, { body: { clinicId, floatCents: 10_000 } }],
      [
        closeDrawer,
        {
          params: { drawerId: drawer.id },
          // Used once when it was paid into and once when that was voided.
          body: { expectedVersion: 3, countedCents: 10_000 },
        },
      ],
    ],
    secrets: [drawer.id, ofPayment.params.paymentId, 'Secret slip'],
  };
}
