// Takes the rooms, devices and interpreters that a visit needs, with its provider's time or not at all.
import { isOfType, isUsedBy, type Resource, type ResourceNeed } from '#contract/resources';
import { listCandidates, listUsable } from '../availability/resource/resource-time-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { takeResources, type AppointmentRow } from './calendar-repository.ts';
import { endLapsedHolds } from './end-holds.ts';
import type { Place } from './place-visit.ts';
import { chooseResources, type Choice } from './resource-choice-rules.ts';
import { requireNotTaken, taken, type WantedTime } from './take-time.ts';

export interface ResourceWish {
  needs: readonly ResourceNeed[];
  /** Taken before others: chosen by hand, or those that the visit has. */
  preferred: readonly string[];
  /** Chosen by hand: these, or the visit is refused. */
  isByHand: boolean;
}

/** Those that the visit may take, to wait for one's turn with. */
export async function resourcesInReach(
  ctx: Ctx,
  clinicId: string,
  wish: ResourceWish,
): Promise<string[]> {
  if (wish.needs.length === 0) return [...wish.preferred];
  const usable = await listUsable(ctx, clinicId, wish.preferred);
  const reach = usable.filter((one) => wish.preferred.includes(one.id) || isNeeded(wish, one));
  return reach.map(({ id }) => id);
}

/** The lowest-numbered that are free; refused, in the name of what is lacking, where that is too few. */
export async function chooseForVisit(
  ctx: Ctx,
  wanted: WantedTime,
  wish: ResourceWish,
): Promise<string[]> {
  if (wish.needs.length + wish.preferred.length === 0) return [];
  const { clinicId } = wanted.place;
  const first = await choose(ctx, wanted, wish);
  if (first.ids) return first.ids;
  // What somebody held and never booked gives way.
  const resourceIds = await resourcesInReach(ctx, clinicId, wish);
  const ended = await endLapsedHolds(ctx, { resourceIds });
  const again = ended > 0 ? await choose(ctx, wanted, wish) : first;
  if (again.ids) return again.ids;
  await requireNotTaken(ctx, wanted, { overrides: [], standing: [] });
  throw await taken(ctx, wanted.place, [], again.lacking);
}

async function choose(ctx: Ctx, { place, span }: WantedTime, wish: ResourceWish): Promise<Choice> {
  const candidates = await listCandidates(ctx, place, {
    span,
    ids: wish.preferred,
    mayTake: (one) => isNeeded(wish, one),
  });
  const { preferred, isByHand } = wish;
  const known = candidates.filter((one) => preferred.includes(one.id));
  if (
    isByHand &&
    !preferred.every((id) => known.some((one) => one.id === id && isOurs(place, one)))
  )
    throw invalidInput('resourceIds', 'One of these is not used by the clinic.');
  const choice = chooseResources(wish.needs, candidates, preferred);
  const missed = isByHand && choice.ids && known.find(({ id }) => !choice.ids.includes(id));
  if (!missed) return choice;
  if (missed.isFree) throw invalidInput('resourceIds', `“${missed.name}” is one too many.`);
  return { ids: null, lacking: missed.name };
}

function isOurs({ clinicId }: Place, resource: Resource): boolean {
  return resource.active && isUsedBy(resource, clinicId);
}

function isNeeded({ needs }: ResourceWish, resource: Resource): boolean {
  return needs.some(({ type }) => isOfType(resource, type));
}

/** They were chosen in turn: what is taken nevertheless was written past the queue. */
export async function takeForVisit(
  ctx: Ctx,
  row: Pick<AppointmentRow, 'organization_id' | 'clinic_id' | 'id' | 'resource_ids'>,
  { place, span }: WantedTime,
): Promise<void> {
  if (!(await takeResources(ctx, row, span))) throw await taken(ctx, place, [], 'room or device');
}

/** All that the clinics of these visits use: any of it may be taken when they are placed anew. */
export async function resourcesOfVisits(
  ctx: Ctx,
  appointmentIds: readonly string[],
): Promise<string[]> {
  const clinicIds = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...appointmentIds]])
    .distinct()
    .pluck<string[]>('clinic_id');
  const ids: string[] = [];
  for (const clinicId of clinicIds)
    ids.push(...(await listUsable(ctx, clinicId)).map(({ id }) => id));
  return ids;
}

/** What a visit that comes back had, or others like it. */
export async function needsAsBefore(
  ctx: Ctx,
  { clinic_id: clinicId, resource_ids: ids }: AppointmentRow,
): Promise<ResourceWish> {
  if (ids.length === 0) return { needs: [], preferred: [], isByHand: false };
  const had = (await listUsable(ctx, clinicId, ids)).filter(({ id }) => ids.includes(id));
  const byType = Map.groupBy(had, ({ type }) => type);
  const needs = [...byType].map(([type, its]) => ({ type, count: its.length }));
  return { needs, preferred: ids, isByHand: false };
}
