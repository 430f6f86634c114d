// The only SQL that writes interpreter requests.
import type {
  InterpreterMode,
  InterpreterStatus,
  RequestReason,
} from '#contract/interpreter-workflow';
import type { Ctx } from '../../platform/context.ts';
import { recordVersion } from '../../platform/db/record-version.ts';

export interface InterpreterRequestRow {
  organization_id: string;
  /** That of the visit. */
  id: string;
  clinic_id: string;
  language: string;
  mode: InterpreterMode;
  status: InterpreterStatus;
  because: RequestReason | null;
  confirmed_by: string | null;
  reference: string | null;
  asked_at: string;
  answered_at: string | null;
  version: number;
}

const table = 'interpreter_request';

export type RequestAct =
  'asked' | 'asked-again' | 'moved' | 'revived' | 'withdrawn' | 'confirmed' | 'declined';

export function lockRequest(ctx: Ctx, id: string): Promise<InterpreterRequestRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<InterpreterRequestRow | undefined>('*');
}

export async function insertRequest(ctx: Ctx, row: InterpreterRequestRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'asked', row);
}

/** Of a row that this transaction holds locked. */
export async function updateRequest(
  ctx: Ctx,
  act: RequestAct,
  row: InterpreterRequestRow,
  changed: Partial<InterpreterRequestRow>,
): Promise<InterpreterRequestRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const count = await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A locked interpreter request changed under its lock.');
  await recordVersion(ctx, table, act, next);
  return next;
}
