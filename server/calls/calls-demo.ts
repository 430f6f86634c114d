// Calls of the demo: most wait, some sleep after a first try, some are done; due from late to the day after tomorrow.
import { callWorkflow, type CallKind } from '#contract/calls';
import { clockLevels, noDue, workPriorities, type WorkPriority } from '#contract/work';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { LinkRow } from '../platform/work/link-repository.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type { AttemptRow, CallRow } from './calls-repository.ts';
import { demoComments, type DemoComment } from './comments-demo.ts';
import { callClock } from './calls-rule.ts';

export interface DemoCalls {
  organizationId: string;
  now: string;
  count: number;
  /** Whom calls are about. */
  appointments: readonly {
    id: string;
    clinic_id: string;
    patient_id: string;
    status: string;
    starts_at: string;
  }[];
  zones: ReadonlyMap<string, string>;
}

/** What such calls are about, as a colleague writes it down. */
const abouts: readonly [CallKind, WorkPriority, string][] = [
  ['confirm-visit', 'urgent', 'Has not confirmed; bring the medication list'],
  ['confirm-visit', 'routine', 'Confirm and ask whether the address is still right'],
  ['offer-visit', 'asap', 'An earlier time is free; no mobile phone for texts'],
  ['offer-visit', 'urgent', 'Waits for an earlier time; prefers mornings'],
  ['reschedule', 'urgent', 'Asked on voicemail for another day'],
  ['reschedule', 'routine', 'Wants the visit by video instead'],
  ['call-back', 'urgent', 'Called twice while all lines were busy'],
  ['call-back', 'routine', 'Asks how to get the forms'],
  ['follow-up', 'routine', 'Did not come; offer a new time'],
];

interface MadeCall {
  work: WorkRow;
  clock: object;
  call: CallRow;
  attempt: AttemptRow | null;
  link: LinkRow;
}

export function demoCalls(world: DemoCalls): {
  tables: DemoTable[];
  works: WorkRow[];
  comments: DemoComment[];
} {
  const random = seededRandom(23_001);
  const coming = world.appointments.filter(
    ({ status, starts_at }) => status === 'booked' && starts_at > world.now,
  );
  const made = Array.from({ length: world.count }, (_, at) =>
    makeCall(world, random, { visit: random.pick(coming), number: at + 1 }),
  );
  const versions = made.map(({ work }) =>
    versionRow(
      { ...work, version: 1 },
      { act: 'opened', from: work.opened_at, actorId: demoStaffId('scheduler') },
    ),
  );
  const works = made.map(({ work }) => work);
  const comments = demoComments(works);
  return {
    works,
    comments,
    tables: [
      { table: 'work_item', rows: works },
      { table: 'work_item_version', rows: versions },
      { table: 'work_clock', rows: made.map(({ clock }) => clock) },
      { table: 'call_task', rows: made.map(({ call }) => call) },
      { table: 'call_attempt', rows: made.flatMap(({ attempt }) => attempt ?? []) },
      { table: 'work_comment', rows: comments },
      { table: 'work_link', rows: made.map(({ link }) => link) },
    ],
  };
}

function makeCall(
  world: DemoCalls,
  random: SeededRandom,
  { visit, number }: { visit: DemoCalls['appointments'][number]; number: number },
): MadeCall {
  const { organizationId: organization_id, now } = world;
  const { clinic_id, patient_id } = visit;
  const [kind, priority, about] = random.pick(abouts);
  const id = demoId(21, number);
  const openedAt = plusMinutes(now, -random.below(7 * 60) - 5);
  const fate = random.next();
  const closedAt = fate < 0.2 ? plusMinutes(openedAt, 4) : null;
  const snoozedUntil = fate >= 0.2 && fate < 0.35 ? plusMinutes(now, 10 + random.below(240)) : null;
  const { clock, due } = clockRow(world, { id, clinic_id, priority, number, openedAt, closedAt });
  const triedAt = closedAt ?? (snoozedUntil === null ? null : plusMinutes(openedAt, 2));
  return {
    work: {
      organization_id,
      id,
      clinic_id,
      queue: 'calls',
      patient_id,
      status: closedAt === null ? callWorkflow.initial : 'done',
      priority: workPriorities.indexOf(priority),
      owner_id: random.chance(0.2)
        ? demoStaffId(random.pick(['scheduler', 'call-centre-agent']))
        : null,
      ...noLease,
      lease_token: 0,
      snoozed_until: snoozedUntil,
      reason: triedAt === null ? null : closedAt === null ? 'no-answer' : 'confirmed',
      tags: random.chance(0.15) ? ['spanish'] : [],
      ...due,
      amount_cents: null,
      comments: closedAt === null && number % 8 === 0 ? 1 : 0,
      attachments: 0,
      opened_at: openedAt,
      closed_at: closedAt,
      version: 1,
    },
    clock,
    call: {
      organization_id,
      id,
      clinic_id,
      kind,
      about,
      appointment_id: kind === 'call-back' ? null : visit.id,
      opening_id: null,
      calling_since: null,
    },
    attempt:
      triedAt === null
        ? null
        : {
            organization_id,
            id: demoId(23, number),
            clinic_id,
            call_id: id,
            caller_id: demoStaffId('call-centre-agent'),
            outcome: closedAt === null ? 'miss' : 'reach',
            reason: closedAt === null ? 'no-answer' : 'confirmed',
            note: '',
            began_at: plusMinutes(triedAt, -2),
            ended_at: triedAt,
          },
    link: {
      organization_id,
      id: demoId(27, number),
      clinic_id,
      work_item_id: id,
      kind: 'appointment',
      record_id: visit.id,
      linked_by_id: demoStaffId('scheduler'),
      at: openedAt,
    },
  };
}

function clockRow(
  { organizationId, now, zones }: DemoCalls,
  item: {
    id: string;
    clinic_id: string;
    priority: WorkPriority;
    number: number;
    openedAt: string;
    closedAt: string | null;
  },
): { clock: object; due: Pick<WorkRow, 'sort_at' | 'due_at' | 'level'> } {
  const { standard: rule } = callClock(item.priority);
  const zone = zones.get(item.clinic_id) ?? 'UTC';
  const plan = planClock(rule, item.openedAt, businessCalendar.standard, zone);
  const level = clockLevels.indexOf(levelOf(plan, item.closedAt ?? now));
  const dueAt = item.closedAt === null ? (plan.targetAt ?? plan.deadlineAt) : noDue;
  return {
    clock: {
      organization_id: organizationId,
      id: demoId(22, item.number),
      clinic_id: item.clinic_id,
      work_item_id: item.id,
      rule: rule.code,
      rule_version: 0,
      rule_value: rule,
      title: rule.title,
      started_at: item.openedAt,
      start_evidence: 'Asked for',
      target_at: plan.targetAt,
      deadline_at: plan.deadlineAt,
      warn_at: plan.warnAt,
      level,
      state: item.closedAt === null ? 'running' : 'stopped',
      next_at: item.closedAt === null ? nextLevelAt(plan, now) : null,
      stopped_at: item.closedAt,
    },
    due: { sort_at: dueAt, due_at: dueAt, level: item.closedAt === null ? level : 0 },
  };
}
