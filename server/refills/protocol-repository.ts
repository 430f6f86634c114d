// The only SQL that writes refill protocols.
import type { ProtocolTerms } from '#contract/refill-protocol';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface ProtocolRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  terms: ProtocolTerms;
  signed_by: string | null;
  signed_at: string | null;
  ended_at: string | null;
  version: number;
}

const table = 'refill_protocol';

export async function insertProtocol(ctx: Ctx, row: ProtocolRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'add', row);
}

export function lockProtocol(ctx: Ctx, id: string): Promise<ProtocolRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ProtocolRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updateProtocol(
  ctx: Ctx,
  row: ProtocolRow,
  act: string,
  change: Partial<Pick<ProtocolRow, 'terms' | 'signed_by' | 'signed_at' | 'ended_at'>>,
): Promise<ProtocolRow> {
  const after = { ...row, ...change, version: row.version + 1 };
  const { terms, signed_by, signed_at, ended_at, version } = after;
  await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id })
    .update({ terms, signed_by, signed_at, ended_at, version });
  await recordVersion(ctx, table, act, after);
  return after;
}
