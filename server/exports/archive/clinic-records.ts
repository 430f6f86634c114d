// What clinics keep of themselves, over all of them: a few hundred rows.
import type { VisitType, WeeklyTemplate } from '#contract/availability';
import type { Clinic } from '#contract/staff';
import { listTemplates, listVisitTypes } from '../../availability/availability-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { listClinicIds, listClinics } from '../../staff/staff-queries.ts';

export async function allClinics(ctx: Ctx): Promise<Clinic[]> {
  return listClinics(ctx, await listClinicIds(ctx));
}

export function allTemplates(ctx: Ctx): Promise<WeeklyTemplate[]> {
  return ofEachClinic(ctx, listTemplates);
}

export function allVisitTypes(ctx: Ctx): Promise<VisitType[]> {
  return ofEachClinic(ctx, listVisitTypes);
}

export async function visitTypeNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return new Map((await allVisitTypes(ctx)).map(({ id, name }) => [id, name]));
}

async function ofEachClinic<T>(
  ctx: Ctx,
  list: (ctx: Ctx, clinicId: string) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (const clinicId of await listClinicIds(ctx)) found.push(...(await list(ctx, clinicId)));
  return found;
}
