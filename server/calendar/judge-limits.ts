// What a provider's day still takes, judged when a visit is placed on it.
import type { LimitRule } from '#contract/availability';
import { brokenByVisit } from '../availability/day-limit-queries.ts';
import type { HoursOfVisit } from '../availability/visit-hours-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';

/** The last place of a day is one visit's: whoever wants it waits for the one before. An offer stands as it was made. */
export async function judgeLimits(
  ctx: Ctx,
  place: {
    clinicId: string;
    patientId: string;
    appointmentId?: string;
    leaving?: readonly string[];
  },
  limits: HoursOfVisit['limits'],
): Promise<{ rule: LimitRule; message: string }[]> {
  if (limits === null || ctx.scope.kind !== 'user') return [];
  const { providerId, date } = limits;
  await takeLocks(ctx, { exclusive: [`visits of ${providerId} in ${place.clinicId} on ${date}`] });
  return brokenByVisit(ctx, place, limits);
}
