// A step of the queue's workflow: guarded, fenced by the lease, clocks stopped with the last one.
import type { Ctx } from '../context.ts';
import { requireTransition } from '../require-transition.ts';
import { dueChange, stopClocks } from './clock-service.ts';
import type { Queue } from './queue.ts';
import { updateWorkRow, type WorkChange, type WorkRow } from './work-repository.ts';
import { noLease } from './work-rules.ts';

export interface WorkTransition {
  /** Taken by `takeHeldWork`, or by system code under its lock. */
  row: WorkRow;
  transition: string;
  recorded?: Readonly<Record<string, unknown>>;
  /** Out of the way until then, where the next state waits. */
  snoozedUntil?: string | null;
  /** What else becomes of the row with the step. */
  change?: WorkChange;
}

/** The step ends the lease: who goes on claims again. The slice writes its own rows and announces afterwards. */
export async function transitionWork(
  ctx: Ctx,
  queue: Queue,
  { row, transition, recorded = {}, snoozedUntil = null, change = {} }: WorkTransition,
): Promise<WorkRow> {
  const item = { status: row.status, clinicId: row.clinic_id };
  const status = requireTransition(ctx, queue.workflow, transition, item, recorded);
  const state = queue.workflow.states[status];
  const isOver = state?.final === true || state?.closed === true;
  const reason = typeof recorded['reason'] === 'string' ? recorded['reason'] : row.reason;
  const due = isOver ? dueChange(queue, await stopClocks(ctx, row.id)) : {};
  return updateWorkRow(ctx, row, transition, {
    ...noLease,
    ...change,
    ...due,
    status,
    reason,
    snoozed_until: isOver ? null : snoozedUntil,
    closed_at: isOver ? ctx.now : null,
  });
}
