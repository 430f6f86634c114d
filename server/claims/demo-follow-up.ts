// The follow-up of a claim of the demo, with its clocks and what runs.
import type { FollowUpStatus } from '#contract/claim-workflow';
import { clockLevels, noDue, workPriorities } from '#contract/work';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type { ClaimRow, CourseRow, FollowUpRow } from './claim-rows.ts';
import type { ClaimState } from './claim-state.ts';
import { placeOf, type Place } from './place-follow-up.ts';
import { broughtBy, type Trouble } from './claim-troubles.ts';
import type { DemoClaims, DemoPlace, MadeClaim } from './demo-claims-world.ts';

export function addFollowUp(
  world: DemoClaims,
  place: DemoPlace,
  of: { made: MadeClaim; state: ClaimState; trouble: Trouble; at: number },
): void {
  const { made, state, trouble, at } = of;
  const { fate, number, clinicId, zone } = place;
  const id = demoId(103, number * 4 + at);
  const status = at === 0 ? fate.stands : 'to-work';
  const since = made.receivedAt;
  const course =
    status === 'appealed' ? courseOf(world, place, { claim: made.claim, itemId: id, since }) : null;
  if (course !== null) {
    made.courses.push(course);
    state.courses.push(course);
  }
  const receivedOn = made.remitted === null ? null : localDateOf(since, zone);
  const placed = placeOf(state, {
    ...{ itemId: id, ...trouble, receivedOn, status, since, running: course },
  });
  const clocks = placed.clocks.map((clock, index) =>
    clockRow(world, { clock, place, itemId: id, number: (number * 4 + at) * 4 + index }),
  );
  made.clocks.push(...clocks);
  made.works.push(workRow(world, place, { id, status, since, trouble, placed, clocks }));
  made.followUps.push({
    ...{ organization_id: world.organizationId, clinic_id: clinicId, id, root_cause: null },
    ...{ kind: trouble.kind, cause: trouble.cause, claim_id: made.claim.id },
    ...{ remitted_claim_id: null, payer_id: place.payer.id, payer_name: place.payer.name },
    ...{ lines: trouble.lines, codes: trouble.codes, is_unprocessable: trouble.isUnprocessable },
    ...{ chance: placed.chance, worth_cents: placed.worthCents, band: placed.rank.band },
    ...{ ranks_on: placed.rank.ranksOn, deadline_kind: placed.deadline?.kind ?? null },
    ...{ deadline_on: placed.deadline?.on ?? null, received_on: receivedOn },
    write_off: status === 'to-approve' ? askedOf(trouble, since) : null,
    raised_cents: broughtBy(state.standing, trouble.lines),
    ...{ tried_cents: trouble.amountCents, won_cents: null, ended_on: null },
  });
}

function askedOf({ amountCents: cents }: Trouble, at: string): FollowUpRow['write_off'] {
  const askedById = demoStaffId('biller');
  return { cents, reason: 'no-appeal-left', askedById, at, note: 'Both levels were lost' };
}

function courseOf(
  world: DemoClaims,
  { clinicId, number }: DemoPlace,
  of: { claim: ClaimRow; itemId: string; since: string },
): CourseRow {
  return {
    ...{ organization_id: world.organizationId, clinic_id: clinicId, id: demoId(104, number) },
    ...{ claim_id: of.claim.id, item_id: of.itemId, kind: 'appeal', does: 'contest', level: 1 },
    ...{ started_at: plusMinutes(of.since, 2880), by_id: demoStaffId('biller') },
    ...{ reference: 'Sent by fax', ended_at: null, outcome: null },
    text: 'Conservative treatment was tried for six weeks and failed; the notes are attached.',
  };
}

interface DemoClock {
  target_at: string | null;
  deadline_at: string;
  level: number;
}

function clockRow(
  world: DemoClaims,
  of: { clock: ClockStart; place: DemoPlace; itemId: string; number: number },
): DemoClock {
  const { rule, startedAt, evidence } = of.clock;
  const { zone, clinicId } = of.place;
  const plan = planClock(rule.standard, startedAt, businessCalendar.standard, zone);
  return {
    ...{ organization_id: world.organizationId, id: demoId(105, of.number), clinic_id: clinicId },
    ...{ work_item_id: of.itemId, rule: rule.name, rule_version: 0, rule_value: rule.standard },
    ...{ title: rule.standard.title, started_at: startedAt, start_evidence: evidence },
    ...{ target_at: plan.targetAt, deadline_at: plan.deadlineAt, warn_at: plan.warnAt },
    level: clockLevels.indexOf(levelOf(plan, world.now)),
    ...{ state: 'running', next_at: nextLevelAt(plan, world.now), stopped_at: null },
  };
}

function workRow(
  world: DemoClaims,
  { clinicId, patient }: DemoPlace,
  of: {
    id: string;
    status: FollowUpStatus;
    since: string;
    trouble: Trouble;
    placed: Place;
    clocks: readonly object[];
  },
): WorkRow {
  const { placed, clocks } = of;
  const dues = (clocks as readonly DemoClock[]).map(
    ({ target_at, deadline_at }) => target_at ?? deadline_at,
  );
  const waits = placed.waitsUntil !== null && placed.waitsUntil > world.now;
  const { band } = placed.rank;
  return {
    ...{ organization_id: world.organizationId, id: of.id, clinic_id: clinicId, queue: 'claims' },
    ...{ patient_id: patient.id, status: of.status, owner_id: null, ...noLease, lease_token: 0 },
    priority: workPriorities.indexOf(band === 0 ? 'asap' : band === 1 ? 'urgent' : 'routine'),
    snoozed_until: waits ? placed.waitsUntil : null,
    reason: of.status === 'to-approve' ? 'no-appeal-left' : null,
    ...{ tags: [], amount_cents: of.trouble.amountCents, comments: 0, attachments: 0 },
    ...{ opened_at: of.since, closed_at: null, version: 1, sort_at: placed.rank.sortAt },
    due_at: dues.sort()[0] ?? noDue,
    level: Math.max(0, ...(clocks as readonly DemoClock[]).map(({ level }) => level)),
  };
}
