// Use cases of payers: adding and changing who can be named in a coverage.
import type { Payer } from '#contract/payer';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { denyManagingPayers } from './coverage-policy.ts';
import { payerView } from './coverage-view.ts';
import { isNameTaken } from './payer-queries.ts';
import { insertPayer, lockPayer, updatePayer, type PayerRow } from './payer-repository.ts';

export type AddPayer = Omit<Payer, 'id' | 'active' | 'version'> & { clinicId: string };

export async function addPayer(ctx: Ctx, input: AddPayer): Promise<Payer> {
  requireManaging(ctx, input.clinicId);
  const row = await insertPayer(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    ...columnsOf(input),
    active: true,
    created_at: ctx.now,
    version: 1,
  });
  if (!row) throw nameTaken();
  return announce(ctx, input.clinicId, 'payer.add', row);
}

export type ChangePayer = AddPayer & { payerId: string; expectedVersion: number; active: boolean };

export async function changePayer(ctx: Ctx, input: ChangePayer): Promise<Payer> {
  requireManaging(ctx, input.clinicId);
  const row = await lockPayer(ctx, input.payerId);
  if (!row) throw notFound('payer');
  if (row.version !== input.expectedVersion) throw conflict(payerView(row));
  if (await isNameTaken(ctx, input.name, row.id)) throw nameTaken();
  const changed = await updatePayer(ctx, row, { ...columnsOf(input), active: input.active });
  return announce(ctx, input.clinicId, 'payer.change', changed);
}

function columnsOf(
  input: AddPayer,
): Pick<PayerRow, 'name' | 'payer_identifier' | 'line_of_business' | 'kinds'> {
  return {
    name: input.name,
    payer_identifier: input.payerIdentifier,
    line_of_business: input.lineOfBusiness,
    kinds: [...new Set(input.kinds)],
  };
}

function requireManaging(ctx: Ctx, clinicId: string): void {
  const denied = denyManagingPayers((...asked) => mayAct(ctx, ...asked), clinicId);
  if (denied !== null) throw notAllowed(denied);
}

function nameTaken(): Error {
  return ruleBroken('payer-exists', 'There is a payer of this name already; nothing was changed.');
}

function announce(ctx: Ctx, clinicId: string, act: string, row: PayerRow): Payer {
  const { id: entityId, version } = row;
  recordChange(ctx, {
    type: 'patients.payer-changed',
    clinicId: null,
    entityId,
    version,
    payload: null,
  });
  recordAudit(ctx, { act, clinicId, entityId, detail: { version } });
  return payerView(row);
}
