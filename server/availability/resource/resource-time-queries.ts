// When the rooms, devices and interpreters of a clinic are taken: one read for all of them.
import { compareResources, isOfType, isUsedBy, type Resource } from '#contract/resources';
import type { Ctx } from '../../platform/context.ts';
import type { Block, Span } from '../availability-rules.ts';
import { minuteOf } from '../availability-view.ts';
import { busyOf } from '../busy-queries.ts';
import type { ResourceRow } from './resource-repository.ts';
import { isFreeFor } from './resource-rules.ts';
import { resourceView } from './resource-view.ts';

/** Its hours follow the clocks of its own clinic. */
export type ResourceInZone = Resource & { zone: string; blocks: Block[] };

/** Active ones that the clinic uses, and those of the ids, in the order in which they are taken. */
export async function listUsable(
  ctx: Ctx,
  clinicId: string,
  ids: readonly string[] = [],
): Promise<ResourceInZone[]> {
  const rows = await ctx
    .db('resource as r')
    .join('clinic as c', (on) =>
      on.on('c.organization_id', 'r.organization_id').andOn('c.id', 'r.clinic_id'),
    )
    .where({ 'r.organization_id': ctx.organizationId })
    .whereRaw('((r.active and (r.clinic_id = ? or ? = any(r.shared_with))) or r.id = any(?))', [
      clinicId,
      clinicId,
      [...ids],
    ])
    .select<(ResourceRow & { zone: string })[]>('r.*', 'c.zone');
  return rows
    .map((row) => ({ ...resourceView(row), zone: row.zone, blocks: blocksOf(row) }))
    .sort(compareResources(clinicId));
}

function blocksOf({ hours }: Pick<ResourceRow, 'hours'>): Block[] {
  return hours.map(({ weekday, startsAt, endsAt }) => ({
    weekday,
    startsMinute: minuteOf(startsAt),
    endsMinute: minuteOf(endsAt),
    visitTypeIds: [],
    recurrence: null,
    patients: 'any',
    opens: null,
  }));
}

interface Place {
  clinicId: string;
  startsAt: string;
  endsAt: string;
  appointmentId?: string | undefined;
}

/** Which of them a visit could take: those that are retired, taken, out of use or closed then it could not. */
export async function listCandidates(
  ctx: Ctx,
  place: Place,
  {
    span,
    ids,
    mayTake,
  }: {
    /** Buffers included. */
    span: { startsAt: string; endsAt: string };
    /** Known to whoever asks, however they stand now. */
    ids: readonly string[];
    mayTake: (resource: Resource) => boolean;
  },
): Promise<(Resource & { isFree: boolean })[]> {
  const usable = await listUsable(ctx, place.clinicId, ids);
  const wanted = usable.filter((one) => ids.includes(one.id) || mayTake(one));
  if (wanted.length === 0) return [];
  const busy = await busyOf(
    ctx,
    wanted.map(({ id }) => id),
    { ...span, ignoringAppointmentId: place.appointmentId },
  );
  const moments = { visit: spanOf(place), withBuffers: spanOf(span) };
  return wanted.map(({ zone, blocks, ...one }) => ({
    ...one,
    isFree:
      one.active &&
      isUsedBy(one, place.clinicId) &&
      isFreeFor({ ...one, zone, blocks, busy: busy.get(one.id) ?? [] }, moments),
  }));
}

/** How many of a type a visit could take at these moments, past what is taken of each. */
export function countFree(
  resources: readonly ResourceInZone[],
  type: string,
  { takenOf, ...moments }: { visit: Span; withBuffers: Span; takenOf: (id: string) => Span[] },
): number {
  return resources.filter(
    (one) => isOfType(one, type) && isFreeFor({ ...one, busy: takenOf(one.id) }, moments),
  ).length;
}

function spanOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Span {
  return { from: Date.parse(startsAt), until: Date.parse(endsAt) };
}
