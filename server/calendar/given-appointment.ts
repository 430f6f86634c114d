// Builder for tests: a visit that stands on the calendar already, in plain rows.
import { Temporal } from '../platform/clock/temporal.ts';
import { instantText, normalInstant } from '../platform/clock/instants.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenPatient } from '../patients/given-patient.ts';
import {
  notDescribed,
  notHeld,
  notLinked,
  notConfirmed,
  notToldLate,
  type AppointmentRow,
} from './calendar-repository.ts';
import { notInterpreted } from './interpreter/interpreter-request-rules.ts';
import { notInSeries } from './series/series-rules.ts';
import { patientKnows } from './told-rules.ts';
import { notBegun } from './visit-step-rules.ts';

export interface GivenAppointment {
  organizationId: string;
  clinicId: string;
  providerId: string;
  visitTypeId: string;
  /** Any ISO instant. */
  startsAt: string;
  id?: string;
  /** A new patient unless told otherwise. */
  patientId?: string;
  minutes?: number;
  status?: 'booked' | 'cancelled';
  /** What the patient still expects, where the clinic moved it without them. */
  known?: { startsAt: string };
}

/** Inserts a booked 30-minute visit with its occupied time and first version; returns the id. */
export async function givenAppointment(
  t: TestDatabase,
  options: GivenAppointment,
): Promise<string> {
  const { organizationId, minutes = 30, status = 'booked' } = options;
  const starts = Temporal.Instant.from(options.startsAt);
  const cancelled = status === 'cancelled';
  const row: AppointmentRow = {
    organization_id: organizationId,
    id: options.id ?? newId(),
    clinic_id: options.clinicId,
    provider_id: options.providerId,
    patient_id: options.patientId ?? (await givenPatient(t, { organizationId })),
    visit_type_id: options.visitTypeId,
    modality: 'in-person',
    ...notDescribed,
    video_room: null,
    ...(options.known
      ? {
          not_told_since: t.clock.now,
          known_starts_at: normalInstant(options.known.startsAt),
          known_provider_id: options.providerId,
        }
      : patientKnows),
    resource_ids: [],
    status,
    starts_at: normalInstant(options.startsAt),
    ends_at: instantText(starts.add({ minutes })),
    takes_time: true,
    walk_in: null,
    cancel_reason: cancelled ? 'pat' : null,
    cancel_note: null,
    cancelled_at: cancelled ? t.clock.now : null,
    cancel_late: cancelled ? false : null,
    undo_until: cancelled ? t.clock.now : null,
    undo_closed_at: null,
    ...notHeld,
    ...notInterpreted,
    ...notInSeries,
    ...notLinked,
    ...notToldLate,
    ...notConfirmed,
    ...notBegun,
    created_at: t.clock.now,
    version: 1,
  };
  // A visit and its time are judged together when the transaction ends.
  await t.owner.transaction(async (both) => {
    await both('appointment').insert(row);
    if (!cancelled) await both('occupied_time').insert(timeOf(row));
  });
  await t.owner('appointment_version').insert({
    organization_id: organizationId,
    clinic_id: row.clinic_id,
    id: row.id,
    version: 1,
    act: 'booked',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return row.id;
}

/** Due on a day, in nobody's time. */
export async function givenEVisit(
  t: TestDatabase,
  options: Omit<GivenAppointment, 'startsAt' | 'minutes' | 'status' | 'known'>,
): Promise<string> {
  const startsAt = '2026-11-25T04:30:00.000Z';
  const id = await givenAppointment(t, { ...options, startsAt });
  await t.owner.transaction(async (both) => {
    await both('occupied_time').where({ appointment_id: id }).delete();
    await both('appointment').where({ id }).update({ modality: 'e-visit', takes_time: false });
  });
  return id;
}

/** Here without a booking since the day began, and without a time. */
export async function givenWalkIn(
  t: TestDatabase,
  options: Omit<GivenAppointment, 'startsAt' | 'status' | 'known'>,
): Promise<string> {
  const id = await givenAppointment(t, { ...options, startsAt: t.clock.now });
  await t.owner.transaction(async (both) => {
    await both('occupied_time').where({ appointment_id: id }).delete();
    await both('appointment')
      .where({ id })
      .update({ status: 'arrived', arrived_at: t.clock.now, walk_in: 'asked', takes_time: false });
  });
  return id;
}

/** A visit that is over: its patient was seen in the clinic then. Returns the patient's id. */
export async function givenSeen(
  t: TestDatabase,
  options: Omit<GivenAppointment, 'id' | 'status' | 'known'>,
): Promise<string> {
  const patientId = options.patientId ?? (await givenPatient(t, options));
  const id = await givenAppointment(t, { ...options, patientId });
  const at = normalInstant(options.startsAt);
  await t.owner.transaction(async (both) => {
    await both('occupied_time').where({ appointment_id: id }).delete();
    await both('appointment')
      .where({ id })
      .update({ status: 'fulfilled', arrived_at: at, checked_in_at: at, closed_at: at });
  });
  return patientId;
}

function timeOf(row: AppointmentRow): object {
  return {
    organization_id: row.organization_id,
    resource_kind: 'provider',
    resource_id: row.provider_id,
    during: `[${row.starts_at},${row.ends_at})`,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    clinic_id: row.clinic_id,
    appointment_id: row.id,
  };
}
