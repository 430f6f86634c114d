// Read models of copays and receipts.
import type { Copay, DueSource, Payment, Receipt, VoidReason } from '#contract/payments';
import type { Appointment } from '#contract/calendar';
import { getAppointment } from '../calendar/calendar-queries.ts';
import { findCopayOn } from '../patients/copay-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import type { CopayRow, PaymentRow } from './copay-repository.ts';
import { maySeePayments } from './payments-policy.ts';

export async function getCopay(ctx: Ctx, appointmentId: string): Promise<Copay> {
  const visit = await getVisit(ctx, appointmentId);
  const row = await ctx
    .db('visit_copay')
    .where({ organization_id: ctx.organizationId, id: appointmentId })
    .first<CopayRow | undefined>('*');
  return row ? copayView(ctx, row) : unwrittenCopay(ctx, visit);
}

/** A visit whose payments the caller may see. */
export async function getVisit(ctx: Ctx, appointmentId: string): Promise<Appointment> {
  const visit = await getAppointment(ctx, appointmentId);
  if (!maySeePayments((...asked) => mayAct(ctx, ...asked), { clinic_id: visit.clinicId }))
    throw notFound('visit');
  return visit;
}

/** As long as nobody has written anything down: what the coverage says. */
export async function unwrittenCopay(ctx: Ctx, visit: Appointment): Promise<Copay> {
  const dueCents = await dueByCoverage(ctx, visit);
  return {
    id: visit.id,
    clinicId: visit.clinicId,
    dueCents,
    dueFrom: dueCents === null ? null : ('coverage' satisfies DueSource),
    paidCents: 0,
    skippedBecause: null,
    payments: [],
    version: 0,
  };
}

export async function dueByCoverage(
  ctx: Ctx,
  { clinicId, patient, startsAt }: Appointment,
): Promise<number | null> {
  const { zone } = await getClinic(ctx, clinicId);
  return findCopayOn(ctx, { patientId: patient.id, date: localDateOf(startsAt, zone) });
}

type PaidRow = PaymentRow & {
  voided_at: string | null;
  voided_by: string | null;
  reason: VoidReason | null;
};

export async function copayView(ctx: Ctx, row: CopayRow): Promise<Copay> {
  const payments = await paymentViews(ctx, await readPayments(ctx, { appointment_id: row.id }));
  const counting = payments.filter(({ voided }) => voided === null);
  return {
    id: row.id,
    clinicId: row.clinic_id,
    dueCents: row.due_cents,
    dueFrom: row.due_from,
    paidCents: counting.reduce((sum, { amountCents }) => sum + amountCents, 0),
    skippedBecause: row.skipped_because,
    payments,
    version: row.version,
  };
}

export async function getReceipt(ctx: Ctx, paymentId: string): Promise<Receipt> {
  const [row] = await readPayments(ctx, { id: paymentId });
  if (!row || !maySeePayments((...asked) => mayAct(ctx, ...asked), row)) throw notFound('receipt');
  const [[payment], visit, clinic] = [
    await paymentViews(ctx, [row]),
    await getAppointment(ctx, row.appointment_id),
    await getClinic(ctx, row.clinic_id),
  ];
  if (!payment) throw new Error('A payment has no view.');
  const { patient, startsAt: visitAt } = visit;
  return { payment, clinicName: clinic.name, zone: clinic.zone, patient, visitAt };
}

function readPayments(
  ctx: Ctx,
  which: { id: string } | { appointment_id: string },
): Promise<PaidRow[]> {
  const wanted = Object.fromEntries(Object.entries(which).map(([key, id]) => [`p.${key}`, id]));
  return ctx
    .db('payment as p')
    .leftJoin('payment_void as v', (on) =>
      on.on('v.organization_id', 'p.organization_id').andOn('v.payment_id', 'p.id'),
    )
    .where({ 'p.organization_id': ctx.organizationId, ...wanted })
    .orderBy('p.receipt_number')
    .select<PaidRow[]>('p.*', 'v.voided_at', 'v.voided_by', 'v.reason');
}

async function paymentViews(ctx: Ctx, rows: readonly PaidRow[]): Promise<Payment[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.collected_by, ...(row.voided_by ? [row.voided_by] : [])]),
  );
  const nameOf = (id: string): string => names.get(id) ?? '';
  return rows.map((row) => ({
    id: row.id,
    receiptNumber: row.receipt_number,
    method: row.method,
    amountCents: row.amount_cents,
    reference: row.reference,
    collectedAt: row.collected_at,
    collectedBy: nameOf(row.collected_by),
    voided:
      row.voided_at === null || row.voided_by === null || row.reason === null
        ? null
        : { at: row.voided_at, by: nameOf(row.voided_by), reason: row.reason },
  }));
}
