// One file, one transaction: read by its kind and recorded, or refused and recorded. The same bytes never count twice.
import { createHash } from 'node:crypto';
import type { Scope } from '../context.ts';
import type { Database } from '../db/database.ts';
import { FileRefused, type FileProblem, type InterfaceKind } from './interface-kind.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';
import {
  countCopy,
  insertUnread,
  lockReceived,
  settleReceived,
  type Settled,
} from './message-repository.ts';

interface Taking {
  database: Database;
  kind: InterfaceKind;
  row: InterfaceRow;
}

/** What became of the file. @throws whatever is no refusal; then nothing is recorded and the file is as it was */
export async function takeFile(taking: Taking, bytes: Uint8Array): Promise<MessageRow> {
  try {
    return await readFile(taking, bytes);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return refuseFile(taking, bytes, error);
  }
}

/** A server that ended between its commit and its last rename finds here what it had done. */
function readFile(taking: Taking, bytes: Uint8Array): Promise<MessageRow> {
  const { database, kind, row } = taking;
  return database.inTransaction(scopeOf(row), async (ctx) => {
    const { row: message, isNew } = await lockReceived(ctx, row, hashOf(bytes));
    if (!isNew && message.outcome === 'done') return countCopy(ctx, message);
    const read = await kind.read(ctx, { row, messageId: message.id, bytes });
    return settleReceived(ctx, message, {
      outcome: 'done',
      control_number: read.controlNumber,
      counts: read.counts,
      problems: [...read.problems],
      problem_code: read.problems[0]?.code ?? null,
    });
  });
}

export function refuseFile(
  { database, row }: Taking,
  bytes: Uint8Array,
  { problems, controlNumber }: Pick<FileRefused, 'problems' | 'controlNumber'>,
): Promise<MessageRow> {
  return database.inTransaction(scopeOf(row), async (ctx) => {
    const { row: message, isNew } = await lockReceived(ctx, row, hashOf(bytes));
    // Another server may have read the same bytes meanwhile.
    if (!isNew && message.outcome === 'done') return countCopy(ctx, message);
    const copies = message.copies + (isNew ? 0 : 1);
    return settleReceived(ctx, message, { ...refusedWith(problems, controlNumber), copies });
  });
}

/** What is no file, or too large to be one. */
export function refuseUnread({ database, row }: Taking, problem: FileProblem): Promise<MessageRow> {
  return database.inTransaction(scopeOf(row), async (ctx) =>
    settleReceived(ctx, await insertUnread(ctx, row), refusedWith([problem], null)),
  );
}

function refusedWith(problems: readonly FileProblem[], controlNumber: string | null): Settled {
  return {
    outcome: 'refused',
    control_number: controlNumber,
    counts: {},
    // A file may be wrong in every line; who mends it begins with the first ones.
    problems: problems.slice(0, 50),
    problem_code: problems[0]?.code ?? null,
  };
}

export function scopeOf({ organization_id: organizationId, id }: InterfaceRow): Scope {
  return { kind: 'system', organizationId, reason: `interface ${id}` };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
