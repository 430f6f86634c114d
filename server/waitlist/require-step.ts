import type { Workflow } from '#contract/workflow';
import type { Permission } from '#contract/permission';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';

/** Allowed; as the caller knows it; in the right state. Who acts on a stale picture is shown the present one. */
export function requireStep<S extends string, T extends string>(
  ctx: Ctx,
  workflow: Workflow<S, T>,
  transition: T,
  row: { status: S; clinic_id: string; version: number },
  expectedVersion: number,
  current: unknown,
): S {
  const { by, title } = workflow.transitions[transition];
  const item = { status: row.status, clinicId: row.clinic_id };
  if (!mayAct(ctx, by as Permission, item.clinicId))
    throw notAllowed(`“${title}” is not yours to do in this clinic.`);
  if (row.version !== expectedVersion) throw conflict(current);
  return requireTransition(ctx, workflow, transition, item);
}
