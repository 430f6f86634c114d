// Read models of calls, and the read door for other slices.
import type { Call } from '#contract/calls';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { WorkBase } from '../platform/work/queue.ts';
import type { AttemptRow, CallRow } from './calls-repository.ts';
import { callView } from './calls-view.ts';

export async function callViews(ctx: Ctx, bases: readonly WorkBase[]): Promise<Call[]> {
  const ids = bases.map(({ id }) => id);
  const calls = await rowsOf(ctx, 'call_task', 'id', ids);
  const attempts = await rowsOf(ctx, 'call_attempt', 'call_id', ids);
  const patients = await listPatientSummaries(
    ctx,
    bases.flatMap(({ patientId }) => patientId ?? []),
  );
  return bases.map((base) => {
    const [row] = calls.get(base.id) ?? [];
    const patient = patients.get(base.patientId ?? '');
    if (!row || !patient) throw notFound('call');
    return callView(base, row, patient, attempts.get(base.id) ?? []);
  });
}

interface Tables {
  call_task: CallRow;
  call_attempt: AttemptRow;
}

/** Rows by call, in the order in which they came to be. */
async function rowsOf<T extends keyof Tables>(
  ctx: Ctx,
  table: T,
  column: 'id' | 'call_id',
  ids: string[],
): Promise<Map<string, Tables[T][]>> {
  const rows = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('?? = any(?)', [column, ids])
    // Ids grow with time.
    .orderBy('id')
    .select('*')) as (Tables[T] & Record<string, unknown>)[];
  return Map.groupBy(rows, (row) => row[column] as string);
}
