// Visit types, working hours and free time: read models for screens, and the read door for other slices.
import type { VisitType, WeeklyTemplate, WorkingWindow } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { VisitTypeRow } from './availability-repository.ts';
import { templateFit, type TemplateFit } from './availability-rules.ts';
import { templateView, visitTypeView } from './availability-view.ts';
import { searchFreeTimes, type FreeTimeSearch } from './free-times.ts';
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

/** Does the provider's template have the whole visit inside hours that are open to its type? */
export async function fitInTemplate(
  ctx: Ctx,
  visit: {
    clinicId: string;
    providerId: string;
    visitTypeId: string;
    startsAt: string;
    endsAt: string;
  },
): Promise<TemplateFit> {
  const windows = await workingWindows(ctx, visit.clinicId, visit, [visit.providerId]);
  return templateFit(
    windows.map(({ startsAt, endsAt, visitTypeIds }) => ({
      from: Date.parse(startsAt),
      until: Date.parse(endsAt),
      visitTypeIds,
    })),
    {
      from: Date.parse(visit.startsAt),
      until: Date.parse(visit.endsAt),
      visitTypeId: visit.visitTypeId,
    },
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
