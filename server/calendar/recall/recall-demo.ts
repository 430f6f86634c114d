// Who is to come back in the demo: from the visits of the past days, and a few who should have come by now.
import { Temporal } from '../../platform/clock/temporal.ts';
import { demoId, versionRow, type DemoTable } from '../../platform/demo/demo-tables.ts';
import { seededRandom } from '../../platform/demo/seeded-random.ts';
import { demoStaffId } from '../../staff/staff-demo.ts';
import type { AppointmentRow } from '../calendar-repository.ts';
import type { RecallRow } from './recall-repository.ts';

const notes = [
  'Fasting',
  'With the new blood values',
  'Bring the diary',
  null,
  null,
  null,
] as const;
/** Weeks from now on; some have passed. */
const weeks = [-5, -3, -1, 0, 1, 2, 4, 6, 12, 12, 12, 26, 26, 52] as const;

const askers = ['provider', 'patient', 'clinic'] as const;

/** Every seventh patient who was seen lately and has nothing booked. */
export function demoRecalls(world: {
  organizationId: string;
  now: string;
  startedAt: string;
  appointments: readonly AppointmentRow[];
}): DemoTable[] {
  const random = seededRandom(4_217);
  const today = Temporal.PlainDate.from(world.now.slice(0, 10));
  const coming = new Set(
    world.appointments.filter(({ status }) => status === 'booked').map((visit) => visit.patient_id),
  );
  const rows = world.appointments
    .filter((visit) => visit.status === 'fulfilled' && !coming.has(visit.patient_id))
    .filter((_, at) => at % 7 === 0)
    .map((visit, at): RecallRow => {
      const inWeeks = random.pick(weeks);
      const isOld = inWeeks <= 1;
      return {
        organization_id: world.organizationId,
        id: demoId(50, at + 1),
        clinic_id: visit.clinic_id,
        patient_id: visit.patient_id,
        visit_type_id: visit.visit_type_id,
        provider_id: random.chance(0.7) ? visit.provider_id : null,
        due_on: today.add({ days: 7 * inWeeks + random.below(5) - 2 }).toString(),
        note: random.pick(notes),
        // What is due by now was put down before the visits of the demo begin.
        asked_by: isOld ? random.pick(askers) : 'check-out',
        claimed_by: null,
        from_appointment_id: isOld ? null : visit.id,
        status: 'open',
        appointment_id: null,
        dropped_because: null,
        added_at: isOld ? world.startedAt : visit.ends_at,
        version: 1,
      };
    });
  const actorId = demoStaffId('scheduler');
  return [
    { table: 'recall', rows },
    {
      table: 'recall_version',
      rows: rows.map((row) => versionRow(row, { act: 'added', from: row.added_at, actorId })),
    },
  ];
}
