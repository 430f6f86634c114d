// What the hours of a provider say against visits: read once, however many visits are asked about.
import { isEstablished } from '../calendar/day-load-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { datesBetween, localDay, type LocalDay, type Window } from './availability-rules.ts';
import type { LimitsOfDay } from './limit-rules.ts';
import { brokenHours, type Asked, type HoursRule } from './open-hours-rules.ts';
import {
  ifNothingWereBlocked,
  limitsOn,
  listTemplateRows,
  windowsOn,
  type TemplateRows,
} from './working-hours.ts';

export interface HoursOfVisit {
  /** What they say against it; blocked where it would lie inside if nobody were away and no day closed. */
  broken: (HoursRule | 'time-blocked')[];
  /** Of the local day on which it starts; `null` = none. */
  limits: LimitsOfDay | null;
}

interface Visitor {
  clinicId: string;
  providerId: string;
  /** Left out = whoever comes. */
  patientId?: string;
  visitTypeId: string;
}

interface VisitSpan {
  startsAt: string;
  endsAt: string;
}

/** Has the provider the whole visit inside hours that are open to it? An offer stands as it was made: terms of blocks are left out. */
export async function hoursOfVisit(ctx: Ctx, visit: Visitor & VisitSpan): Promise<HoursOfVisit> {
  const [hours] = await hoursOfVisits(ctx, visit, [visit]);
  if (!hours) throw new Error('A visit was asked about and not answered for.');
  return hours;
}

/** The same of several visits of one patient with one provider, in their order. */
export async function hoursOfVisits(
  ctx: Ctx,
  of: Visitor,
  visits: readonly VisitSpan[],
): Promise<HoursOfVisit[]> {
  const { clinicId, providerId, visitTypeId } = of;
  const { zone } = await getClinic(ctx, clinicId);
  const asked = visits.map(({ startsAt, endsAt }) => {
    const span = { from: Date.parse(startsAt), until: Date.parse(endsAt) };
    return { span, days: datesBetween(span, zone).map((date) => localDay(date, zone)) };
  });
  const dates = asked.flatMap(({ days }) => days.map(({ date }) => date)).sort();
  const hours = await listTemplateRows(ctx, {
    clinicId,
    providerIds: [providerId],
    between: { first: dates[0] ?? '', last: dates.at(-1) ?? '' },
  });
  const windowsOf = (all: TemplateRows, days: readonly LocalDay[]): Window[] =>
    days.flatMap((day) => windowsOn(all, providerId, day));
  const windows = asked.map(({ days }) => windowsOf(hours, days));
  const terms = await termsOf(ctx, of, windows.flat());
  const unblocked = ifNothingWereBlocked(hours);
  return asked.map(({ span, days: [day, ...rest] }, at) => {
    const visit = { ...span, visitTypeId, ...terms };
    const broken = brokenHours(windows[at] ?? [], visit);
    const days = day ? [day, ...rest] : [];
    return {
      broken: broken.includes('outside-template')
        ? blockedOrOutside(brokenHours(windowsOf(unblocked, days), visit))
        : broken,
      limits: day ? limitsOn(hours, providerId, day) : null,
    };
  });
}

function blockedOrOutside(unlessBlocked: HoursRule[]): HoursOfVisit['broken'] {
  return unlessBlocked.includes('outside-template')
    ? ['outside-template']
    : ['time-blocked', ...unlessBlocked];
}

async function termsOf(
  ctx: Ctx,
  { patientId, clinicId }: { patientId?: string; clinicId: string },
  windows: readonly Window[],
): Promise<Pick<Asked, 'isNew' | 'now'>> {
  if (ctx.scope.kind !== 'user') return {};
  const isAsked = patientId !== undefined && windows.some(({ patients }) => patients !== 'any');
  return {
    now: Date.parse(ctx.now),
    isNew: isAsked ? !(await isEstablished(ctx, { patientId, clinicId })) : null,
  };
}
