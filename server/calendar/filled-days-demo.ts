// How the days of the demo fill up: provider by provider along each shift, on a quarter-hour grid.
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import type { DemoShift, DemoVisitType } from '../availability/availability-demo.ts';
import type { DemoResource } from '../availability/resource/resource-demo.ts';
import { demoClinics, type DemoClinic } from '../staff/staff-demo.ts';
import {
  notDescribed,
  notHeld,
  notLinked,
  notConfirmed,
  notToldLate,
  type AppointmentRow,
} from './calendar-repository.ts';
import { cancelledBefore } from './cancelled-demo.ts';
import { notInterpreted } from './interpreter/interpreter-request-rules.ts';
import { notInSeries } from './series/series-rules.ts';
import { patientKnows } from './told-rules.ts';
import { notBegun } from './visit-step-rules.ts';

export interface DemoDays {
  organizationId: string;
  now: string;
  visitTypes: readonly DemoVisitType[];
  shifts: readonly DemoShift[];
  /** Rooms, devices and interpreters. */
  resources: readonly DemoResource[];
  patientIds: readonly string[];
  /** The languages of those who need an interpreter. */
  speech: ReadonlyMap<string, string>;
}

const minute = 60_000;
const pastDays = 7;
const daysAhead = 21;

/** The visits of the clinic's four weeks; ids are given when all clinics are filled. */
export function visitsOfClinic(world: DemoDays, clinic: DemoClinic): AppointmentRow[] {
  const clinicAt = demoClinics.indexOf(clinic);
  const today = Temporal.PlainDate.from(localDateOf(world.now, clinic.zone));
  const shifts = world.shifts.filter((shift) => shift.clinicId === clinic.id);
  const day: Day = {
    world,
    clinicId: clinic.id,
    types: world.visitTypes.filter((type) => type.clinicId === clinic.id && type.weight > 0),
    // Each clinic has patients of its own, so that nobody is in two places at once.
    patientIds: world.patientIds.filter((_, at) => at % demoClinics.length === clinicAt),
    random: seededRandom(9_001 + clinicAt),
    visits: [],
    seen: new Set(),
    taken: [],
  };
  for (let offset = -pastDays; offset <= daysAhead; offset += 1) {
    const date = today.add({ days: offset });
    day.seen = new Set();
    day.taken = [];
    for (const shift of shifts.filter((one) => one.weekday === date.dayOfWeek))
      fillShift(day, shift, { startsAt: startOf(shift, date, clinic.zone), share: fill(offset) });
  }
  return day.visits;
}

interface Day {
  world: DemoDays;
  clinicId: string;
  types: readonly DemoVisitType[];
  patientIds: readonly string[];
  random: SeededRandom;
  visits: AppointmentRow[];
  /** Patients with a visit on this day. */
  seen: Set<string>;
  /** When its rooms and devices are taken, buffers included. */
  taken: { resourceId: string; from: number; until: number }[];
}

/** How likely a free quarter of an hour is taken, by days from today. */
function fill(offset: number): number {
  return offset <= 0 ? 0.9 : Math.max(0.12, 0.86 - offset * 0.036);
}

function fillShift(day: Day, shift: DemoShift, plan: { startsAt: number; share: number }): void {
  const { random } = day;
  const end = plan.startsAt + (shift.endsMinute - shift.startsMinute) * minute;
  let at = plan.startsAt;
  while (at < end) {
    const type = random.chance(plan.share) ? typeFor(day, (end - at) / minute) : undefined;
    const resource_ids =
      type && freeFor(day, type, { from: at, until: at + lengthOf(type) * minute });
    if (!type || !resource_ids) {
      at += 15 * minute;
      continue;
    }
    const stands = { ...visitAt(day, shift, type, at), resource_ids };
    const until = at + lengthOf(type) * minute;
    if (random.chance(0.07)) {
      day.visits.push(cancelledBefore(stands, day.world.now, random));
      // Most of what is cancelled is booked again; the rest stays free.
      if (random.chance(0.75)) day.visits.push({ ...visitAt(day, shift, type, at), resource_ids });
    } else day.visits.push(stands);
    for (const resourceId of resource_ids) day.taken.push({ resourceId, from: at, until });
    at = until;
  }
}

/** `undefined` where something that the visit needs is taken; then it is not booked. */
function freeFor(
  { world, clinicId, taken }: Day,
  { needs }: DemoVisitType,
  span: { from: number; until: number },
): string[] | undefined {
  const isFree = (id: string): boolean =>
    taken.every((one) => one.resourceId !== id || one.until <= span.from || one.from >= span.until);
  const chosen = needs.flatMap(({ type, count }) =>
    world.resources
      .filter((one) => one.clinic_id === clinicId && one.type === type && isFree(one.id))
      .slice(0, count),
  );
  const wanted = needs.reduce((sum, { count }) => sum + count, 0);
  return chosen.length === wanted ? chosen.map(({ id }) => id) : undefined;
}

function lengthOf(type: DemoVisitType): number {
  return Math.ceil((type.bufferBefore + type.minutes + type.bufferAfter) / 15) * 15;
}

function typeFor(day: Day, minutes: number): DemoVisitType | undefined {
  const fitting = day.types.filter((type) => lengthOf(type) <= minutes);
  let at = day.random.next() * fitting.reduce((sum, type) => sum + type.weight, 0);
  return fitting.find((type) => (at -= type.weight) < 0);
}

export function visitAt(
  day: Pick<Day, 'random' | 'world' | 'patientIds' | 'seen'>,
  shift: DemoShift,
  type: DemoVisitType,
  at: number,
): AppointmentRow {
  const { random, world } = day;
  const startsAt = at + type.bufferBefore * minute;
  const booked = Math.min(startsAt, Date.parse(world.now)) - (60 + random.below(28_800)) * minute;
  return {
    organization_id: world.organizationId,
    id: '',
    clinic_id: shift.clinicId,
    provider_id: shift.providerId,
    patient_id: patientFor(day),
    visit_type_id: type.id,
    modality: type.modality,
    ...notDescribed,
    video_room: null,
    ...patientKnows,
    resource_ids: [],
    status: 'booked',
    starts_at: new Date(startsAt).toISOString(),
    ends_at: new Date(startsAt + type.minutes * minute).toISOString(),
    takes_time: true,
    walk_in: null,
    cancel_reason: null,
    cancel_note: null,
    cancelled_at: null,
    cancel_late: null,
    undo_until: null,
    undo_closed_at: null,
    ...notHeld,
    ...notInterpreted,
    ...notInSeries,
    ...notLinked,
    ...notToldLate,
    ...notConfirmed,
    ...notBegun,
    created_at: new Date(Math.floor(booked / minute) * minute).toISOString(),
    version: 1,
  };
}

function patientFor({
  random,
  patientIds,
  seen,
}: Pick<Day, 'random' | 'patientIds' | 'seen'>): string {
  let id = random.pick(patientIds);
  while (seen.has(id)) id = random.pick(patientIds);
  seen.add(id);
  return id;
}

function startOf(shift: DemoShift, date: Temporal.PlainDate, zone: string): number {
  const plainTime = Temporal.PlainTime.from('00:00').add({ minutes: shift.startsMinute });
  return date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}
