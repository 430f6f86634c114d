// One result of the demo, at some point of its life.
import { changesBetween, type ReportContent, type ReportStatus } from '#contract/result-content';
import type { ResultStatus } from '#contract/result-workflow';
import { isFinal } from '#contract/result-workflow';
import { clockLevels, noDue, workPriorities } from '#contract/work';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import type { ContactRow } from './contact-repository.ts';
import type { CallRow } from './critical-repository.ts';
import {
  demoTests,
  demoValues,
  metabolicPanel,
  potassiumValue,
  valueOf,
  type DemoTest,
} from './demo-tests.ts';
import { holdFacts, type HoldRow, type ReleaseRow, type ViewRow } from './release-repository.ts';
import { contentOf, countsOf } from './result-facts.ts';
import { judgeRelease } from './release-rules.ts';
import { clockOf, priorityOf, sortAtOf } from './result-place.ts';
import { hashOf, notSigned, type ResultRow, type VersionRow } from './result-repository.ts';
import { criticalClock, criticalRule, recallClock, releaseRule } from './results-rule.ts';
import { isSensitive } from '#contract/result-content';

export interface DemoResults {
  organizationId: string;
  now: string;
  perClinic: number;
  zones: ReadonlyMap<string, string>;
  patients: readonly {
    id: string;
    family: string;
    given: string;
    birth_on: string;
    sex: string;
    mrn: string;
  }[];
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    provider_id: string;
    status: string;
    starts_at: string;
  }[];
  /** Names by id. */
  providers: ReadonlyMap<string, string>;
}

/** What becomes of one of them. */
export type Fate =
  | 'expected'
  | 'late'
  | 'preliminary'
  | 'normal'
  | 'abnormal'
  | 'critical'
  | 'unmatched'
  | 'held'
  | 'recall'
  | 'reviewed';

export interface MadeResult {
  work: WorkRow;
  clocks: object[];
  result: ResultRow;
  versions: VersionRow[];
  call: CallRow | null;
  releases: ReleaseRow[];
  hold: HoldRow | null;
  views: ViewRow[];
  contacts: ContactRow[];
}

export interface Place {
  clinicId: string;
  zone: string;
  number: number;
  fate: Fate;
  visit: DemoResults['appointments'][number];
  patient: DemoResults['patients'][number];
}

export function makeResult(world: DemoResults, random: SeededRandom, place: Place): MadeResult {
  const { organizationId, now } = world;
  const { clinicId, number, fate, patient } = place;
  const orderer = ordererOf(place);
  const id = demoId(100, number);
  const test = fate === 'critical' ? metabolicPanel : random.pick(demoTests);
  const orderedAt = plusMinutes(now, -minutesAgo(random, fate));
  const receivedAt = hasArrived(fate) ? later(plusMinutes(orderedAt, 1500), now) : null;
  const versions = versionsOf(world, random, { ...place, id, test, receivedAt });
  const last = versions.at(-1);
  const status = statusOf(fate);
  const isMatched = fate !== 'unmatched';
  const result: ResultRow = {
    ...{ organization_id: organizationId, id, clinic_id: clinicId, kind: test.kind },
    ...{ title: test.title, code: test.code, code_system: 'LN', categories: test.categories },
    ...{ is_sensitive: isSensitive(test.categories), report_status: last?.status ?? 'registered' },
    ...{ number: versions.length, ...(last ? countsOf(last.content) : nothingYet) },
    ...{ ordered_by: isMatched ? orderer : null },
    ...{ ordered_name: world.providers.get(orderer) ?? '', ordered_npi: null },
    ...{ order_state: isMatched ? 'ordered' : 'not-ordered', source: test.source },
    ...{
      missing: isMatched ? [] : ['patient', 'provider'],
      placer: isMatched ? `O-${70_000 + number}` : null,
    },
    ...{ filler: receivedAt === null ? null : `L-${40_000 + number}` },
    report_key: receivedAt === null ? null : `L-${40_000 + number}|LN|${test.code}`,
    ...{ ordered_at: isMatched ? orderedAt : null },
    collected_at: receivedAt === null ? null : plusMinutes(receivedAt, -600),
    ...{ received_at: receivedAt === null ? null : (last?.received_at ?? receivedAt) },
    final_at: versions.find((each) => isFinal(each.status))?.received_at ?? null,
    ...(status === 'reviewed' || fate === 'recall'
      ? {
          signed_by: demoStaffId('clinician'),
          signed_at: plusMinutes(last?.received_at ?? now, 30),
          signed_note: '',
        }
      : notSigned),
    sent_patient: sentPatient(patient, isMatched),
    next_release_at: null,
  };
  const hold = fate === 'held' ? holdOf(world, place, id) : null;
  const call =
    fate === 'critical' ? callOf(world, place, { id, receivedAt: receivedAt ?? now }) : null;
  const contacts = fate === 'recall' ? [contactOf(world, place, { id, versions })] : [];
  const { clocks, due } = clocksOf(world, place, { id, status, result, call });
  return {
    ...{
      clocks,
      result: { ...result, next_release_at: hold?.until_at ?? null },
      versions,
      call,
      hold,
      contacts,
    },
    releases: isMatched ? releasesOf(world, place, { result, hold }) : [],
    views: contacts.map((contact) => viewOf(contact)),
    work: {
      ...{ organization_id: organizationId, id, clinic_id: clinicId, queue: 'results' },
      ...{ patient_id: isMatched ? patient.id : null, status },
      priority: workPriorities.indexOf(priorityOf(result)),
      ...{ owner_id: ownerOf(place), ...noLease, lease_token: 0, reason: null, tags: [], ...due },
      snoozed_until:
        (status === 'expected' || status === 'preliminary') && due.due_at > now ? due.due_at : null,
      sort_at: sortAtOf({ status, hasOpenRecall: fate === 'recall' }, result, now),
      ...{ amount_cents: null, comments: 0, attachments: 0, version: 1 },
      opened_at: isMatched ? orderedAt : (receivedAt ?? orderedAt),
      closed_at: status === 'reviewed' ? plusMinutes(last?.received_at ?? now, 30) : null,
    },
  };
}

/** Every third is the demo's clinician's own; the others are the pool's, for whoever ordered them does not sign in. */
function ordererOf({ number, visit }: Place): string {
  return number % 3 === 1 ? demoStaffId('clinician') : visit.provider_id;
}

function ownerOf(place: Place): string | null {
  return place.fate !== 'unmatched' && place.number % 3 === 1 ? demoStaffId('clinician') : null;
}

const nothingYet: ReturnType<typeof countsOf> = {
  ...{ severity: 'normal' as const, value_count: 0, abnormal_count: 0, critical_count: 0 },
};

function hasArrived(fate: Fate): boolean {
  return fate !== 'expected' && fate !== 'late';
}

function statusOf(fate: Fate): ResultStatus {
  switch (fate) {
    case 'expected':
    case 'late':
      return 'expected';
    case 'preliminary':
    case 'unmatched':
    case 'reviewed':
      return fate;
    case 'recall':
      return 'to-recall';
    case 'normal':
    case 'abnormal':
    case 'critical':
    case 'held':
      return 'to-review';
  }
}

function minutesAgo(random: SeededRandom, fate: Fate): number {
  if (fate === 'late') return 1440 * (9 + random.below(5));
  if (fate === 'expected' || fate === 'preliminary') return 600 + random.below(2500);
  if (fate === 'critical') return 1500 + 8 + random.below(10);
  if (fate === 'reviewed') return 1440 * (6 + random.below(60));
  return 1600 + random.below(1440 * 6);
}

function versionsOf(
  { organizationId, now }: DemoResults,
  random: SeededRandom,
  of: Place & { id: string; test: DemoTest; receivedAt: string | null },
): VersionRow[] {
  const { clinicId, id, test, receivedAt, fate } = of;
  if (receivedAt === null) return [];
  const isAbnormal = !['normal', 'reviewed', 'preliminary'].includes(fate);
  const base = { organization_id: organizationId, clinic_id: clinicId, result_id: id };
  const make = (
    number: number,
    status: ReportStatus,
    content: ReportContent,
    at: string,
  ): VersionRow => ({
    ...{ ...base, number, status, received_at: at, reported_at: plusMinutes(at, -5), content },
    content_hash: hashOf({ status, content }),
  });
  const first = contentFor(test, random, { isAbnormal, isCritical: fate === 'critical' });
  if (fate === 'preliminary') return [make(1, 'preliminary', first, receivedAt)];
  if (fate !== 'recall') return [make(1, 'final', first, receivedAt)];
  const corrected = contentFor(test, random, { isAbnormal: false, isCritical: false });
  const differs =
    changesBetween(first, corrected).length > 0
      ? corrected
      : { ...corrected, notes: ['Corrected'] };
  const at = later(plusMinutes(receivedAt, 900), now);
  return [make(1, 'final', first, receivedAt), make(2, 'corrected', differs, at)];
}

function contentFor(
  test: DemoTest,
  random: SeededRandom,
  { isAbnormal, isCritical }: { isAbnormal: boolean; isCritical: boolean },
): ReportContent {
  const values = demoValues(test, random, isAbnormal).map((value) =>
    isCritical && value.code === potassiumValue.code
      ? { ...valueOf(potassiumValue, (6.3 + random.next()).toFixed(1)), flag: 'critical' as const }
      : value,
  );
  const [usual, beyond] = test.conclusions ?? ['', ''];
  const content = { values, notes: [], conclusion: isAbnormal ? beyond : usual, specimen: null };
  return contentOf({ content, isWhole: true }, null, criticalRule.standard);
}

function sentPatient(
  { family, given, birth_on, sex, mrn }: Place['patient'],
  isMatched: boolean,
): ResultRow['sent_patient'] {
  return {
    ...{ name: `${family}, ${given}`, family, given: [given], birthOn: birth_on, sex },
    // A number of the laboratory’s own says nothing here.
    numbers: [isMatched ? mrn : `HL${mrn.length}77`],
  };
}

function clocksOf(
  { organizationId, now }: DemoResults,
  { clinicId, zone, number }: Place,
  of: { id: string; status: ResultStatus; result: ResultRow; call: CallRow | null },
): { clocks: object[]; due: Pick<WorkRow, 'due_at' | 'level'> } {
  const { id, status, result, call } = of;
  const own = clockOf(status, result, now);
  const critical: ClockStart | null = call && {
    ...{ rule: criticalClock(criticalRule.standard.minutes), startedAt: call.started_at },
    evidence: 'Critical value arrived',
  };
  const recall: ClockStart | null =
    status === 'to-recall'
      ? { rule: recallClock, startedAt: now, evidence: 'Somebody saw what was wrong' }
      : null;
  const planned = [own ?? recall, critical].flatMap((clock, at) => {
    if (!clock) return [];
    const { rule, startedAt, evidence } = clock;
    const plan = planClock(rule.standard, startedAt, businessCalendar.standard, zone);
    const level = clockLevels.indexOf(levelOf(plan, now));
    const row = {
      ...{ organization_id: organizationId, id: demoId(101 + at, number), clinic_id: clinicId },
      ...{ work_item_id: id, rule: rule.name, rule_version: 0, rule_value: rule.standard },
      ...{ title: rule.standard.title, started_at: startedAt, start_evidence: evidence },
      ...{ target_at: plan.targetAt, deadline_at: plan.deadlineAt, warn_at: plan.warnAt },
      ...{ level, state: 'running', next_at: nextLevelAt(plan, now), stopped_at: null },
    };
    return [{ row, level, dueAt: plan.deadlineAt }];
  });
  const [dueAt = noDue] = planned.map((each) => each.dueAt).sort();
  return {
    clocks: planned.map(({ row }) => row),
    due: { due_at: dueAt, level: Math.max(0, ...planned.map(({ level }) => level)) },
  };
}

function callOf(
  { organizationId, providers }: DemoResults,
  place: Place,
  { id, receivedAt }: { id: string; receivedAt: string },
): CallRow {
  const { clinicId, number } = place;
  const [family = ''] = (providers.get(ordererOf(place)) ?? '').split(',');
  const step = { title: `Ordering clinician, ${family}`, staffId: ordererOf(place) };
  return {
    ...{ organization_id: organizationId, id: demoId(103, number), clinic_id: clinicId },
    ...{ result_id: id, number: 1, state: 'open', started_at: receivedAt, ended_at: null },
    ladder: { at: 0, steps: [{ ...step, rung: 'ordering', attempts: 2, made: 0 }] },
    ...{ ended_by: null, disposition: '' },
  };
}

/** As the judge of release says; the demo's patients have no proxies. */
function releasesOf(
  { organizationId, now }: DemoResults,
  { clinicId, zone, patient }: Place,
  { result, hold }: { result: ResultRow; hold: HoldRow | null },
): ReleaseRow[] {
  const { report_status: status, categories, final_at: finalAt, number } = result;
  if (finalAt === null) return [];
  const facts = {
    ...{ isMatched: true, status, categories, finalAt, zone, birthOn: patient.birth_on },
    holds: hold === null ? [] : [holdFacts(hold)],
    ...{ policy: releaseRule.standard, ages },
  };
  return (['outside', 'patient'] as const)
    .filter((audience) => judgeRelease(facts, { audience }, now).sees)
    .map((viewer) => ({
      ...{ organization_id: organizationId, clinic_id: clinicId, result_id: result.id, viewer },
      ...{ since: finalAt, until_at: null, number, told_number: number },
    }));
}

const ages = { narrowsAt: 13, narrowedTo: ['visits', 'billing'], endsAt: 18 } as const;

function holdOf(
  { organizationId, now }: DemoResults,
  { clinicId, number }: Place,
  id: string,
): HoldRow {
  return {
    ...{ organization_id: organizationId, id: demoId(104, number), clinic_id: clinicId },
    ...{ result_id: id, kind: 'hold', audiences: ['proxy', 'outside'], ground: 'patient-asked' },
    reasoning: 'Asked at the visit that nobody else sees it before the next one.',
    ...{ relationship: 'ordered', by_id: demoStaffId('clinician'), at: plusMinutes(now, -1000) },
    ...{ until_at: plusMinutes(now, 1440 * 6), ended_at: null, ended_by: null },
  };
}

function contactOf(
  { organizationId }: DemoResults,
  { clinicId, number, patient }: Place,
  { id, versions }: { id: string; versions: readonly VersionRow[] },
): ContactRow {
  const seenAt = plusMinutes(versions[0]?.received_at ?? '', 200);
  return {
    ...{ organization_id: organizationId, id: demoId(105, number), clinic_id: clinicId },
    ...{ result_id: id, kind: 'patient', viewer: patient.id, name: 'Patient', numbers: [1] },
    ...{ first_seen_at: seenAt, outcome: null, note: '', by_id: null, at: null, is_reached: false },
  };
}

function viewOf({
  organization_id,
  clinic_id,
  result_id,
  kind,
  viewer,
  name,
  first_seen_at,
}: ContactRow): ViewRow {
  return {
    ...{ organization_id, clinic_id, result_id, number: 1, kind, viewer, name },
    ...{ first_at: first_seen_at, last_at: first_seen_at },
  };
}

function later(at: string, now: string): string {
  return at < now ? at : plusMinutes(now, -12);
}
