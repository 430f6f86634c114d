// What a provider's hours say about a time before anybody in particular is to come then.
import type { Ctx } from '../platform/context.ts';
import { dayLoads } from '../calendar/day-load-queries.ts';
import { dayBounds } from '../platform/clock/instants.ts';
import { datesBetween, localDay } from './availability-rules.ts';
import { brokenLimits, type BrokenLimit } from './limit-rules.ts';
import { brokenHours, type HoursRule } from './open-hours-rules.ts';
import { limitsOn, listTemplateRows, windowsOn } from './working-hours.ts';

export interface HoursForAll {
  /** What the hours say against a visit of somebody who is new, and of somebody who is not. */
  ofNew: HoursRule[];
  ofEstablished: HoursRule[];
  /** What one more visit on that day would break; visits that stand on it already are counted. */
  limits: { ofNew: BrokenLimit[]; ofEstablished: BrokenLimit[] };
  /** The local day on which it starts. */
  day: { startsAt: string; endsAt: string };
}

/** Judged as at `asOf`: hours that are kept until later are not open yet. */
export async function hoursForAll(
  ctx: Ctx,
  visit: {
    clinicId: string;
    zone: string;
    providerId: string;
    visitTypeId: string;
    startsAt: string;
    endsAt: string;
    asOf: string;
    /** Visits that leave where they stand, and are not counted. */
    leaving: readonly string[];
    /** Visits that would stand there besides. */
    arriving: readonly { providerId: string; startsAt: string; isNew: boolean }[];
  },
): Promise<HoursForAll> {
  const { clinicId, zone, providerId, visitTypeId } = visit;
  const span = { from: Date.parse(visit.startsAt), until: Date.parse(visit.endsAt) };
  const dates = datesBetween(span, zone);
  const [first = ''] = dates;
  const hours = await listTemplateRows(ctx, {
    clinicId,
    providerIds: [providerId],
    between: { first, last: dates.at(-1) ?? first },
  });
  const windows = dates.flatMap((date) => windowsOn(hours, providerId, localDay(date, zone)));
  const broken = (isNew: boolean): HoursRule[] =>
    brokenHours(windows, { ...span, visitTypeId, isNew, now: Date.parse(visit.asOf) });
  const limits = limitsOn(hours, providerId, localDay(first, zone));
  const days = limits ? [limits] : [];
  const [load] = await dayLoads(ctx, { clinicId, days, leaving: visit.leaving });
  const bounds = dayBounds(first, zone);
  const more = visit.arriving.filter(
    (one) =>
      one.providerId === providerId &&
      bounds.startsAt <= one.startsAt &&
      one.startsAt < bounds.endsAt,
  );
  const full = (isNew: boolean): BrokenLimit[] =>
    limits && load
      ? brokenLimits(limits, {
          visits: load.visits + more.length,
          newPatients: load.newPatients + more.filter((one) => one.isNew).length,
          isNew,
        })
      : [];
  return {
    ofNew: broken(true),
    ofEstablished: broken(false),
    limits: { ofNew: full(true), ofEstablished: full(false) },
    day: bounds,
  };
}
