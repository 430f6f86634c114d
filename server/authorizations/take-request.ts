// How every step of a request begins: the item held by who acts and as they know it, with the lines that they mean.
import type {
  AuthorizationLineStatus,
  AuthorizationLineTransition,
} from '#contract/authorization-workflow';
import { authorizationLineWorkflow } from '#contract/authorization-workflow';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { requireVersion, takeHeldWork } from '../platform/work/take-work.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import { listLines, type LineRow } from './line-repository.ts';

export interface Held {
  itemId: string;
  token: number;
  expectedVersion: number;
}

/** What somebody else wrote meanwhile, be it a file of the payer, is seen before anything is written over it. */
export async function takeRequest(
  ctx: Ctx,
  input: Held,
): Promise<{ row: WorkRow; lines: LineRow[] }> {
  const row = await takeHeldWork(ctx, authorizations, input);
  await requireVersion(ctx, authorizations, row, input.expectedVersion);
  return { row, lines: await listLines(ctx, row.id) };
}

export function linesOf(lines: readonly LineRow[], ids: readonly string[]): LineRow[] {
  return [...new Set(ids)].map((id) => lineOf(lines, id));
}

export function lineOf(lines: readonly LineRow[], id: string): LineRow {
  const line = lines.find((each) => each.id === id);
  if (!line)
    throw ruleBroken('not-its-line', 'That is no line of this request; nothing was changed.');
  return line;
}

/** The server's guard of a step of a line; its next status. */
export function stepLine(
  ctx: Ctx,
  line: LineRow,
  transition: AuthorizationLineTransition,
  recorded: Readonly<Record<string, unknown>> = {},
): AuthorizationLineStatus {
  const item = { status: line.status, clinicId: line.clinic_id };
  return requireTransition(ctx, authorizationLineWorkflow, transition, item, recorded);
}
