// The only SQL that writes money of the bank account.
import type { Deposit } from '#contract/claim-files';
import type { Ctx } from '../platform/context.ts';
import type { DepositRow, RemittanceRow } from './claim-rows.ts';

const table = 'deposit';

export async function insertDeposit(ctx: Ctx, row: DepositRow): Promise<boolean> {
  const inserted = await ctx
    .db(table)
    .insert(row)
    .onConflict(['organization_id', 'clinic_id', 'on_date', 'cents', 'reference'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export function lockDeposit(ctx: Ctx, id: string): Promise<DepositRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<DepositRow | undefined>('*');
}

export async function updateDeposit(
  ctx: Ctx,
  row: DepositRow,
  remittanceId: string | null,
): Promise<DepositRow> {
  const change = { remittance_id: remittanceId, version: row.version + 1 };
  await ctx.db(table).where({ organization_id: ctx.organizationId, id: row.id }).update(change);
  return { ...row, ...change };
}

/** Free money with the trace and the amount of a remittance; of several nobody knows which. */
export async function findDepositOf(
  ctx: Ctx,
  remittance: RemittanceRow,
): Promise<DepositRow | null> {
  if (remittance.payment_cents <= 0) return null;
  const rows = await ctx
    .db(table)
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: remittance.clinic_id },
      ...{ cents: remittance.payment_cents, reference: remittance.trace },
    })
    .whereNull('remittance_id')
    .forUpdate()
    .limit(2)
    .select<DepositRow[]>('*');
  const [only = null, ...others] = rows;
  return others.length === 0 ? only : null;
}

/** A remittance with this trace and amount whose money was not found yet. */
export async function findRemittanceOf(ctx: Ctx, deposit: DepositRow): Promise<string | null> {
  const rows = await ctx
    .db('remittance')
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: deposit.clinic_id },
      ...{ payment_cents: deposit.cents, trace: deposit.reference, is_found: false },
    })
    .whereNot({ state: 'set-aside' })
    .limit(2)
    .pluck<string[]>('id');
  const [only = null, ...others] = rows;
  return others.length === 0 ? only : null;
}

export function listDepositRows(
  ctx: Ctx,
  clinicId: string,
  show: 'all' | 'unmatched',
): Promise<DepositRow[]> {
  const rows = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderBy([
      { column: 'on_date', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(200);
  return (show === 'all' ? rows : rows.whereNull('remittance_id')).select<DepositRow[]>('*');
}

export function depositView(row: DepositRow): Deposit {
  return {
    ...{ id: row.id, clinicId: row.clinic_id, version: row.version, on: row.on_date },
    ...{ cents: row.cents, reference: row.reference, remittanceId: row.remittance_id },
  };
}
