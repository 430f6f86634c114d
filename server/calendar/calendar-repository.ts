// The only SQL that writes visits and the time they occupy.
import type {
  AppointmentStatus,
  CancelReason,
  ClosedReason,
  VisitStage,
} from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import type { OccupiedSpan } from './calendar-rules.ts';
import type { StepTimes } from './visit-step-rules.ts';

export interface AppointmentRow extends StepTimes {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  patient_id: string;
  visit_type_id: string;
  modality: Appointment['modality'];
  status: AppointmentStatus;
  starts_at: string;
  ends_at: string;
  cancel_reason: CancelReason | null;
  cancel_note: string | null;
  cancelled_at: string | null;
  cancel_late: boolean | null;
  undo_until: string | null;
  undo_closed_at: string | null;
  hold_until: string | null;
  /** A person or a program. */
  held_by: string | null;
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

export const notHeld = { hold_until: null, held_by: null } as const;

export type VersionAct =
  | 'held'
  | 'released'
  | 'booked'
  | 'moved'
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

/**
 * Whoever places a visit with a provider on a day waits here for the one before: the constraint decides either way,
 * but fifty transactions that collide in it would deadlock. Days are those of UTC, because a provider may work in
 * clinics of several zones.
 */
export async function queueForTime(
  ctx: Ctx,
  places: readonly { providerId: string; span: OccupiedSpan }[],
  shared: readonly string[],
): Promise<void> {
  const exclusive = places.flatMap(({ providerId, span }) =>
    [span.startsAt, span.endsAt].map((at) => `time ${providerId} ${at.slice(0, 10)}`),
  );
  await takeLocks(ctx, { exclusive: [...new Set(exclusive)], shared });
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

/** The row must have been read for update; returns it as it stands now. */
export async function updateAppointment(
  ctx: Ctx,
  act: VersionAct,
  row: AppointmentRow,
  changed: Partial<AppointmentRow>,
): Promise<AppointmentRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const count = await ctx
    .db('appointment')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A visit that was locked has changed.');
  await recordVersion(ctx, 'appointment', act, next);
  return next;
}

const occupy = `
  insert into occupied_time
    (organization_id, resource_kind, resource_id, during, starts_at, ends_at, clinic_id, appointment_id)
  values (?, 'provider', ?, tstzrange(?, ?), ?, ?, ?, ?)
  on conflict on constraint occupied_time_no_overlap do nothing
  returning appointment_id`;

const occupyWithVisit = `
  with occupied as (${occupy})
  insert into appointment
  select visit.* from occupied, jsonb_populate_record(cast(null as appointment), cast(? as jsonb)) visit
  returning id`;

function occupyBindings(row: AppointmentRow, { startsAt, endsAt }: OccupiedSpan): string[] {
  const { organization_id, provider_id, clinic_id, id } = row;
  return [organization_id, provider_id, startsAt, endsAt, startsAt, endsAt, clinic_id, id];
}

/** False, and nothing written, when the provider's time is taken. */
export async function occupyTime(
  ctx: Ctx,
  row: AppointmentRow,
  span: OccupiedSpan,
): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(occupy, occupyBindings(row, span));
  return rows.length === 1;
}

/** A new visit and its time in one step. False, and nothing written, when the provider's time is taken. */
export async function insertAppointment(
  ctx: Ctx,
  act: 'held' | 'booked',
  row: AppointmentRow,
  span: OccupiedSpan,
): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(occupyWithVisit, [
    ...occupyBindings(row, span),
    JSON.stringify(row),
  ]);
  if (rows.length === 0) return false;
  await recordVersion(ctx, 'appointment', act, row);
  return true;
}

const exclusionViolation = '23P01';

/** Frees the old time and takes the new in one step, so that a visit may move into its own. False when taken. */
export async function moveOccupiedTime(
  ctx: Ctx,
  row: Pick<AppointmentRow, 'organization_id' | 'id'>,
  to: { providerId: string; span: OccupiedSpan },
): Promise<boolean> {
  try {
    // A savepoint: after a refusal the transaction must still be able to look for alternatives.
    await ctx.db.transaction((savepoint) =>
      savepoint.raw(
        `update occupied_time
         set resource_id = ?, during = tstzrange(?, ?), starts_at = ?, ends_at = ?
         where organization_id = ? and appointment_id = ?`,
        [
          to.providerId,
          to.span.startsAt,
          to.span.endsAt,
          to.span.startsAt,
          to.span.endsAt,
          row.organization_id,
          row.id,
        ],
      ),
    );
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === exclusionViolation) return false;
    throw error;
  }
}

export async function freeTime(ctx: Ctx, appointmentId: string): Promise<void> {
  await ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .delete();
}

/** Holds whose time is up and that nobody works on: of one provider, or all. */
export async function lockLapsedHolds(
  ctx: Ctx,
  { providerId }: { providerId?: string },
): Promise<AppointmentRow[]> {
  const query = ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, status: 'pending' })
    .where('hold_until', '<=', ctx.now)
    .orderBy('id')
    .forUpdate()
    .skipLocked();
  if (providerId !== undefined) query.where({ provider_id: providerId });
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
