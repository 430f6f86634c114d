// What is taken of the providers' time, buffers included, in whatever clinic; what it is taken by is not told.
import type { Knex } from 'knex';
import type { OrphanedVisit } from '#contract/schedule-exception';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { longestVisit, type Span } from './calendar-queries.ts';
import type { Occupant } from './overbook-rules.ts';

/** Minutes, with the buffers: lets every overlap be read through a btree of starts. */
const longestOccupied = longestVisit + 240;

/** The rows, as `o`, that lie in a stretch of a provider's time. */
function occupiedThen(
  ctx: Ctx,
  { providerId, startsAt, endsAt }: Span & { providerId: string },
): Knex.QueryBuilder {
  return ctx
    .db('occupied_time as o')
    .where({ 'o.organization_id': ctx.organizationId, 'o.resource_id': providerId })
    .where('o.starts_at', '>', plusMinutes(startsAt, -longestOccupied))
    .where('o.starts_at', '<', endsAt)
    .where('o.ends_at', '>', startsAt);
}

/** Visits that a provider has in other clinics in the stretch of time. */
export async function countElsewhere(
  ctx: Ctx,
  wanted: Span & { clinicId: string; providerId: string },
): Promise<number> {
  const [row] = await occupiedThen(ctx, wanted)
    .whereNot('o.clinic_id', wanted.clinicId)
    .count<{ count: string | number }[]>();
  return Number(row?.count ?? 0);
}

/** The same for many stretches of time, each visit once. */
export async function countElsewhereIn(
  ctx: Ctx,
  wanted: { clinicId: string; providerId: string; spans: readonly Span[] },
): Promise<number> {
  if (wanted.spans.length === 0) return 0;
  const { rows } = await ctx.db.raw<{ rows: { visits: number }[] }>(
    `select count(distinct o.appointment_id)::int as visits
     from unnest(cast(:reaching as timestamptz[]), cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
       as s(reaches_at, starts_at, ends_at)
     join occupied_time o on o.organization_id = :organizationId and o.resource_id = :providerId
       and o.starts_at > s.reaches_at and o.starts_at < s.ends_at and o.ends_at > s.starts_at
     where o.clinic_id <> :clinicId`,
    {
      organizationId: ctx.organizationId,
      clinicId: wanted.clinicId,
      providerId: wanted.providerId,
      reaching: wanted.spans.map(({ startsAt }) => plusMinutes(startsAt, -longestOccupied)),
      starts: wanted.spans.map(({ startsAt }) => startsAt),
      ends: wanted.spans.map(({ endsAt }) => endsAt),
    },
  );
  return rows[0]?.visits ?? 0;
}

/** Is nothing of the provider's time taken there? The span has the buffers in it. */
export async function isTimeFree(
  ctx: Ctx,
  wanted: Span & { providerId: string; ignoringAppointmentId?: string | undefined },
): Promise<boolean> {
  const query = occupiedThen(ctx, wanted);
  if (wanted.ignoringAppointmentId !== undefined)
    query.whereNot('o.appointment_id', wanted.ignoringAppointmentId);
  return (await query.first<unknown>('o.appointment_id')) === undefined;
}

/** What stands in the provider's time there; of other clinics only that it does. */
export async function listOccupants(
  ctx: Ctx,
  wanted: Span & {
    clinicId: string;
    providerId: string;
    ignoringAppointmentId?: string | undefined;
  },
): Promise<(Occupant & { lane: number; placedAt: string })[]> {
  const rows = await occupiedThen(ctx, wanted)
    .leftJoin('appointment as a', (on) =>
      on
        .on('a.organization_id', 'o.organization_id')
        .andOn('a.id', 'o.appointment_id')
        .andOnVal('a.clinic_id', wanted.clinicId),
    )
    .select<OccupantRow[]>(
      'o.appointment_id as id',
      'o.starts_at as startsAt',
      'o.ends_at as endsAt',
      'a.starts_at as visitStartsAt',
      'a.ends_at as visitEndsAt',
      'o.lane',
      'o.tolerance',
      'o.placed_at as placedAt',
    );
  return rows
    .filter(({ id }) => id !== wanted.ignoringAppointmentId)
    .map(({ startsAt, endsAt, visitStartsAt, visitEndsAt, lane, tolerance, placedAt }) => ({
      span: { startsAt, endsAt },
      visit:
        visitStartsAt === null || visitEndsAt === null
          ? null
          : { startsAt: visitStartsAt, endsAt: visitEndsAt },
      lane,
      tolerance,
      placedAt,
    }));
}

/** Booked visits that have a room, a device or an interpreter; of clinics that the scope does not see only how many. */
export async function listVisitsWith(
  ctx: Ctx,
  wanted: { row: { id: string; clinic_id: string }; startsAt: string; endsAt: string | null },
): Promise<{ visits: OrphanedVisit[]; elsewhere: number }> {
  const query = ctx
    .db('occupied_time as o')
    .leftJoin('appointment as a', (on) =>
      on
        .on('a.organization_id', 'o.organization_id')
        .andOn('a.id', 'o.appointment_id')
        .andOnVal('a.clinic_id', wanted.row.clinic_id),
    )
    .where({ 'o.organization_id': ctx.organizationId, 'o.resource_id': wanted.row.id })
    .where('o.starts_at', '>', plusMinutes(wanted.startsAt, -longestOccupied))
    .where('o.ends_at', '>', wanted.startsAt)
    .orderBy(['o.starts_at', 'o.appointment_id']);
  if (wanted.endsAt !== null) query.where('o.starts_at', '<', wanted.endsAt);
  const rows = await query.select<(OrphanedVisit | Record<keyof OrphanedVisit, null>)[]>(
    'a.id as appointmentId',
    'a.provider_id as providerId',
    'a.visit_type_id as visitTypeId',
    'a.starts_at as startsAt',
    'a.ends_at as endsAt',
  );
  const visits = rows.filter((row) => row.appointmentId !== null);
  return { visits, elsewhere: rows.length - visits.length };
}

interface OccupantRow extends Span {
  id: string;
  visitStartsAt: string | null;
  visitEndsAt: string | null;
  lane: number;
  tolerance: number;
  placedAt: string;
}

/** What is taken of the time of several providers, rooms, devices and interpreters. */
export async function listOccupied(
  ctx: Ctx,
  { ids, startsAt, endsAt }: Span & { ids: readonly string[] },
): Promise<(Span & { id: string; appointmentId: string })[]> {
  return ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('resource_id = any(?)', [[...ids]])
    .where('starts_at', '>', plusMinutes(startsAt, -longestOccupied))
    .where('starts_at', '<', endsAt)
    .select<(Span & { id: string; appointmentId: string })[]>(
      'resource_id as id',
      'appointment_id as appointmentId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    );
}
