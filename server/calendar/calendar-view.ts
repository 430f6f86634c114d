import {
  stepOf,
  timedSteps,
  type AppointmentStep,
  type TimedStep,
} from '#contract/appointment-workflow';
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
    reason: row.reason,
    note: row.note,
    videoRoom: row.video_room,
    callNumber: row.call_number,
    resourceIds: row.resource_ids,
    status: row.status,
    stage: row.stage,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    takesTime: row.takes_time,
    walkIn: row.walk_in,
    steps: stepsOf(row),
    closedBecause: row.closed_because,
    hold: row.hold_until === null ? null : { until: row.hold_until, by: row.held_by },
    cancellation: cancellationOf(row),
    notTold: notToldOf(row),
    toldLate: toldLateOf(row),
    confirmedAt: row.confirmed_of === row.starts_at ? row.confirmed_at : null,
    series: seriesOf(row),
    linkId: row.link_id,
    interpreterRequest: interpreterOf(row),
    version: row.version,
  };
}

function stepsOf(row: AppointmentRow): Appointment['steps'] {
  const closed = stepOf(row);
  const reached: [TimedStep, string | null][] = [
    ['arrived', row.arrived_at],
    ['checked-in', row.checked_in_at],
    ['roomed', row.roomed_at],
    ['with-provider', row.seen_at],
    ...(isTimed(closed) ? [[closed, row.closed_at] satisfies [TimedStep, string | null]] : []),
  ];
  return reached.flatMap(([step, at]) =>
    at === null ? [] : [{ step, at, enteredLate: row.entered_late.includes(step) }],
  );
}

function isTimed(step: AppointmentStep): step is TimedStep {
  return (timedSteps as readonly AppointmentStep[]).includes(step);
}

function notToldOf(row: AppointmentRow): Appointment['notTold'] {
  const { not_told_since: since, known_provider_id: providerId, known_starts_at: startsAt } = row;
  return since !== null && providerId !== null && startsAt !== null
    ? { since, providerId, startsAt }
    : null;
}

/** Of a start that it has no longer, nothing was told. */
function toldLateOf(row: AppointmentRow): Appointment['toldLate'] {
  const { late_told_at: at, late_begins_at: beginsAt, late_told_by: way } = row;
  return at !== null && beginsAt !== null && way !== null && row.late_told_of === row.starts_at
    ? { at, beginsAt, way }
    : null;
}

function seriesOf(row: AppointmentRow): Appointment['series'] {
  const { series_id: id, series_place: place, series_starts_at: plannedAt } = row;
  const plannedWith = row.series_provider_id;
  return id !== null && place !== null && plannedAt !== null && plannedWith !== null
    ? { id, place, plannedAt, plannedWith }
    : null;
}

function interpreterOf({
  interpreter_status: status,
  interpreter_mode: mode,
}: AppointmentRow): Appointment['interpreterRequest'] {
  return status !== null && mode !== null ? { status, mode } : null;
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
