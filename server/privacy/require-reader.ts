import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { listClinicIds } from '../staff/staff-queries.ts';
import { denyReading } from './privacy-policy.ts';

/** The log tells of all clinics, so whoever reads it answers for all of them. */
export async function requireReader(ctx: Ctx): Promise<void> {
  const denied = denyReading((...asked) => mayAct(ctx, ...asked), await listClinicIds(ctx));
  if (denied !== null) throw notAllowed(denied);
}
