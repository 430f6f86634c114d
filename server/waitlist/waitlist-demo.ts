// The waitlist of the demo: 400 entries, most with a later visit that an offer would move forward, and the openings
// of the visits that were cancelled a moment ago.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import { fittingOf } from './demo-fitting.ts';
import { demoRule } from './demo-rule.ts';
import type { EntryRow } from './entry-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { waitlistRule } from './waitlist-rule.ts';

/** What the waitlist needs to know of a visit. */
export interface DemoVisit {
  id: string;
  clinic_id: string;
  provider_id: string;
  patient_id: string;
  visit_type_id: string;
  status: string;
  starts_at: string;
  ends_at: string;
  created_at: string;
  cancelled_at: string | null;
  version: number;
}

export interface DemoWaitlist {
  organizationId: string;
  now: string;
  count: number;
  appointments: readonly DemoVisit[];
  freed: readonly DemoVisit[];
  zones: ReadonlyMap<string, string>;
}

const dayMs = 86_400_000;

export function demoWaitlist(world: DemoWaitlist): { entries: EntryRow[]; tables: DemoTable[] } {
  const random = seededRandom(11_001);
  const entries = chooseVisits(world, random).map((chosen, at) =>
    entryRow(world, random, { ...chosen, number: at + 1 }),
  );
  const openings = world.freed.map((visit, at) => openingRow(world, entries, visit, at));
  const actorId = demoStaffId('scheduler');
  return {
    entries,
    tables: [
      { table: 'dated_rule', rows: [...world.zones.keys()].map((id) => ruleRow(world, id)) },
      { table: 'waitlist_entry', rows: entries },
      {
        table: 'waitlist_entry_version',
        rows: entries.map((row) => versionRow(row, { act: 'added', from: row.added_at, actorId })),
      },
      { table: 'waitlist_opening', rows: openings },
      {
        table: 'waitlist_opening_version',
        rows: openings.map((row) => versionRow(row, { act: 'raised', from: row.raised_at })),
      },
    ],
  };
}

function ruleRow({ organizationId, now }: DemoWaitlist, clinicId: string): object {
  return {
    organization_id: organizationId,
    clinic_id: clinicId,
    rule: waitlistRule.name,
    version: 1,
    value: demoRule,
    source: 'demo',
    effective_from: now,
  };
}

interface Chosen {
  visit: DemoVisit;
  /** Waits beside a later visit that is booked; otherwise the visit only says who, where and what for. */
  paired: boolean;
  /** Can come at any time: the ones whom the openings of the demo fit. */
  flexible: boolean;
}

/** First some for each opening, then at random; nobody waits twice for the same. */
function chooseVisits(world: DemoWaitlist, random: SeededRandom): Chosen[] {
  const later = world.appointments.filter(
    (visit) =>
      visit.status === 'booked' && Date.parse(visit.starts_at) > Date.parse(world.now) + 4 * dayMs,
  );
  const past = world.appointments.filter((visit) => visit.starts_at < world.now);
  const taken = new Set<string>();
  const chosen: Chosen[] = [];
  function add(choice: Chosen): void {
    const { clinic_id, patient_id, visit_type_id } = choice.visit;
    const key = `${clinic_id} ${patient_id} ${visit_type_id}`;
    if (taken.has(key) || chosen.length >= world.count) return;
    taken.add(key);
    chosen.push(choice);
  }
  for (const freed of world.freed) {
    const same = later.filter(
      (visit) => visit.clinic_id === freed.clinic_id && visit.visit_type_id === freed.visit_type_id,
    );
    for (let at = 0; at < Math.min(5, same.length); at += 1)
      add({ visit: random.pick(same), paired: true, flexible: true });
  }
  while (chosen.length < world.count) {
    const paired = random.chance(0.65);
    add({ visit: random.pick(paired ? later : past), paired, flexible: false });
  }
  return chosen;
}

function entryRow(
  world: DemoWaitlist,
  random: SeededRandom,
  { visit, paired, flexible, number }: Chosen & { number: number },
): EntryRow {
  const now = Date.parse(world.now);
  const since = paired ? Date.parse(visit.created_at) : now - 45 * dayMs;
  const addedAt = since + random.next() * (now - since - 3_600_000);
  return {
    organization_id: world.organizationId,
    id: demoId(9, number),
    clinic_id: visit.clinic_id,
    patient_id: visit.patient_id,
    visit_type_id: visit.visit_type_id,
    urgency: urgencyOf(random.next()),
    ...(flexible ? anyTime : wishesOf(random, visit, world.now)),
    appointment_id: paired ? visit.id : null,
    contact_consent: flexible || random.chance(0.92),
    status: flexible || random.chance(0.95) ? 'active' : 'paused',
    added_at: new Date(Math.floor(addedAt / 60_000) * 60_000).toISOString(),
    version: 1,
  };
}

function urgencyOf(chance: number): EntryRow['urgency'] {
  return chance < 0.06 ? 'urgent' : chance < 0.28 ? 'soon' : 'routine';
}

type Wishes = Pick<
  EntryRow,
  | 'provider_ids'
  | 'weekdays'
  | 'earliest_time'
  | 'latest_time'
  | 'earliest_on'
  | 'latest_on'
  | 'not_on'
  | 'provider_language'
  | 'provider_gender'
  | 'min_notice_hours'
>;

const unasked = { not_on: [], provider_language: null, provider_gender: null };

const anyTime: Wishes = {
  provider_ids: [],
  weekdays: [],
  earliest_time: null,
  latest_time: null,
  earliest_on: null,
  latest_on: null,
  ...unasked,
  min_notice_hours: 1,
};

function wishesOf(random: SeededRandom, visit: DemoVisit, now: string): Wishes {
  const [earliest_time, latest_time] = random.pick([
    ...Array<[null, null]>(6).fill([null, null]),
    ['08:00', '12:00'],
    ['13:00', '18:00'],
    ['15:30', null],
    [null, '10:30'],
  ] as const);
  const dateAfter = (days: number): string =>
    new Date(Date.parse(now) + days * dayMs).toISOString().slice(0, 10);
  return {
    provider_ids: random.chance(0.3) ? [visit.provider_id] : [],
    weekdays: random.chance(0.3)
      ? random.pick([
          [1, 3, 5],
          [2, 4],
          [1, 2, 3, 4, 5],
          [5, 6],
        ])
      : [],
    earliest_time,
    latest_time,
    earliest_on: random.chance(0.1) ? dateAfter(1 + random.below(5)) : null,
    latest_on: random.chance(0.15) ? dateAfter(7 + random.below(21)) : null,
    ...unasked,
    min_notice_hours: random.pick([1, 2, 2, 2, 4, 12, 24, 48]),
  };
}

function openingRow(
  world: DemoWaitlist,
  entries: readonly EntryRow[],
  visit: DemoVisit,
  at: number,
): OpeningRow {
  const raisedAt = visit.cancelled_at ?? world.now;
  const { undoSeconds } = cancellationRule.standard;
  const row: OpeningRow = {
    organization_id: world.organizationId,
    id: demoId(10, at + 1),
    clinic_id: visit.clinic_id,
    provider_id: visit.provider_id,
    visit_type_id: visit.visit_type_id,
    starts_at: visit.starts_at,
    ends_at: visit.ends_at,
    cause: 'cancelled',
    appointment_id: visit.id,
    freed_by: visit.id,
    freed_version: visit.version,
    status: 'open',
    passed_over_because: null,
    offers_leave_at: new Date(Date.parse(raisedAt) + undoSeconds * 1000).toISOString(),
    raised_at: raisedAt,
    ended_at: null,
    filled_by_appointment_id: null,
    days_gained: null,
    fitting: 0,
    wave: 0,
    next_wave_at: null,
    version: 1,
  };
  return { ...row, fitting: fittingOf(row, entries, world) };
}
