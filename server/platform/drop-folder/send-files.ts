// What waits is written to the outbox. At least once: after a crash the same file is written again under the same name.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { plusMinutes } from '../clock/instants.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';
import { insertWaiting, leaveWaiting, markSent, takeWaiting } from './message-repository.ts';
import { writeWhole } from './write-whole.ts';

/** Numbers of an interface follow each other; after the last nine digits they begin anew. */
export async function nextControl(ctx: Ctx, { id }: InterfaceRow): Promise<number> {
  const [row] = await ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, id })
    .update({ last_control: ctx.db.raw('last_control % 999999999 + 1') })
    .returning<{ last_control: number }[]>('last_control');
  if (!row) throw new Error('An interface that was read is not there.');
  return row.last_control;
}

/** The file leaves when this has committed. */
export function queueFile(
  ctx: Ctx,
  row: InterfaceRow,
  file: { text: string; control: number; counts: Record<string, number> },
): Promise<MessageRow> {
  return insertWaiting(ctx, row, {
    content: file.text,
    control_number: String(file.control).padStart(9, '0'),
    counts: file.counts,
  });
}

export interface Outbox {
  database: Database;
  /** Of all organizations. */
  outboxDir: string;
}

/** Answers how many were sent; `failed` hears of each that was not. */
export async function sendFiles(
  { database, outboxDir }: Outbox,
  organizationId: string,
  failed: (folder: string, error: unknown) => void,
): Promise<number> {
  const scope = { kind: 'system', organizationId, reason: 'outbox' } as const;
  const waiting = await database.inTransaction(scope, async (ctx) => {
    const rows = await takeWaiting(ctx, plusMinutes(ctx.now, 1));
    const folders = await foldersOf(ctx, rows);
    return rows.map((row) => ({ row, folder: folders.get(row.interface_id) ?? '' }));
  });
  let sent = 0;
  for (const { row, folder } of waiting) {
    const path = join(outboxDir, organizationId, folder);
    try {
      await mkdir(path, { recursive: true, mode: 0o770 });
      await writeWhole(path, `${row.control_number ?? row.id}.x12`, row.content ?? '');
    } catch (error) {
      failed(folder, error);
      await database.inTransaction(scope, (ctx) => leaveWaiting(ctx, row));
      continue;
    }
    await database.inTransaction(scope, (ctx) => markSent(ctx, row));
    sent += 1;
  }
  return sent;
}

async function foldersOf(ctx: Ctx, rows: readonly MessageRow[]): Promise<Map<string, string>> {
  const found = await ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [rows.map((row) => row.interface_id)])
    .select<Pick<InterfaceRow, 'id' | 'folder'>[]>('id', 'folder');
  return new Map(found.map(({ id, folder }) => [id, folder]));
}
