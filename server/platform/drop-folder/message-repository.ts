// The only SQL that writes what came and went through interfaces.
import { recordAudit } from '../audit/record-audit.ts';
import { recordChange } from '../change-log/record-change.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';

const table = 'interface_message';

export type Settled = Pick<
  MessageRow,
  'outcome' | 'control_number' | 'counts' | 'problems' | 'problem_code'
>;
type Of = Pick<InterfaceRow, 'organization_id' | 'id' | 'clinic_id'>;

/**
 * The row of a file that came, under lock: its own, or that of the same bytes that came before. Of two servers with
 * the same bytes the later waits here until the other has committed.
 */
export async function lockReceived(
  ctx: Ctx,
  of: Of,
  fileHash: string,
): Promise<{ row: MessageRow; isNew: boolean }> {
  const fresh = freshRow(ctx, of, { direction: 'in', outcome: 'done', file_hash: fileHash });
  const [inserted] = await ctx
    .db(table)
    .insert(fresh)
    .onConflict(ctx.db.raw(`(organization_id, interface_id, file_hash) where direction = 'in'`))
    .ignore()
    .returning<MessageRow[]>('*');
  if (inserted) return { row: inserted, isNew: true };
  const row = await ctx
    .db(table)
    .where({ organization_id: of.organization_id, interface_id: of.id, file_hash: fileHash })
    .where({ direction: 'in' })
    .forUpdate()
    .first<MessageRow | undefined>('*');
  if (!row) throw new Error('A file that came before has no row.');
  return { row, isNew: false };
}

/** Of what could not be read at all, so that its bytes are not known. */
export async function insertUnread(ctx: Ctx, of: Of): Promise<MessageRow> {
  const fresh = freshRow(ctx, of, { direction: 'in', outcome: 'refused', file_hash: null });
  const [row] = await ctx.db(table).insert(fresh).returning<MessageRow[]>('*');
  if (!row) throw new Error('An inserted message was not returned.');
  return row;
}

export async function insertWaiting(
  ctx: Ctx,
  of: Of,
  sent: Pick<MessageRow, 'content' | 'control_number' | 'counts'>,
): Promise<MessageRow> {
  const fresh = freshRow(ctx, of, { direction: 'out', outcome: 'waiting', file_hash: null });
  const [row] = await ctx
    .db(table)
    .insert({ ...fresh, ...sent, counts: JSON.stringify(sent.counts) })
    .returning<MessageRow[]>('*');
  if (!row) throw new Error('An inserted message was not returned.');
  return announceMessage(ctx, row);
}

function freshRow(
  ctx: Ctx,
  of: Of,
  own: Pick<MessageRow, 'direction' | 'outcome' | 'file_hash'>,
): Partial<MessageRow> {
  return {
    organization_id: of.organization_id,
    id: newId(),
    interface_id: of.id,
    clinic_id: of.clinic_id,
    at: ctx.now,
    ...own,
  };
}

/** Of a row that this transaction holds locked. */
export async function settleReceived(
  ctx: Ctx,
  row: MessageRow,
  settled: Settled & Partial<Pick<MessageRow, 'copies'>>,
): Promise<MessageRow> {
  const { counts, problems, ...rest } = settled;
  return announceMessage(
    ctx,
    await update(ctx, row.id, {
      ...rest,
      counts: JSON.stringify(counts),
      problems: JSON.stringify(problems),
      again_asked_at: null,
      at: ctx.now,
    }),
  );
}

/** The same file came once more, and nothing was done. */
export function countCopy(ctx: Ctx, row: MessageRow): Promise<MessageRow> {
  return update(ctx, row.id, { copies: row.copies + 1 });
}

export async function askAgain(ctx: Ctx, row: MessageRow): Promise<MessageRow> {
  return announceMessage(ctx, await update(ctx, row.id, { again_asked_at: ctx.now }));
}

/** What was asked for is under way, or its file is gone. */
export async function stopAsking(ctx: Ctx, row: MessageRow, isGone: boolean): Promise<void> {
  const gone = isGone && row.outcome === 'refused' ? { problem_code: 'file-gone' } : {};
  announceMessage(ctx, await update(ctx, row.id, { again_asked_at: null, ...gone }));
}

export async function markSent(ctx: Ctx, row: MessageRow): Promise<void> {
  const sent = { outcome: 'sent', content: null, claimed_until: null, at: ctx.now };
  announceMessage(ctx, await update(ctx, row.id, sent));
}

/** Those to be written now; no other server writes them until the given time. */
export async function takeWaiting(ctx: Ctx, until: string): Promise<MessageRow[]> {
  const waiting = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, outcome: 'waiting' })
    .whereRaw('(claimed_until is null or claimed_until <= ?)', [ctx.now])
    .whereIn(
      'interface_id',
      ctx
        .db('interface')
        .where({ organization_id: ctx.organizationId, enabled: true })
        .select('id'),
    )
    .orderBy('at')
    .limit(20)
    .forUpdate()
    .skipLocked()
    .select('id');
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereIn('id', waiting)
    .update({ claimed_until: until })
    .returning<MessageRow[]>('*');
}

/** What could not be written waits for the next round. */
export async function leaveWaiting(ctx: Ctx, row: MessageRow): Promise<void> {
  await update(ctx, row.id, { claimed_until: null });
}

/** `false` when an interchange of this sender with this number was taken before. */
export async function keepControlNumber(
  ctx: Ctx,
  kept: { interface_id: string; sender: string; control_number: string; message_id: string },
): Promise<boolean> {
  const rows = await ctx
    .db('interface_interchange')
    .insert({ organization_id: ctx.organizationId, ...kept })
    .onConflict()
    .ignore()
    .returning<unknown[]>('message_id');
  return rows.length > 0;
}

async function update(ctx: Ctx, id: string, change: Record<string, unknown>): Promise<MessageRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .update(change)
    .returning<MessageRow[]>('*');
  if (!row) throw new Error('A message that was changed is not there.');
  return row;
}

function announceMessage(ctx: Ctx, row: MessageRow): MessageRow {
  const { id: entityId, clinic_id: clinicId, direction, outcome, problem_code: problem } = row;
  recordChange(ctx, {
    type: 'interfaces.message-recorded',
    clinicId: null,
    entityId,
    version: 1,
    payload: null,
  });
  recordAudit(ctx, {
    act: 'interface.record-message',
    clinicId,
    entityId,
    detail: { direction, outcome, problem },
  });
  return row;
}
