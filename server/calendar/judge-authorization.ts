// What payers have authorized says a word when a visit is placed by somebody; its unit is taken with it.
import type { GuardRule } from '#contract/authorization-standing';
import type { Appointment } from '#contract/calendar';
import type { VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { coveredTimes, judgeVisit } from '../authorizations/guard-service.ts';
import { lockItemsOfVisit, settleVisitUnits } from '../authorizations/units-service.ts';
import type { Ctx } from '../platform/context.ts';
import type { Place } from './place-visit.ts';

export interface AuthorizationVerdict {
  broken: { rule: GuardRule; message: string }[];
  /** Times at which it would be covered; asked for only where it is not, and no other times are looked for. */
  covered: () => Promise<Slot[]>;
}

const fine: AuthorizationVerdict = { broken: [], covered: () => Promise.resolve([]) };

/** An offer stands as it was made, as with the terms of the type; what lacks an authorization then raises a request. */
export async function judgeAuthorization(
  ctx: Ctx,
  place: Place,
  visitType: VisitType,
): Promise<AuthorizationVerdict> {
  if (!visitType.needsAuthorization || ctx.scope.kind !== 'user') return fine;
  const visit = { ...place, visitType };
  // What is left is what is taken: nobody else moves units of these until this transaction ends.
  await lockItemsOfVisit(ctx, visit);
  const { warning, facts } = await judgeVisit(ctx, visit);
  if (warning === null) return fine;
  const { rule, message } = warning;
  return { broken: [{ rule, message }], covered: () => coveredTimes(ctx, visit, facts) };
}

/** After the visit is written: a unit of the line that covers it is reserved. */
export async function reserveUnits(
  ctx: Ctx,
  visit: Appointment,
  { needsAuthorization }: Pick<VisitType, 'needsAuthorization'>,
): Promise<void> {
  if (needsAuthorization) await settleVisitUnits(ctx, visit);
}
