// The only SQL that sets up interfaces; their numbers and messages are the platform's.
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import type { InterfaceRow, MessageRow } from '../platform/drop-folder/interface-row.ts';

const table = 'interface';

export function lockInterface(ctx: Ctx, id: string): Promise<InterfaceRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<InterfaceRow | undefined>('*');
}

/** `null` when an interface has this folder already. */
export async function insertInterface(ctx: Ctx, row: InterfaceRow): Promise<InterfaceRow | null> {
  const [inserted] = await ctx
    .db(table)
    .insert(row)
    .onConflict(['organization_id', 'folder'])
    .ignore()
    .returning<InterfaceRow[]>('*');
  if (!inserted) return null;
  await recordVersion(ctx, table, 'added', inserted);
  return inserted;
}

/** Whoever else sets up a sender of the organization waits until this transaction is over. */
export async function isSenderTaken(
  ctx: Ctx,
  sender: Pick<
    InterfaceRow,
    'their_application' | 'their_facility' | 'our_application' | 'our_facility'
  >,
  butFor: string | null,
): Promise<boolean> {
  await takeLocks(ctx, { exclusive: ['hl7 senders'] });
  const ids = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, kind: 'hl7', ...sender })
    .pluck<string[]>('id');
  return ids.some((id) => id !== butFor);
}

/** Of a row that this transaction holds locked. */
export async function updateInterface(
  ctx: Ctx,
  before: InterfaceRow,
  change: Partial<Omit<InterfaceRow, 'organization_id' | 'id' | 'version'>>,
): Promise<InterfaceRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: before.id, version: before.version })
    .update({ ...change, version: before.version + 1 })
    .returning<InterfaceRow[]>('*');
  if (!row) throw new Error('A locked interface changed under its lock.');
  await recordVersion(ctx, table, 'changed', row);
  return row;
}

export function lockMessage(ctx: Ctx, id: string): Promise<MessageRow | undefined> {
  return ctx
    .db('interface_message')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<MessageRow | undefined>('*');
}
