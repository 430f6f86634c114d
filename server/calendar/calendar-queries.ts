// Read models of the provider calendars, and the read door for other slices.
import { occupyingStatuses } from '#contract/appointment-workflow';
import {
  compareAppointments,
  type Appointment,
  type AppointmentHistoryEntry,
} from '#contract/calendar';
import { feedOf } from '#contract/realtime';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import { maySee } from './calendar-policy.ts';
import type { AppointmentRow } from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';

/** Minutes; no visit is longer. Lets every overlap be read through a btree of starts. */
export const longestVisit = 480;

export interface Span {
  startsAt: string;
  endsAt: string;
}

/** Is anything booked in the clinic from now on? */
export async function hasVisitsAhead(ctx: Ctx, clinicId: string): Promise<boolean> {
  const row = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, status: 'booked' })
    .where('starts_at', '>', ctx.now)
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** Who has a visit booked on the local days behind `after` up to `until`, and the day of the first one. */
export async function listVisitors(
  ctx: Ctx,
  wanted: { clinicId: string; zone: string; after: string; until: string },
): Promise<Map<string, string>> {
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, clinic_id: wanted.clinicId, status: 'booked' })
    .where('starts_at', '>=', dayBounds(wanted.after, wanted.zone).endsAt)
    .where('starts_at', '<', dayBounds(wanted.until, wanted.zone).endsAt)
    .whereNotNull('patient_id')
    .orderBy('starts_at', 'desc')
    .select<{ patient_id: string; starts_at: string }[]>('patient_id', 'starts_at');
  return new Map(rows.map((row) => [row.patient_id, localDateOf(row.starts_at, wanted.zone)]));
}

/** Booked from now on at a time, and touched by any of the stretches of time. */
export async function countVisitsIn(
  ctx: Ctx,
  clinicId: string,
  spans: readonly Span[],
): Promise<number> {
  const ahead = spans.filter(({ endsAt }) => endsAt > ctx.now);
  if (ahead.length === 0) return 0;
  const { rows } = await ctx.db.raw<{ rows: { visits: number }[] }>(
    `select count(distinct a.id)::int as visits
      from unnest(cast(:reaching as timestamptz[]), cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
        as d(reaches_at, starts_at, ends_at)
      join appointment a on a.organization_id = :organizationId and a.clinic_id = :clinicId
        and a.status = 'booked' and a.takes_time and a.starts_at > d.reaches_at and a.starts_at < d.ends_at
        and a.ends_at > d.starts_at and a.starts_at > :now`,
    {
      organizationId: ctx.organizationId,
      clinicId,
      now: ctx.now,
      reaching: ahead.map(({ startsAt }) => plusMinutes(startsAt, -longestVisit)),
      starts: ahead.map(({ startsAt }) => startsAt),
      ends: ahead.map(({ endsAt }) => endsAt),
    },
  );
  return rows[0]?.visits ?? 0;
}

/** In one read for all patients; visits that the caller may not see are left out. */
export async function appointmentViews(
  ctx: Ctx,
  rows: readonly AppointmentRow[],
): Promise<Appointment[]> {
  const visible = rows.filter((row) => maySee((...asked) => mayAct(ctx, ...asked), row));
  const patients = await listPatientSummaries(
    ctx,
    visible.map((row) => row.patient_id),
  );
  return visible.flatMap((row) => {
    const patient = patients.get(row.patient_id);
    return patient ? [appointmentView(row, patient)] : [];
  });
}

export async function findAppointment(ctx: Ctx, id: string): Promise<Appointment | null> {
  const row = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, id })
    .first<AppointmentRow | undefined>('*');
  return row ? ((await appointmentViews(ctx, [row]))[0] ?? null) : null;
}

export async function getAppointment(ctx: Ctx, id: string): Promise<Appointment> {
  const visit = await findAppointment(ctx, id);
  if (!visit) throw notFound('visit');
  return visit;
}

export async function listDay(
  ctx: Ctx,
  clinicId: string,
  date: string,
): Promise<Span & { date: string; appointments: Appointment[]; asOf: number }> {
  const { zone } = await getClinic(ctx, clinicId);
  const day = dayBounds(date, zone);
  const asOf = await currentSeq(ctx, feedOf('calendar', clinicId));
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .where('starts_at', '>', plusMinutes(day.startsAt, -longestVisit))
    .where('starts_at', '<', day.endsAt)
    .where('ends_at', '>', day.startsAt)
    .select<AppointmentRow[]>('*');
  const appointments = (await appointmentViews(ctx, rows)).sort(compareAppointments);
  return { date, ...day, appointments, asOf };
}

/** Newest first, in the clinics that the caller may see. */
export async function listPatientAppointments(ctx: Ctx, patientId: string): Promise<Appointment[]> {
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy('starts_at', 'desc')
    .limit(100)
    .select<AppointmentRow[]>('*');
  return appointmentViews(ctx, rows);
}

export interface BookedVisit extends Span {
  id: string;
  providerId: string;
  visitTypeId: string;
}

/** Booked visits that take time in a clinic, of one provider or of all, that start in the stretch of time; without an end, all to come. */
export async function listBookedVisits(
  ctx: Ctx,
  wanted: { clinicId: string; providerId?: string; fromAt: string; untilAt: string | null },
): Promise<BookedVisit[]> {
  const query = ctx
    .db('appointment')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: wanted.clinicId,
      status: 'booked',
      takes_time: true,
    })
    .where('starts_at', '>=', wanted.fromAt)
    .orderBy(['starts_at', 'id']);
  if (wanted.providerId !== undefined) query.where('provider_id', wanted.providerId);
  if (wanted.untilAt !== null) query.where('starts_at', '<', wanted.untilAt);
  const rows = await query.select<AppointmentRow[]>(
    'id',
    'provider_id',
    'visit_type_id',
    'starts_at',
    'ends_at',
  );
  return rows.map((row) => ({
    id: row.id,
    providerId: row.provider_id,
    visitTypeId: row.visit_type_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }));
}

export interface ComingVisit {
  id: string;
  clinicId: string;
  providerId: string;
  visitTypeId: string;
  startsAt: string;
  endsAt: string;
}

/** A patient's booked visits that have not begun, in the clinics of the scope. */
export async function listComingVisits(ctx: Ctx, patientId: string): Promise<ComingVisit[]> {
  return ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, status: 'booked' })
    .where('starts_at', '>', ctx.now)
    .orderBy(['starts_at', 'id'])
    .select<ComingVisit[]>(
      'id',
      'clinic_id as clinicId',
      'provider_id as providerId',
      'visit_type_id as visitTypeId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    );
}

/** Which of these patients have a booked visit at that time, in the clinics that the caller may see? */
export async function patientBusy(
  ctx: Ctx,
  patientIds: readonly string[],
  span: Span,
  ignoring: readonly string[] = [],
): Promise<Set<string>> {
  const visits = await visitsThen(ctx, patientIds, span);
  return new Set(
    visits.filter(({ id }) => !ignoring.includes(id)).map(({ patientId }) => patientId),
  );
}

/** Visits of these patients that take that time, in the clinics that the caller may see. */
export async function visitsThen(
  ctx: Ctx,
  patientIds: readonly string[],
  span: Span,
): Promise<(Span & { id: string; patientId: string })[]> {
  return ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, takes_time: true })
    .whereIn('status', occupyingStatuses)
    .whereRaw('patient_id = any(?)', [[...new Set(patientIds)]])
    .where('starts_at', '>', plusMinutes(span.startsAt, -longestVisit))
    .where('starts_at', '<', span.endsAt)
    .where('ends_at', '>', span.startsAt)
    .select<(Span & { id: string; patientId: string })[]>(
      'id',
      'patient_id as patientId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    );
}

interface VersionRow {
  version: number;
  act: string;
  row: AppointmentRow;
  actor_id: string | null;
  valid_from: string;
}

/** Newest first. */
export async function history(ctx: Ctx, appointmentId: string): Promise<AppointmentHistoryEntry[]> {
  await getAppointment(ctx, appointmentId);
  const versions = await ctx
    .db('appointment_version')
    .where({ organization_id: ctx.organizationId, id: appointmentId })
    .orderBy('version', 'desc')
    .select<VersionRow[]>('version', 'act', 'row', 'actor_id', 'valid_from');
  const names = await staffNames(
    ctx,
    versions.flatMap(({ actor_id }) => (actor_id === null ? [] : [actor_id])),
  );
  return versions.map(({ version, act, row, actor_id, valid_from }) => ({
    version,
    act,
    status: row.status,
    providerId: row.provider_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    at: valid_from,
    actor: actor_id === null ? null : (names.get(actor_id) ?? null),
  }));
}
