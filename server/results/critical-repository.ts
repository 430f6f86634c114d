// The only SQL that writes critical calls and their attempts.
import type { LadderRung } from '#contract/result-critical';
import type { CriticalCallState } from '#contract/result-report';
import type { Ctx } from '../platform/context.ts';

/** Who is called in turn, as it was when the call began. */
export interface Ladder {
  /** Which of the steps is on; beyond the last one = exhausted. */
  at: number;
  steps: {
    rung: LadderRung;
    title: string;
    staffId: string | null;
    attempts: number;
    made: number;
  }[];
}

export interface CallRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  result_id: string;
  number: number;
  state: CriticalCallState;
  ladder: Ladder;
  started_at: string;
  ended_at: string | null;
  ended_by: string | null;
  disposition: string;
}

export async function insertCall(ctx: Ctx, row: CallRow): Promise<void> {
  await ctx.db('critical_call').insert({ ...row, ladder: JSON.stringify(row.ladder) });
}

export function findOpenCall(ctx: Ctx, resultId: string): Promise<CallRow | undefined> {
  return ctx
    .db('critical_call')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .whereNull('ended_at')
    .first<CallRow | undefined>('*');
}

/** The first first. */
export function listCalls(ctx: Ctx, resultId: string): Promise<CallRow[]> {
  return ctx
    .db('critical_call')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .orderBy(['started_at', 'id'])
    .select<CallRow[]>('*');
}

export async function updateCall(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<CallRow, 'state' | 'ladder' | 'ended_at' | 'ended_by' | 'disposition'>>,
): Promise<void> {
  const { ladder, ...rest } = change;
  await ctx
    .db('critical_call')
    .where({ organization_id: ctx.organizationId, id })
    .update(ladder === undefined ? rest : { ...rest, ladder: JSON.stringify(ladder) });
}

export interface AttemptRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  call_id: string;
  at: string;
  caller_id: string;
  rung: string;
  recipient_id: string | null;
  recipient: string;
  credentials: string;
  outcome: string;
  read_back: string;
  note: string;
}

export async function insertAttempt(ctx: Ctx, row: AttemptRow): Promise<void> {
  await ctx.db('critical_attempt').insert(row);
}

/** Of all calls of a result, the first first. */
export function listAttempts(ctx: Ctx, resultId: string): Promise<AttemptRow[]> {
  return ctx
    .db('critical_attempt as a')
    .join('critical_call as c', { 'c.organization_id': 'a.organization_id', 'c.id': 'a.call_id' })
    .where({ 'a.organization_id': ctx.organizationId, 'c.result_id': resultId })
    .orderBy(['a.at', 'a.id'])
    .select<AttemptRow[]>('a.*');
}
