// The days of several providers as a plan looks at them: when they work, and how many visits a day still takes.
import { dayLoads } from '../calendar/day-load-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import {
  freePlaces,
  localDay,
  type Span,
  type VisitLength,
  type Window,
} from './availability-rules.ts';
import type { DayLimits } from './limit-rules.ts';
import { openTo, type Asked } from './open-hours-rules.ts';
import { limitsOn, listTemplateRows, windowsOn } from './working-hours.ts';

export interface BookableDay {
  providerId: string;
  date: string;
  windows: readonly Window[];
  /** `null` = as many as there is time for. */
  limits: DayLimits | null;
  visits: number;
  newPatients: number;
}

/** By day, then by provider; days without hours are left out. */
export async function listBookableDays(
  ctx: Ctx,
  wanted: { clinicId: string; providerIds: readonly string[]; dates: readonly string[] },
): Promise<BookableDay[]> {
  const { clinicId, providerIds, dates } = wanted;
  const { zone } = await getClinic(ctx, clinicId);
  const between = { first: dates[0] ?? '', last: dates.at(-1) ?? '' };
  const hours = await listTemplateRows(ctx, { clinicId, providerIds, between });
  const days = dates
    .map((date) => localDay(date, zone))
    .flatMap((day) =>
      providerIds.map((providerId) => ({
        providerId,
        date: day.date,
        windows: windowsOn(hours, providerId, day),
        limits: limitsOn(hours, providerId, day),
      })),
    )
    .filter(({ windows }) => windows.length > 0);
  const limited = days.flatMap(({ limits }) => limits ?? []);
  const loads = await dayLoads(ctx, { clinicId, days: limited });
  const loadOf = new Map(limited.map((of, at) => [of, loads[at]]));
  return days.map(({ limits, ...day }) => ({
    ...day,
    limits,
    visits: (limits && loadOf.get(limits)?.visits) ?? 0,
    newPatients: (limits && loadOf.get(limits)?.newPatients) ?? 0,
  }));
}

/** Possible starts of a visit in hours that are open to it, past what is taken of them. */
export function startsOn(
  windows: readonly Window[],
  visit: VisitLength & Asked,
  taken: readonly Span[],
): number[] {
  return freePlaces(openTo(windows, visit), taken, visit).map(({ start }) => start);
}
