// The only SQL that writes calls; the item itself is the kernel's row of the same id.
import type { CallKind, CallOutcome } from '#contract/calls';
import type { Ctx } from '../platform/context.ts';

export interface CallRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  kind: CallKind;
  about: string;
  appointment_id: string | null;
  opening_id: string | null;
  calling_since: string | null;
}

export interface AttemptRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  call_id: string;
  caller_id: string;
  outcome: CallOutcome;
  reason: string;
  note: string;
  began_at: string;
  ended_at: string;
}

export async function insertCall(ctx: Ctx, row: CallRow): Promise<void> {
  await ctx.db('call_task').insert(row);
}

/** The item's own row must be locked: it guards this one. */
export async function getCallRow(ctx: Ctx, id: string): Promise<CallRow> {
  const row = await ctx
    .db('call_task')
    .where({ organization_id: ctx.organizationId, id })
    .first<CallRow | undefined>('*');
  if (!row) throw new Error('A work item of calls has no call.');
  return row;
}

export async function updateCallingSince(
  ctx: Ctx,
  id: string,
  callingSince: string | null,
): Promise<void> {
  await ctx
    .db('call_task')
    .where({ organization_id: ctx.organizationId, id })
    .update({ calling_since: callingSince });
}

export async function insertAttempt(ctx: Ctx, row: AttemptRow): Promise<void> {
  await ctx.db('call_attempt').insert(row);
}
