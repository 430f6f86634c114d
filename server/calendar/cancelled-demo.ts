// Cancelled visits of the demo: those of the past days, and a few of a moment ago whose time waits to be filled.
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import { demoClinics } from '../staff/staff-demo.ts';
import { cancellationRule } from './cancellation-rule.ts';
import type { AppointmentRow } from './calendar-repository.ts';

const minute = 60_000;
const reasons = [
  'pat',
  'pat',
  'pat',
  'pat-cpp',
  'pat-cpp',
  'pat-lt',
  'pat-fin',
  'prov',
  'oth-weath',
] as const;

/** At some moment between the booking and the visit, often shortly before it. */
export function cancelledBefore(
  visit: AppointmentRow,
  now: string,
  random: SeededRandom,
): AppointmentRow {
  const from = Date.parse(visit.created_at);
  const to = Math.min(Date.parse(visit.starts_at), Date.parse(now)) - 20 * minute;
  const at = from + Math.sqrt(random.next()) * (to - from);
  return cancelled(visit, Math.ceil(at / minute) * minute, random.pick(reasons));
}

function cancelled(
  visit: AppointmentRow,
  at: number,
  reason: AppointmentRow['cancel_reason'],
): AppointmentRow {
  const { lateMinutes, undoSeconds } = cancellationRule.standard;
  return {
    ...visit,
    status: 'cancelled',
    cancel_reason: reason,
    cancelled_at: new Date(at).toISOString(),
    cancel_late: Date.parse(visit.starts_at) - at < lateMinutes * minute,
    undo_until: new Date(at + undoSeconds * 1000).toISOString(),
    version: 2,
  };
}

/** Four visits of today and tomorrow are cancelled a moment before now. */
export function freeTimesForWaitlist(
  visits: readonly AppointmentRow[],
  now: string,
): { appointments: AppointmentRow[]; freed: AppointmentRow[] } {
  const [first] = demoClinics;
  const soon = demoClinics.map((clinic) => nextVisit(visits, clinic.id, Date.parse(now), 3));
  const later = nextVisit(visits, first?.id ?? '', Date.parse(now), 20);
  const freed = [...soon, later]
    .filter((visit) => visit !== undefined)
    .map((visit, at) => cancelled(visit, startOfMinute(now) - (9 + 11 * at) * minute, 'pat'));
  const byId = new Map(freed.map((visit) => [visit.id, visit]));
  return { appointments: visits.map((visit) => byId.get(visit.id) ?? visit), freed };
}

/** The first half-hour visit in person that starts so many hours from now. */
function nextVisit(
  visits: readonly AppointmentRow[],
  clinicId: string,
  now: number,
  hours: number,
): AppointmentRow | undefined {
  return visits
    .filter(
      (visit) =>
        visit.clinic_id === clinicId &&
        visit.status === 'booked' &&
        visit.modality === 'in-person' &&
        Date.parse(visit.starts_at) > now + hours * 60 * minute &&
        Date.parse(visit.ends_at) - Date.parse(visit.starts_at) === 30 * minute,
    )
    .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at) || a.id.localeCompare(b.id))[0];
}

function startOfMinute(now: string): number {
  return Math.floor(Date.parse(now) / minute) * minute;
}
