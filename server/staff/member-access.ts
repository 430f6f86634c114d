// Refuses where the policy says so. Who manages none of a person's clinics does not know them.
import type { Permission, Role } from '#contract/permission';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed, notFound } from '../platform/problem.ts';
import { denyPerson, denyRole } from './member-policy.ts';
import { clinicsOf } from './member-queries.ts';
import type { MemberRow } from './member-view.ts';

export function requireManaged(ctx: Ctx, known: MemberRow | null): MemberRow {
  if (!known || !clinicsOf(known).some((clinicId) => mayAct(ctx, 'staff:manage', clinicId)))
    throw notFound('person');
  return known;
}

/** May the one who acts decide about the whole person? */
export function requireWithin(ctx: Ctx, known: MemberRow): void {
  refuse(denyPerson(holdsOf(ctx), known.grants));
}

/** May the one who acts give and take that role there? */
export function requireRole(ctx: Ctx, clinicId: string, role: Role): void {
  refuse(denyRole(holdsOf(ctx), clinicId, role));
}

function holdsOf(ctx: Ctx) {
  return (permission: Permission, clinicId: string): boolean => mayAct(ctx, permission, clinicId);
}

function refuse(refusal: string | null): void {
  if (refusal !== null) throw notAllowed(refusal);
}
