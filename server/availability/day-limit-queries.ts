// Days on which a provider takes no further visit: for the search, and for who places a visit.
import { dayLoads, isEstablished } from '../calendar/day-load-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { brokenLimits, type BrokenLimit, type LimitsOfDay } from './limit-rules.ts';

/** What a visit would break on a day on which it does not stand yet. */
export async function brokenByVisit(
  ctx: Ctx,
  visit: {
    clinicId: string;
    patientId: string;
    appointmentId?: string;
    leaving?: readonly string[];
  },
  limits: LimitsOfDay,
): Promise<BrokenLimit[]> {
  const { clinicId, appointmentId, leaving } = visit;
  const [load] = await dayLoads(ctx, { clinicId, appointmentId, leaving, days: [limits] });
  if (!load || load.isThere) return [];
  const isNew = limits.newPatientsADay === null ? null : !(await isEstablished(ctx, visit));
  return brokenLimits(limits, { ...load, isNew });
}

/** What one more visit of a patient would break on each of several days, in their order. */
export async function brokenOnDays(
  ctx: Ctx,
  visits: { clinicId: string; patientId: string; leaving: readonly string[] },
  days: readonly (LimitsOfDay | null)[],
): Promise<BrokenLimit[][]> {
  const limited = days.filter((limits) => limits !== null);
  const loads = await dayLoads(ctx, { ...visits, days: limited });
  const asksNew = limited.some(({ newPatientsADay }) => newPatientsADay !== null);
  const isNew = asksNew ? !(await isEstablished(ctx, visits)) : null;
  return days.map((limits) => {
    const load = limits && loads[limited.indexOf(limits)];
    return limits && load ? brokenLimits(limits, { ...load, isNew }) : [];
  });
}

/** Of these days those that are full, by `dayKey`, with what says so first. */
export async function fullDays(
  ctx: Ctx,
  wanted: { clinicId: string; days: readonly LimitsOfDay[]; isNew: boolean | null },
): Promise<Map<string, BrokenLimit>> {
  const { clinicId, days, isNew } = wanted;
  const loads = await dayLoads(ctx, { clinicId, days });
  const full = new Map<string, BrokenLimit>();
  for (const [at, limits] of days.entries()) {
    const { visits = 0, newPatients = 0 } = loads[at] ?? {};
    const [broken] = brokenLimits(limits, { visits, newPatients, isNew });
    if (broken) full.set(dayKey(limits), broken);
  }
  return full;
}

export function dayKey({ providerId, date }: Pick<LimitsOfDay, 'providerId' | 'date'>): string {
  return `${providerId} ${date}`;
}
