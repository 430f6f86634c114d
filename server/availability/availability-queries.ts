// Visit types, working hours and free time: read models for screens, and the read door for other slices.
import type { ClosedSpan, VisitType, WeeklyTemplate, WorkingWindow } from '#contract/availability';
import type { BusinessCalendar } from '#contract/business-calendar';
import type { OutsideBusy } from '#contract/outside-calendar';
import type { Slot } from '#contract/problem';
import type { ScheduleException } from '#contract/schedule-exception';
import { dayBounds, localDateOf, plusMinutes, weekOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { closedDays, closedSpans } from '../platform/work/working-days.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { VisitTypeRow } from './availability-repository.ts';
import { templateView, visitTypeView } from './availability-view.ts';
import { listExceptions, readDeviations } from './exception-queries.ts';
import { searchFreeTimes, type FreeTimeSearch } from './free-times.ts';
import { listOutsideBusy } from './outside/outside-queries.ts';
import { listTemplateRows, windowsBetween } from './working-hours.ts';

export async function findVisitType(ctx: Ctx, visitTypeId: string): Promise<VisitType | null> {
  const row = await ctx
    .db('visit_type')
    .where({ organization_id: ctx.organizationId, id: visitTypeId })
    .first<VisitTypeRow | undefined>('*');
  return row ? visitTypeView(row) : null;
}

export async function getVisitType(ctx: Ctx, visitTypeId: string): Promise<VisitType> {
  const visitType = await findVisitType(ctx, visitTypeId);
  if (!visitType) throw notFound('visit type');
  return visitType;
}

/** By name; those no longer booked included, because old visits have them. */
export async function listVisitTypes(ctx: Ctx, clinicId: string): Promise<VisitType[]> {
  const rows = await ctx
    .db('visit_type')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderByRaw('lower(name), id')
    .select<VisitTypeRow[]>('*');
  return rows.map(visitTypeView);
}

export async function listTemplates(
  ctx: Ctx,
  clinicId: string,
  providerId?: string,
): Promise<WeeklyTemplate[]> {
  const { templates, ofTemplate } = await listTemplateRows(ctx, {
    clinicId,
    ...(providerId === undefined ? {} : { providerIds: [providerId] }),
  });
  return templates.map((row) => templateView(row, ofTemplate.get(row.id) ?? []));
}

/** Those in force today by the clinic's clocks, and those planned; what is over stays in the history. */
export async function listCurrentTemplates(ctx: Ctx, clinicId: string): Promise<WeeklyTemplate[]> {
  const { zone } = await getClinic(ctx, clinicId);
  const { templates, ofTemplate } = await listTemplateRows(ctx, {
    clinicId,
    between: { first: localDateOf(ctx.now, zone) },
  });
  return templates.map((row) => templateView(row, ofTemplate.get(row.id) ?? []));
}

/** Windows that touch the stretch of time, by start, whole (not cut to it). */
export async function workingWindows(
  ctx: Ctx,
  clinicId: string,
  span: { startsAt: string; endsAt: string },
  providerIds?: readonly string[],
): Promise<WorkingWindow[]> {
  const { zone } = await getClinic(ctx, clinicId);
  return windowsBetween(ctx, { clinicId, zone, ...span, ...(providerIds ? { providerIds } : {}) });
}

/** No hours are kept for longer than this before their day. */
const mostDaysKept = 15;

/** Hours to come that were kept for visits booked late, and opened to all after the one and not after the other instant. */
export async function listReleasedHours(
  ctx: Ctx,
  clinicId: string,
  { after, until }: { after: string; until: string },
): Promise<WorkingWindow[]> {
  if (!(await keepsHours(ctx, clinicId))) return [];
  const endsAt = plusMinutes(until, mostDaysKept * 1440);
  const windows = await workingWindows(ctx, clinicId, { startsAt: until, endsAt });
  return windows.filter(({ opensAt }) => opensAt !== null && opensAt > after && opensAt <= until);
}

async function keepsHours(ctx: Ctx, clinicId: string): Promise<boolean> {
  const kept = await ctx
    .db('template_block')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereNotNull('opens_minute')
    .first<{ clinic_id: string } | undefined>('clinic_id');
  return kept !== undefined;
}

export interface DayHours {
  items: WorkingWindow[];
  exceptions: ScheduleException[];
  closedBecause: string | null;
  closedHours: ClosedSpan[];
  outsideBusy: OutsideBusy[];
}

/** Who works when on a local day, and what stands against it. */
export async function hoursOfDay(ctx: Ctx, clinicId: string, date: string): Promise<DayHours> {
  const { zone } = await getClinic(ctx, clinicId);
  const { calendar } = await readDeviations(ctx, {
    clinicId,
    providerIds: [],
    ...dayBounds(date, zone),
  });
  return {
    items: await workingWindows(ctx, clinicId, dayBounds(date, zone)),
    exceptions: await listExceptions(ctx, { clinicId, date }),
    closedBecause: closedDays(calendar)(date),
    closedHours: closedSpansOn(calendar, [date], zone),
    outsideBusy: await listOutsideBusy(ctx, { clinicId, ...dayBounds(date, zone) }),
  };
}

/** When one provider works in the week of a local day, and what stands against it. */
export async function hoursOfWeek(
  ctx: Ctx,
  { clinicId, providerId, date }: { clinicId: string; providerId: string; date: string },
): Promise<Omit<DayHours, 'closedBecause'> & Closings> {
  const { zone } = await getClinic(ctx, clinicId);
  const dates = weekOf(date);
  const [first, last] = [dates[0], dates.at(-1) ?? dates[0]];
  const span = { startsAt: dayBounds(first, zone).startsAt, endsAt: dayBounds(last, zone).endsAt };
  return {
    items: await windowsBetween(ctx, { clinicId, zone, ...span, providerIds: [providerId] }),
    exceptions: await listExceptions(ctx, { clinicId, providerId, date: first, lastDate: last }),
    ...(await listClosings(ctx, { clinicId, zone }, dates)),
    outsideBusy: await listOutsideBusy(ctx, { clinicId, providerId, ...span }),
  };
}

export interface ClosedDay {
  date: string;
  because: string;
}

export interface Closings {
  closedDays: ClosedDay[];
  closedHours: ClosedSpan[];
}

/** On which of the local dates the clinic is closed, whole or for hours, and why. */
export async function listClosings(
  ctx: Ctx,
  { clinicId, zone }: { clinicId: string; zone: string },
  dates: readonly string[],
): Promise<Closings> {
  const around = { providerIds: [], startsAt: ctx.now, endsAt: null };
  const { calendar } = await readDeviations(ctx, { clinicId, ...around });
  const closedOn = closedDays(calendar);
  const days = dates.flatMap((date) => {
    const because = closedOn(date);
    return because === null ? [] : [{ date, because }];
  });
  return { closedDays: days, closedHours: closedSpansOn(calendar, dates, zone) };
}

function closedSpansOn(
  calendar: BusinessCalendar,
  dates: readonly string[],
  zone: string,
): ClosedSpan[] {
  return closedSpans(calendar, zone).flatMap(({ date, ...span }) =>
    dates.includes(date) ? [span] : [],
  );
}

/** Soonest first, by provider where two start together; never in the past. */
export async function nextFreeTimes(ctx: Ctx, wanted: FreeTimeSearch): Promise<Slot[]> {
  const visitType = await getVisitType(ctx, wanted.visitTypeId);
  return (await searchFreeTimes(ctx, wanted, visitType)).items;
}

/** Held shared while a visit is being placed, exclusively while a template changes: neither misses the other. */
export function templateLock(providerId: string): string {
  return `template ${providerId}`;
}
