// The only SQL that writes copays, payments and their voids.
import type { DueSource, PaymentMethod, SkipReason, VoidReason } from '#contract/payments';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface CopayRow {
  organization_id: string;
  /** That of the visit. */
  id: string;
  clinic_id: string;
  due_cents: number | null;
  due_from: DueSource | null;
  skipped_because: SkipReason | null;
  version: number;
}

export interface PaymentRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  appointment_id: string;
  method: PaymentMethod;
  amount_cents: number;
  reference: string | null;
  drawer_id: string | null;
  receipt_number: number;
  collected_at: string;
  collected_by: string;
}

export interface VoidRow {
  organization_id: string;
  payment_id: string;
  clinic_id: string;
  reason: VoidReason;
  method: PaymentMethod;
  amount_cents: number;
  /** Out of which the money went back. */
  drawer_id: string | null;
  voided_at: string;
  voided_by: string;
}

export function lockCopay(ctx: Ctx, id: string): Promise<CopayRow | undefined> {
  return ctx
    .db('visit_copay')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<CopayRow | undefined>('*');
}

export type CopayAct = 'collected' | 'skipped' | 'voided';

/** The first thing that is written about it; `false` when somebody else was faster. */
export async function insertCopay(ctx: Ctx, act: CopayAct, row: CopayRow): Promise<boolean> {
  const inserted = await ctx
    .db('visit_copay')
    .insert(row)
    .onConflict(['organization_id', 'id'])
    .ignore()
    .returning('id');
  if (inserted.length === 0) return false;
  await recordVersion(ctx, 'visit_copay', act, row);
  return true;
}

/** Of a row that this transaction holds locked. */
export async function updateCopay(
  ctx: Ctx,
  act: CopayAct,
  row: CopayRow,
  changed: Partial<Pick<CopayRow, 'due_cents' | 'due_from' | 'skipped_because'>>,
): Promise<CopayRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const count = await ctx
    .db('visit_copay')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A locked copay changed under its lock.');
  await recordVersion(ctx, 'visit_copay', act, next);
  return next;
}

/** With the clinic's next receipt: who takes a number waits for who took the one before, so that none is missing. */
export async function insertPayment(
  ctx: Ctx,
  payment: Omit<PaymentRow, 'receipt_number'>,
): Promise<PaymentRow> {
  const { rows } = await ctx.db.raw<{ rows: { last_number: number }[] }>(nextNumber, {
    organizationId: payment.organization_id,
    clinicId: payment.clinic_id,
  });
  const [counter] = rows;
  if (!counter) throw new Error('A receipt has no number.');
  const row = { ...payment, receipt_number: counter.last_number };
  await ctx.db('payment').insert(row);
  return row;
}

const nextNumber = `
  insert into receipt_counter as c (organization_id, clinic_id, last_number)
  values (:organizationId, :clinicId, 1)
  on conflict (organization_id, clinic_id) do update set last_number = c.last_number + 1
  returning last_number`;

export async function insertVoid(ctx: Ctx, row: VoidRow): Promise<void> {
  await ctx.db('payment_void').insert(row);
}
