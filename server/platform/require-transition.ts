import { guardTransition, type TransitionDefinition, type Workflow } from '#contract/workflow';
import { mayAct, type Ctx } from './context.ts';
import { invalidInput, notAllowed, ruleBroken } from './problem.ts';

/**
 * The server's guard of a workflow step: may the one who acts take it, may it be taken from this state, and is
 * everything recorded that it must record? Returns the next status.
 */
export function requireTransition<S extends string, T extends string>(
  ctx: Ctx,
  workflow: Workflow<S, T>,
  transition: T,
  item: { status: S; clinicId: string },
  recorded: Readonly<Record<string, unknown>> = {},
): S {
  const definition = workflow.transitions[transition];
  if (!mayTake(ctx, definition.by, item.clinicId))
    throw notAllowed(`“${definition.title}” is not yours to do in this clinic.`);
  const verdict = guardTransition(workflow, transition, item.status, recorded);
  if (verdict.allowed) return verdict.to;
  if (verdict.why === 'wrong-state') throw ruleBroken('wrong-state', verdict.message);
  throw invalidInput(fieldAtFault(definition, verdict.why, recorded), verdict.message);
}

/**
 * A `system` step has no endpoint: only server code takes it, as the consequence of what somebody was allowed to
 * do. A `patient` step belongs to the holder of the link, and to reactions that act for them.
 */
function mayTake(ctx: Ctx, by: TransitionDefinition<string>['by'], clinicId: string): boolean {
  if (by === 'system') return true;
  if (by === 'patient') return ctx.scope.kind === 'patient' || ctx.scope.kind === 'system';
  return mayAct(ctx, by, clinicId);
}

function fieldAtFault(
  { records = [] }: TransitionDefinition<string>,
  why: 'missing-record' | 'unknown-reason',
  recorded: Readonly<Record<string, unknown>>,
): string {
  if (why === 'unknown-reason') return 'reason';
  const missing = records.find((field) => {
    const value = recorded[field];
    return (
      value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
    );
  });
  return missing ?? '';
}
