// The use case of looking for free times: in the clinic on show, and in further ones under the same visit type.
import type { FoundTime, VisitType } from '#contract/availability';
import { mayAct, type Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { denySearching } from './availability-policy.ts';
import { findVisitType, listVisitTypes } from './availability-queries.ts';
import { byFit } from './fit-rules.ts';
import { searchPlaces, slotAt, type FreeTimeSearch, type SearchedPlaces } from './free-times.ts';
import { alikeElsewhere } from './visit-type-rules.ts';

export interface FindFreeTimes extends FreeTimeSearch {
  clinicIds?: readonly string[];
}

export async function findFreeTimes(
  ctx: Ctx,
  { clinicIds = [], ...wanted }: FindFreeTimes,
): Promise<{ items: FoundTime[]; explanation: string | null }> {
  const visitType = await findVisitType(ctx, wanted.visitTypeId);
  if (visitType?.clinicId !== wanted.clinicId || !visitType.active)
    throw invalidInput('visitTypeId', 'The clinic does not book this visit type.');
  requireSearching(ctx, clinicIds);
  const here = await searchPlaces(ctx, wanted, visitType);
  const searched = [here];
  for (const clinicId of new Set(clinicIds).difference(new Set([wanted.clinicId])))
    searched.push(...(await searchElsewhere(ctx, { ...wanted, clinicId }, visitType)));
  const items = await named(ctx, inOrder(searched, here));
  return { items, explanation: items.length > 0 ? null : here.explain() };
}

function requireSearching(ctx: Ctx, clinicIds: readonly string[]): void {
  for (const [at, clinicId] of clinicIds.entries()) {
    const refusal = denySearching((...asked) => mayAct(ctx, ...asked), clinicId);
    if (refusal !== null) throw invalidInput(`clinicIds.${String(at)}`, refusal);
  }
}

/** Nothing where the clinic has no such type. */
async function searchElsewhere(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<SearchedPlaces[]> {
  const alike = alikeElsewhere(visitType, await listVisitTypes(ctx, wanted.clinicId));
  return alike ? [await searchPlaces(ctx, { ...wanted, visitTypeId: alike.id }, alike)] : [];
}

/** Of all clinics together, as many as are asked for. */
function inOrder(
  searched: readonly SearchedPlaces[],
  { search: { order, preferred, limit } }: SearchedPlaces,
): Omit<FoundTime, 'providerName'>[] {
  const all = searched.flatMap(({ search, places }) =>
    places.map((place) => ({ ...place, search })),
  );
  const soonest = (a: (typeof all)[number], b: (typeof all)[number]): number =>
    a.start - b.start || a.providerId.localeCompare(b.providerId);
  return all
    .sort(order === 'fit' ? byFit(preferred) : soonest)
    .slice(0, limit)
    .map(({ search, ...place }) => ({
      ...slotAt(search, place),
      visitTypeId: search.visitType.id,
      clinicName: search.clinicName,
      zone: search.zone,
    }));
}

async function named(
  ctx: Ctx,
  items: readonly Omit<FoundTime, 'providerName'>[],
): Promise<FoundTime[]> {
  const names = await staffNames(
    ctx,
    items.map(({ providerId }) => providerId),
  );
  return items.map((item) => ({ ...item, providerName: names.get(item.providerId) ?? '' }));
}
