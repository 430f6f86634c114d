import type { Appointment } from '#contract/calendar';
import type { PatientSummary } from '#contract/patients';
import { minutesBetween } from '../platform/clock/instants.ts';
import type { AppointmentRow } from './calendar-repository.ts';

export function appointmentView(row: AppointmentRow, patient: PatientSummary): Appointment {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    visitTypeId: row.visit_type_id,
    patient,
    modality: row.modality,
    status: row.status,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    cancellation: cancellationOf(row),
    version: row.version,
  };
}

function cancellationOf(row: AppointmentRow): Appointment['cancellation'] {
  if (row.cancelled_at === null || row.cancel_reason === null) return null;
  return {
    reason: row.cancel_reason,
    note: row.cancel_note,
    at: row.cancelled_at,
    noticeMinutes: minutesBetween(row.cancelled_at, row.starts_at),
    late: row.cancel_late ?? false,
    undoUntil: row.undo_until ?? row.cancelled_at,
    undoClosed: row.undo_closed_at !== null,
  };
}
