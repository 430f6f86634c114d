// What the terms of a visit type say about a visit that somebody places.
import type { VisitType } from '#contract/availability';
import type { Role } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { isEstablished } from './day-load-queries.ts';
import { brokenTerms, denyBookingType, type TermRule } from './visit-terms-rules.ts';

/** An offer stands as it was made: whoever accepts one is not asked again. */
export async function judgeTerms(
  ctx: Ctx,
  place: { patientId: string; clinicId: string; startsAt: string; appointmentId?: string },
  type: VisitType,
): Promise<{ rule: TermRule; message: string }[]> {
  if (ctx.scope.kind !== 'user') return [];
  const isAsked = type.patients !== 'any' && place.appointmentId === undefined;
  return brokenTerms(type, {
    startsAt: place.startsAt,
    now: ctx.now,
    isEstablished: isAsked ? await isEstablished(ctx, place) : null,
  });
}

export function requireBooksType(ctx: Ctx, clinicId: string, type: VisitType): void {
  const refusal = denyBookingType(type, rolesIn(ctx, clinicId));
  if (refusal !== null) throw notAllowed(refusal);
}

function rolesIn({ scope }: Ctx, clinicId: string): Role[] | null {
  if (scope.kind !== 'user') return null;
  return scope.grants.flatMap((held) =>
    'role' in held && held.clinicId === clinicId ? [held.role] : [],
  );
}
