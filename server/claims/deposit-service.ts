// Money of the bank account finds its remittance: by trace and amount, or because somebody says so.
import type { Deposit } from '#contract/claim-files';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { announceRemittance } from './announce-remittance.ts';
import type { DepositRow, RemittanceRow } from './claim-rows.ts';
import {
  depositView,
  findRemittanceOf,
  insertDeposit,
  listDepositRows,
  lockDeposit,
  updateDeposit,
} from './deposit-repository.ts';
import { lockRemittance, updateRemittance } from './remittance-repository.ts';

export async function listDeposits(
  ctx: Ctx,
  of: { clinicId: string; show: 'all' | 'unmatched' },
): Promise<Deposit[]> {
  return (await listDepositRows(ctx, of.clinicId, of.show)).map(depositView);
}

export async function addDeposit(
  ctx: Ctx,
  input: { clinicId: string; on: string; cents: number; reference: string },
): Promise<Deposit> {
  requireImporting(ctx, input.clinicId);
  const row: DepositRow = {
    ...{ organization_id: ctx.organizationId, clinic_id: input.clinicId, id: newId() },
    ...{ on_date: input.on, cents: input.cents, reference: input.reference },
    ...{ remittance_id: null, created_at: ctx.now, version: 1 },
  };
  if (!(await insertDeposit(ctx, row)))
    throw ruleBroken(
      'known-deposit',
      'The same money of that day is here already; nothing was added.',
    );
  const remittanceId = await findRemittanceOf(ctx, row);
  const remittance = remittanceId === null ? undefined : await lockRemittance(ctx, remittanceId);
  if (remittance) return takeDeposit(ctx, row, remittance);
  return announce(ctx, row, 'add-deposit');
}

export async function matchDeposit(
  ctx: Ctx,
  input: { depositId: string; expectedVersion: number; remittanceId: string | null },
): Promise<Deposit> {
  const row = await lockDeposit(ctx, input.depositId);
  if (!row || !mayAct(ctx, 'claim:read', row.clinic_id)) throw notFound('deposit');
  requireImporting(ctx, row.clinic_id);
  if (row.version !== input.expectedVersion) throw conflict(depositView(row));
  const former = row.remittance_id;
  if (input.remittanceId === null) {
    const after = await updateDeposit(ctx, row, null);
    await retell(ctx, former);
    return announce(ctx, after, 'match-deposit');
  }
  const remittance = await lockRemittance(ctx, input.remittanceId);
  if (remittance?.clinic_id !== row.clinic_id)
    throw ruleBroken('unknown-remittance', 'There is no such remittance; nothing was changed.');
  if (await isTaken(ctx, remittance.id))
    throw ruleBroken('matched-already', 'The money of that remittance was found already.');
  if (remittance.payment_cents !== row.cents)
    throw ruleBroken('other-amount', 'The remittance is of another amount; nothing was changed.');
  const view = await takeDeposit(ctx, row, remittance);
  await retell(ctx, former);
  return view;
}

async function isTaken(ctx: Ctx, remittanceId: string): Promise<boolean> {
  const found = await ctx
    .db('deposit')
    .where({ organization_id: ctx.organizationId, remittance_id: remittanceId })
    .first<{ id: string } | undefined>('id');
  return found !== undefined;
}

/** Both are locked, and of one amount. */
export async function takeDeposit(
  ctx: Ctx,
  deposit: DepositRow,
  remittance: RemittanceRow,
): Promise<Deposit> {
  const after = await updateDeposit(ctx, deposit, remittance.id);
  await announceRemittance(ctx, await updateRemittance(ctx, remittance, { is_found: true }));
  return announce(ctx, after, 'match-deposit');
}

async function retell(ctx: Ctx, remittanceId: string | null): Promise<void> {
  const row = remittanceId === null ? undefined : await lockRemittance(ctx, remittanceId);
  if (row) await announceRemittance(ctx, await updateRemittance(ctx, row, { is_found: false }));
}

function requireImporting(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'claim:import', clinicId))
    throw notAllowed('You may not take in money of this clinic; nothing was changed.');
}

function announce(ctx: Ctx, row: DepositRow, act: string): Deposit {
  const { id: entityId, clinic_id: clinicId, version } = row;
  const payload = depositView(row);
  recordChange(ctx, { type: 'claims.deposit-changed', clinicId, entityId, version, payload });
  recordAudit(ctx, { act: `claims.${act}`, clinicId, entityId, detail: { version } });
  return payload;
}
