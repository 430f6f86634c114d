// Four weeks of fictitious visits: one past, three ahead; today nearly full, later days less so.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { DemoVisitType } from '../availability/availability-demo.ts';
import { demoClinics, demoStaffId } from '../staff/staff-demo.ts';
import type { AppointmentRow } from './calendar-repository.ts';
import { freeTimesForWaitlist } from './cancelled-demo.ts';
import { described } from './described-demo.ts';
import { eVisitsOfToday } from './e-visits-demo.ts';
import { visitsOfClinic, type DemoDays } from './filled-days-demo.ts';
import { demoInterpreters, interpreted } from './interpreter/interpreters-demo.ts';
import { isOccupying, livesOf, standing, type Lived } from './progress-demo.ts';
import { withSeries } from './series/series-demo.ts';

const minute = 60_000;

export function demoCalendar(world: DemoDays): {
  appointments: AppointmentRow[];
  /** Cancelled a moment ago, their time still free. */
  freed: AppointmentRow[];
  tables: DemoTable[];
} {
  const visits = demoClinics
    .flatMap((clinic) => visitsOfClinic(world, clinic))
    .map((visit, at) => ({
      ...visit,
      ...described(at),
      ...roomOf(visit, at),
      id: demoId(8, at + 1),
    }));
  const { appointments: alone, freed } = freeTimesForWaitlist(visits, world.now);
  const { appointments: repeated, tables: series } = withSeries(alone, world);
  const planned = repeated.map((visit, at) => ({ ...visit, ...interpreted(visit, at, world) }));
  const lives = livesOf(planned, world.now);
  const inWriting = eVisitsOfToday(world).map((visit, at) => ({
    ...visit,
    id: demoId(8, 90_001 + at),
  }));
  const appointments = [...planned.map((visit) => standing(visit, lives)), ...inWriting];
  const buffers = new Map(world.visitTypes.map((type) => [type.id, type]));
  return {
    appointments,
    freed,
    tables: [
      ...series,
      { table: 'appointment', rows: appointments },
      ...demoInterpreters(appointments, world),
      {
        table: 'appointment_version',
        rows: [...planned, ...inWriting].flatMap((visit) => versionsOf(visit, lives)),
      },
      {
        table: 'occupied_time',
        rows: appointments
          .filter((visit) => visit.takes_time && isOccupying(visit))
          .flatMap((visit) => occupied(world, visit, buffers.get(visit.visit_type_id))),
      },
    ],
  };
}

/** No room of a real service: the demo's visits are the same each time. */
function roomOf({ modality }: AppointmentRow, at: number): Pick<AppointmentRow, 'video_room'> {
  return { video_room: modality === 'video' ? `demo-${String(at).padStart(18, '0')}` : null };
}

function versionsOf(visit: AppointmentRow, lives: ReadonlyMap<string, Lived[]>): object[] {
  const actorId = demoStaffId('scheduler');
  const { cancelled_at: cancelledAt } = visit;
  if (cancelledAt === null) {
    const life = [
      { act: 'booked', at: visit.created_at, row: visit },
      ...(lives.get(visit.id) ?? []),
    ];
    return life.map(({ act, at, row }, n) => {
      const to = life[n + 1]?.at;
      return versionRow(row, { act, from: at, actorId, ...(to === undefined ? {} : { to }) });
    });
  }
  const booked: AppointmentRow = {
    ...visit,
    status: 'booked',
    cancel_reason: null,
    cancelled_at: null,
    cancel_late: null,
    undo_until: null,
    version: 1,
  };
  return [
    versionRow(booked, { act: 'booked', from: visit.created_at, to: cancelledAt, actorId }),
    versionRow(visit, { act: 'cancelled', from: cancelledAt, actorId }),
  ];
}

/** The time of its provider, and that of its rooms and devices. */
function occupied(
  { resources }: DemoDays,
  visit: AppointmentRow,
  type: DemoVisitType | undefined,
): object[] {
  const before = (type?.bufferBefore ?? 0) * minute;
  const after = (type?.bufferAfter ?? 0) * minute;
  const startsAt = new Date(Date.parse(visit.starts_at) - before).toISOString();
  const endsAt = new Date(Date.parse(visit.ends_at) + after).toISOString();
  const whose = [
    { kind: 'provider', id: visit.provider_id, tolerance: type?.overbookTolerance ?? 0 },
    ...resources
      .filter(({ id }) => visit.resource_ids.includes(id))
      .map(({ kind, id }) => ({ kind, id, tolerance: 0 })),
  ];
  return whose.map(({ kind, id, tolerance }) => ({
    organization_id: visit.organization_id,
    resource_kind: kind,
    resource_id: id,
    lane: 0,
    tolerance,
    during: `[${startsAt},${endsAt})`,
    starts_at: startsAt,
    ends_at: endsAt,
    clinic_id: visit.clinic_id,
    appointment_id: visit.id,
    placed_at: visit.created_at,
  }));
}
