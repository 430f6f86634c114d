// The only SQL that writes visits and the time they occupy.
import type {
  AppointmentStatus,
  CancelReason,
  ClosedReason,
  VisitStage,
} from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { DelayWay } from '#contract/told-late';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import type { OccupiedSpan } from './calendar-rules.ts';
import { askWithVisit, followVisit } from './interpreter/follow-visit.ts';
import type { Interpreted } from './interpreter/interpreter-request-rules.ts';
import type { InSeries } from './series/series-rules.ts';
import type { PatientKnows } from './told-rules.ts';
import type { StepTimes } from './visit-step-rules.ts';

export interface AppointmentRow extends StepTimes, PatientKnows, InSeries, Interpreted {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  patient_id: string;
  visit_type_id: string;
  modality: Appointment['modality'];
  /** What the visit is for. */
  reason: string | null;
  /** For staff. */
  note: string | null;
  video_room: string | null;
  /** E.164. */
  call_number: string | null;
  /** Rooms, devices and interpreters that it takes, or had last. */
  resource_ids: string[];
  status: AppointmentStatus;
  starts_at: string;
  ends_at: string;
  takes_time: boolean;
  walk_in: Appointment['walkIn'];
  cancel_reason: CancelReason | null;
  cancel_note: string | null;
  cancelled_at: string | null;
  cancel_late: boolean | null;
  undo_until: string | null;
  undo_closed_at: string | null;
  hold_until: string | null;
  /** A person or a program. */
  held_by: string | null;
  /** Of the visits that it was booked together with. */
  link_id: string | null;
  late_told_at: string | null;
  /** The start that it had when its patient was told. */
  late_told_of: string | null;
  late_begins_at: string | null;
  late_told_by: DelayWay | null;
  confirmed_at: string | null;
  /** The start for which the patient said so. */
  confirmed_of: string | null;
  stage: VisitStage | null;
  closed_because: ClosedReason | null;
  created_at: string;
  version: number;
}

export const notCancelled = {
  cancel_reason: null,
  cancel_note: null,
  cancelled_at: null,
  cancel_late: null,
  undo_until: null,
  undo_closed_at: null,
} as const;

export const notToldLate = {
  late_told_at: null,
  late_told_of: null,
  late_begins_at: null,
  late_told_by: null,
} as const;

export const notConfirmed = { confirmed_at: null, confirmed_of: null } as const;

export const notDescribed = { reason: null, note: null, call_number: null } as const;

export const notLinked = { link_id: null } as const;

export const notHeld = { hold_until: null, held_by: null } as const;

export type VersionAct =
  | 'held'
  | 'released'
  | 'booked'
  | 'walked-in'
  | 'timed'
  | 'moved'
  | 'moved-back'
  | 'resized'
  | 'described'
  | 'told'
  | 'told-late'
  | 'confirmed'
  | 'assigned'
  | 'interpreter-confirmed'
  | 'interpreter-declined'
  | 'interpreter-asked'
  | 'cancelled'
  | 'reinstated'
  | 'undo-closed'
  | 'arrived'
  | 'checked-in'
  | 'roomed'
  | 'started'
  | 'fulfilled'
  | 'left'
  | 'marked-no-show'
  | 'no-show-reversed'
  | 'reset'
  | 'marked-in-error';

/** Whose time is wanted there. */
export interface TurnPlace {
  providerId: string;
  /** Rooms, devices and interpreters that may be taken. */
  resourceIds?: readonly string[];
  span: OccupiedSpan;
}

/**
 * Whoever places a visit with a provider on a day waits here for the one before: the constraint decides either way,
 * but fifty transactions that collide in it would deadlock. Days are those of UTC, because a provider may work in
 * clinics of several zones.
 */
export async function queueForTime(
  ctx: Ctx,
  places: readonly TurnPlace[],
  kept: { shared: readonly string[]; exclusive: readonly string[] },
): Promise<void> {
  const times = places.flatMap(({ providerId, resourceIds = [], span }) =>
    [providerId, ...resourceIds].flatMap((id) =>
      [span.startsAt, span.endsAt].map((at) => `time ${id} ${at.slice(0, 10)}`),
    ),
  );
  await takeLocks(ctx, {
    exclusive: [...new Set([...times, ...kept.exclusive])],
    shared: kept.shared,
  });
}

export function findAppointmentRow(ctx: Ctx, id: string): Promise<AppointmentRow | undefined> {
  return ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, id })
    .first<AppointmentRow | undefined>('*');
}

export async function findForUpdate(
  ctx: Ctx,
  appointmentId: string,
): Promise<AppointmentRow | undefined> {
  return ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, id: appointmentId })
    .forUpdate()
    .first<AppointmentRow | undefined>('*');
}

/** In the order of their ids, so that two who lock several never wait for each other in a circle. */
export async function lockVisits(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .orderBy('id')
    .forUpdate()
    .select('id');
}

/** The row must have been read for update; returns it as it stands now, its interpreter asked or called off with it. */
export async function updateAppointment(
  ctx: Ctx,
  act: VersionAct,
  row: AppointmentRow,
  changed: Partial<AppointmentRow>,
): Promise<AppointmentRow> {
  const all = { ...changed, ...(await followVisit(ctx, row, { ...row, ...changed })) };
  const next = { ...row, ...all, version: row.version + 1 };
  const count = await ctx
    .db('appointment')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...all, version: next.version });
  if (count !== 1) throw new Error('A visit that was locked has changed.');
  await recordVersion(ctx, 'appointment', act, next);
  return next;
}

/** How a visit takes its time: alone, or in a lane beside others that was judged before. */
export interface Standing {
  lane: number;
  /** How many others may stand at the same time, kept as it is now. */
  tolerance: number;
  isBeside: boolean;
}

export interface TakenTime {
  span: OccupiedSpan;
  standing: Standing;
}

/** Of the provider's time in the lanes above the first, which no constraint compares with the others. */
const isFreeAbove = `
  (:isBeside or not exists (
    select from occupied_time o
    where o.organization_id = :organizationId and o.resource_id = :providerId and o.lane > 0
      and o.starts_at < :endsAt and o.ends_at > :startsAt and o.appointment_id <> :appointmentId))`;

const occupy = `
  insert into occupied_time
    (organization_id, resource_kind, resource_id, lane, tolerance, during, starts_at, ends_at, clinic_id, appointment_id,
     placed_at)
  select cast(:organizationId as uuid), 'provider', cast(:providerId as uuid), cast(:lane as smallint),
         cast(:tolerance as smallint), tstzrange(:startsAt, :endsAt), cast(:startsAt as timestamptz),
         cast(:endsAt as timestamptz), cast(:clinicId as uuid), cast(:appointmentId as uuid),
         cast(:placedAt as timestamptz)
  where ${isFreeAbove}
  on conflict on constraint occupied_time_no_overlap do nothing
  returning appointment_id`;

const occupyWithVisit = `
  with occupied as (${occupy})
  insert into appointment
  select visit.* from occupied, jsonb_populate_record(cast(null as appointment), cast(:visit as jsonb)) visit
  returning id`;

type Occupant = Pick<AppointmentRow, 'organization_id' | 'clinic_id' | 'id'>;

function occupyBindings(
  ctx: Ctx,
  { organization_id, clinic_id, id }: Occupant,
  { providerId, span, standing }: TakenTime & { providerId: string },
): Record<string, string | number | boolean> {
  return {
    organizationId: organization_id,
    clinicId: clinic_id,
    appointmentId: id,
    providerId,
    placedAt: ctx.now,
    ...span,
    ...standing,
  };
}

/** False, and nothing written, when the provider's time is taken. */
export async function occupyTime(ctx: Ctx, row: AppointmentRow, time: TakenTime): Promise<boolean> {
  const bindings = occupyBindings(ctx, row, { ...time, providerId: row.provider_id });
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(occupy, bindings);
  return rows.length === 1;
}

/** A new visit and its time in one step. False, and nothing written, when the provider's time is taken. */
export async function insertAppointment(
  ctx: Ctx,
  act: 'held' | 'booked',
  row: AppointmentRow,
  time: TakenTime,
): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(occupyWithVisit, {
    ...occupyBindings(ctx, row, { ...time, providerId: row.provider_id }),
    visit: JSON.stringify(row),
  });
  if (rows.length === 0) return false;
  await recordVersion(ctx, 'appointment', act, row);
  await askWithVisit(ctx, row);
  return true;
}

/** A new visit that takes nobody's time. */
export async function insertUntimed(
  ctx: Ctx,
  act: 'booked' | 'walked-in',
  row: AppointmentRow,
): Promise<void> {
  await ctx.db('appointment').insert(row);
  await recordVersion(ctx, 'appointment', act, row);
  await askWithVisit(ctx, row);
}

const exclusionViolation = '23P01';

const move = `
  update occupied_time
  set resource_id = :providerId, lane = :lane, tolerance = :tolerance, during = tstzrange(:startsAt, :endsAt),
      starts_at = :startsAt, ends_at = :endsAt, placed_at = :placedAt
  where organization_id = :organizationId and appointment_id = :appointmentId and resource_kind = 'provider'
    and ${isFreeAbove}
  returning appointment_id`;

/** Frees the old time and takes the new in one step, so that a visit may move into its own. False when taken. */
export async function moveOccupiedTime(
  ctx: Ctx,
  row: Occupant,
  to: TakenTime & { providerId: string },
): Promise<boolean> {
  try {
    // A savepoint: after a refusal the transaction must still be able to look for alternatives.
    return await ctx.db.transaction(async (savepoint) => {
      const bindings = occupyBindings(ctx, row, to);
      const { rows } = await savepoint.raw<{ rows: unknown[] }>(move, bindings);
      return rows.length === 1;
    });
  } catch (error) {
    if ((error as { code?: string }).code === exclusionViolation) return false;
    throw error;
  }
}

/** Gives the end of it back, of its provider and of all that it has beside: what is left of it was its own before. */
export async function shortenOccupiedTime(
  ctx: Ctx,
  appointmentId: string,
  { startsAt, endsAt }: OccupiedSpan,
): Promise<void> {
  await ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .update({ ends_at: endsAt, during: ctx.db.raw('tstzrange(?, ?)', [startsAt, endsAt]) });
}

const occupyResources = `
  insert into occupied_time
    (organization_id, resource_kind, resource_id, during, starts_at, ends_at, clinic_id, appointment_id, placed_at)
  select r.organization_id, r.kind, r.id, tstzrange(:startsAt, :endsAt), cast(:startsAt as timestamptz),
         cast(:endsAt as timestamptz), cast(:clinicId as uuid), cast(:appointmentId as uuid),
         cast(:placedAt as timestamptz)
  from resource r
  where r.organization_id = :organizationId and r.id = any(cast(:ids as uuid[]))
  order by r.id
  on conflict on constraint occupied_time_no_overlap do nothing
  returning resource_id`;

/** Takes the visit's rooms, devices and interpreters. False when one of them is taken, and then some may be written. */
export async function takeResources(
  ctx: Ctx,
  row: Pick<AppointmentRow, 'organization_id' | 'clinic_id' | 'id' | 'resource_ids'>,
  span: OccupiedSpan,
): Promise<boolean> {
  if (row.resource_ids.length === 0) return true;
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(occupyResources, {
    organizationId: row.organization_id,
    clinicId: row.clinic_id,
    appointmentId: row.id,
    placedAt: ctx.now,
    ids: row.resource_ids,
    ...span,
  });
  return rows.length === row.resource_ids.length;
}

/** All that the visit has but its provider's time. */
export async function freeResources(ctx: Ctx, appointmentId: string): Promise<void> {
  await ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .whereNot({ resource_kind: 'provider' })
    .delete();
}

export async function freeTime(ctx: Ctx, appointmentId: string): Promise<void> {
  await freeTimes(ctx, [appointmentId]);
}

export async function freeTimes(ctx: Ctx, appointmentIds: readonly string[]): Promise<void> {
  await ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId })
    .whereIn('appointment_id', [...appointmentIds])
    .delete();
}

/** Left out = of whatever provider, with whatever resources. */
export interface HoldsOf {
  providerId?: string;
  resourceIds?: readonly string[];
}

/** Holds whose time is up and that nobody works on. */
export async function lockLapsedHolds(
  ctx: Ctx,
  { providerId, resourceIds }: HoldsOf,
): Promise<AppointmentRow[]> {
  const query = ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, status: 'pending' })
    .where('hold_until', '<=', ctx.now)
    .orderBy('id')
    .forUpdate()
    .skipLocked();
  if (providerId !== undefined) query.where({ provider_id: providerId });
  if (resourceIds) query.whereRaw('resource_ids && cast(? as uuid[])', [[...resourceIds]]);
  return query.select<AppointmentRow[]>('*');
}

/** What it was stays in its versions; returns it as it was last. */
export async function removeAppointment(ctx: Ctx, row: AppointmentRow): Promise<AppointmentRow> {
  await freeTime(ctx, row.id);
  await ctx.db('appointment').where({ organization_id: row.organization_id, id: row.id }).delete();
  const last = { ...row, version: row.version + 1 };
  await recordVersion(ctx, 'appointment', 'released', last);
  return last;
}
