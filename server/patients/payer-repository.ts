// The only SQL that writes payers.
import type { CoverageKind, LineOfBusiness } from '#contract/payer';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface PayerRow {
  organization_id: string;
  id: string;
  name: string;
  payer_identifier: string | null;
  line_of_business: LineOfBusiness;
  kinds: CoverageKind[];
  active: boolean;
  created_at: string;
  version: number;
}

const table = 'payer';

export function lockPayer(ctx: Ctx, id: string): Promise<PayerRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<PayerRow | undefined>('*');
}

/** `null` when a payer has this name already. */
export async function insertPayer(ctx: Ctx, row: PayerRow): Promise<PayerRow | null> {
  const [inserted] = await ctx
    .db(table)
    .insert(row)
    .onConflict()
    .ignore()
    .returning<PayerRow[]>('*');
  if (!inserted) return null;
  await recordVersion(ctx, table, 'added', inserted);
  return inserted;
}

/** Of a row that this transaction holds locked. */
export async function updatePayer(
  ctx: Ctx,
  payer: PayerRow,
  change: Partial<Omit<PayerRow, 'organization_id' | 'id' | 'version'>>,
): Promise<PayerRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: payer.id, version: payer.version })
    .update({ ...change, version: payer.version + 1 })
    .returning<PayerRow[]>('*');
  if (!row) throw new Error('A locked payer changed under its lock.');
  await recordVersion(ctx, table, 'changed', row);
  return row;
}
