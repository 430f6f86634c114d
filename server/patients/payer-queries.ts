// Read models of payers, and the read door for other slices.
import type { Payer } from '#contract/payer';
import type { Ctx } from '../platform/context.ts';
import type { PayerRow } from './payer-repository.ts';
import { payerView } from './coverage-view.ts';

export async function listPayers(ctx: Ctx): Promise<Payer[]> {
  const rows = await ctx
    .db('payer')
    .where({ organization_id: ctx.organizationId })
    .orderByRaw('lower(name), id')
    .select<PayerRow[]>('*');
  return rows.map(payerView);
}

export async function findPayer(ctx: Ctx, id: string): Promise<Payer | null> {
  const row = await ctx
    .db('payer')
    .where({ organization_id: ctx.organizationId, id })
    .first<PayerRow | undefined>('*');
  return row ? payerView(row) : null;
}

/** Another payer's name, whatever its case? */
export async function isNameTaken(ctx: Ctx, name: string, besides: string): Promise<boolean> {
  const row = await ctx
    .db('payer')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('lower(name) = lower(?)', [name])
    .whereNot({ id: besides })
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}
