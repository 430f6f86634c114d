// Authorizations of the demo: requests at every point of their lives, what payers answered before, and what they want.
import type { LineGrant } from '#contract/authorization-line';
import type { AuthorizationRuleTerms } from '#contract/authorization-rule';
import type { LineOfBusiness } from '#contract/payer';
import {
  authorizationStatusOf,
  type AuthorizationLineStatus,
  type ReviewAction,
} from '#contract/authorization-workflow';
import { clockLevels, noDue, workPriorities } from '#contract/work';
import { dayBounds, localDateOf, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import type { ClockRule } from '../platform/work/clock-rule.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import {
  appealAnswerClock,
  appealClock,
  decisionClock,
  prepareClock,
  renewalClock,
  untilClock,
  usualRenewDays,
} from './authorizations-rule.ts';
import { fewestAnswers } from './turnaround-queries.ts';
import { demoDenials, demoServices, type DemoService } from './demo-services.ts';
import { notAnswered, type AnswerRow, type AppealRow, type LineRow } from './line-repository.ts';
import { liveKey } from './live-key.ts';
import {
  notAttested,
  notExpected,
  type DocumentRow,
  type RequestRow,
  type SubmissionRow,
} from './request-repository.ts';
import { ruleColumns, type RuleRow } from './rule-repository.ts';

export interface DemoAuthorizations {
  organizationId: string;
  now: string;
  perClinic: number;
  zones: ReadonlyMap<string, string>;
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    provider_id: string;
    status: string;
    starts_at: string;
  }[];
  coverages: readonly {
    id: string;
    patient_id: string;
    payer_id: string;
    plan_name: string;
    member_id: string;
    billing_order: RequestRow['billing_order'];
    ends_on: string | null;
  }[];
  payers: readonly { id: string; line_of_business: LineOfBusiness }[];
  /** Visit types that payers may want authorized. */
  visitTypes: readonly { id: string; clinic_id: string }[];
}

/** Most wait for somebody; the closed ones are what payers answered before. */
const fates: readonly AuthorizationLineStatus[] = [
  ...['need-check', 'gathering', 'gathering', 'submitted', 'submitted', 'pended', 'pended'],
  ...['denied', 'appealed', 'approved', 'approved', 'consumed', 'consumed', 'expired'],
  ...['consumed', 'not-authorized'],
] as AuthorizationLineStatus[];

interface Made {
  work: WorkRow;
  request: RequestRow;
  line: LineRow;
  clock: object | null;
  submission: SubmissionRow | null;
  answer: AnswerRow | null;
  appeal: AppealRow | null;
  documents: DocumentRow[];
}

export function demoAuthorizations(world: DemoAuthorizations): DemoTable[] {
  const random = seededRandom(8_081);
  const made: Made[] = [];
  for (const [clinicId, zone] of world.zones)
    for (const visit of seenIn(world, clinicId).slice(0, world.perClinic)) {
      const one = makeRequest(world, random, { clinicId, zone, visit, number: made.length + 1 });
      if (one) made.push(one);
    }
  expectAnswers(made);
  const rules = rulesOf(world);
  const works = made.map(({ work }) => work);
  return [
    { table: 'authorization_rule', rows: rules },
    {
      table: 'authorization_rule_version',
      rows: rules.map((row) => versionRow(row, { act: 'added', from: `${row.from_on}T12:00:00Z` })),
    },
    { table: 'work_item', rows: works },
    {
      table: 'work_item_version',
      rows: works.map((row) => versionRow(row, { act: 'opened', from: row.opened_at })),
    },
    { table: 'work_clock', rows: made.flatMap(({ clock }) => clock ?? []) },
    { table: 'authorization_request', rows: made.map(({ request }) => request) },
    { table: 'authorization_line', rows: made.map(({ line }) => line) },
    { table: 'authorization_document', rows: made.flatMap(({ documents }) => documents) },
    { table: 'authorization_submission', rows: made.flatMap(({ submission }) => submission ?? []) },
    { table: 'authorization_answer', rows: made.flatMap(({ answer }) => answer ?? []) },
    { table: 'authorization_appeal', rows: made.flatMap(({ appeal }) => appeal ?? []) },
  ];
}

/** As the server expects them: by how long the payer took for its answers. */
function expectAnswers(made: readonly Made[]): void {
  const answers = made.flatMap(({ answer }) =>
    answer?.received_at && answer.action !== 'A4' ? [{ ...answer, from: answer.received_at }] : [],
  );
  for (const { request, line, submission } of made) {
    if (!submission || (line.status !== 'submitted' && line.status !== 'pended')) continue;
    const took = answers
      .filter(({ payer_id }) => payer_id === request.payer_id)
      .map(({ from, decided_at }) => minutesBetween(from, decided_at))
      .sort((a, b) => a - b);
    if (took.length < fewestAnswers) continue;
    const at = (part: number): string =>
      plusMinutes(submission.at, took[Math.floor(part * (took.length - 1))] ?? 0);
    request.expected_median_at = at(0.5);
    request.expected_ninetieth_at = at(0.9);
    request.expected_answers = took.length;
  }
}

type Seen = DemoAuthorizations['appointments'][number];

/** Each patient once, the latest seen first. */
function seenIn({ appointments, now }: DemoAuthorizations, clinicId: string): Seen[] {
  const seen = appointments
    .filter((visit) => visit.clinic_id === clinicId && visit.status === 'fulfilled')
    .filter(({ starts_at }) => starts_at < now)
    .sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  return [...new Map(seen.map((visit) => [visit.patient_id, visit])).values()];
}

interface Place {
  clinicId: string;
  zone: string;
  visit: Seen;
  number: number;
}

function makeRequest(world: DemoAuthorizations, random: SeededRandom, place: Place): Made | null {
  const { organizationId, now } = world;
  const { clinicId, zone, visit, number } = place;
  const coverage = world.coverages.find(
    (each) =>
      each.patient_id === visit.patient_id &&
      each.billing_order === 'primary' &&
      each.ends_on === null,
  );
  const payer = world.payers.find(({ id }) => id === coverage?.payer_id);
  if (!coverage || !payer) return null;
  const service = random.pick(demoServices);
  const status = random.pick(fates);
  const closed = authorizationStatusOf([{ status }]) === 'closed';
  const openedAt = plusMinutes(now, -minutesAgo(random, status, closed));
  const urgency = random.chance(0.15) && service.kind === 'drug' ? 'expedited' : 'standard';
  const today = localDateOf(now, zone);
  const from = localDateOf(plusMinutes(openedAt, 2880), zone);
  const until = plusMonths(from, service.months);
  const isExpired = until <= today;
  const settled: AuthorizationLineStatus =
    closed && status !== 'not-authorized' ? (isExpired ? 'expired' : 'consumed') : status;
  const id = demoId(80, number);
  const lineId = demoId(81, number);
  const base = { organization_id: organizationId, clinic_id: clinicId };
  const isSubmitted = settled !== 'need-check' && settled !== 'gathering';
  const sentAt = plusMinutes(openedAt, 240);
  const decided = decisionOf(random, settled);
  const took = Math.round(60 * (12 + 100 * random.next() * random.next()));
  const decidedAt = earlier(plusMinutes(sentAt, took), plusMinutes(now, -30));
  const rule = isSubmitted
    ? decisionClock(payer.line_of_business, urgency, service.kind === 'drug')
    : null;
  const grant = decided?.isGrant ? grantOf(service, { visit, from, until, random }) : null;
  const line: LineRow = {
    ...{ ...base, id: lineId, request_id: id, patient_id: visit.patient_id, payer_id: payer.id },
    ...{ position: 1, status: settled, kind: service.kind, description: service.description },
    ...{ code: service.code, quantity: service.quantity, unit: service.unit, from_on: from },
    ...{ until_on: until, place_of_service: '11', rendering_id: null, visit_type_id: null },
    ...{
      drug_group: service.drugGroup,
      need: settled === 'need-check' ? null : 'Payer’s list of the year',
    },
    ...notAnswered,
    ...(decided === null
      ? {}
      : {
          ...{
            action: decided.action,
            via: 'portal',
            decided_by: demoStaffId('authorization-specialist'),
          },
          number: grant === null ? null : `AU${String(700_000 + number)}`,
          ...{ decided_at: decidedAt, because: decided.because },
        }),
    pended_for: settled === 'pended' ? random.pick(['payer-review', 'documents'] as const) : null,
    ...(grant === null
      ? {}
      : {
          ...{ granted: grant, granted_units: grant.quantity, granted_from: grant.from },
          granted_until: grant.until,
          units_used: usedOf(random, settled, grant),
          expires_at: settled === 'approved' ? dayBounds(grant.until, zone).endsAt : null,
        }),
    live_key: closed ? null : liveKeyOf(service),
  };
  const request: RequestRow = {
    ...{ ...base, id, source: 'hand', source_id: null, coverage_id: coverage.id },
    ...{ payer_id: payer.id, line_of_business: payer.line_of_business },
    ...{ plan_name: coverage.plan_name, member_id: coverage.member_id, billing_order: 'primary' },
    ...{ urgency, ...notAttested, ordering_id: visit.provider_id, ordering_name: '' },
    ...{ ordering_npi: null, diagnoses: [service.diagnosis], prior_number: null, ...notExpected },
    ...(urgency === 'expedited'
      ? {
          ...{ attested_by: demoStaffId('clinician'), attested_at: openedAt },
          attestation: 'Waiting risks losing control of the disease',
        }
      : {}),
  };
  const { clock, due, waits } = clockOf(world, place, {
    id,
    line,
    openedAt,
    sentAt,
    decidedAt,
    rule,
    payer,
    urgency,
  });
  return {
    line,
    request,
    clock,
    work: {
      ...{ ...base, id, queue: 'authorizations', patient_id: visit.patient_id },
      status: authorizationStatusOf([line]),
      priority: workPriorities.indexOf(urgency === 'expedited' ? 'urgent' : 'routine'),
      ...{ owner_id: null, ...noLease, lease_token: 0, snoozed_until: waits, reason: null },
      ...{ tags: [], sort_at: due.due_at, ...due, amount_cents: null, comments: 0 },
      ...{ attachments: 0, opened_at: openedAt, version: 1 },
      closed_at: closed ? decidedAt : null,
    },
    submission: isSubmitted
      ? {
          ...{ ...base, id: demoId(82, number), request_id: id, channel: 'x12', at: sentAt },
          ...{ by_id: demoStaffId('authorization-specialist'), confirmation: `R${9_000 + number}` },
          ...{ proof_id: null, received_at: sentAt, trouble: null, interface_id: null },
          message_id: null,
        }
      : null,
    answer:
      decided === null
        ? null
        : {
            ...{ ...base, id: demoId(83, number), request_id: id, line_id: lineId },
            ...{ payer_id: payer.id, action: decided.action, number: line.number },
            ...{
              reason_codes: [],
              because: decided.because,
              via: 'portal',
              by_id: line.decided_by,
            },
            ...{ decided_at: decidedAt, at: decidedAt, received_at: sentAt, fate: 'stood' },
            due_at: rule ? deadlineOf(rule, sentAt, zone) : null,
          },
    appeal:
      settled === 'appealed'
        ? {
            ...{ ...base, id: demoId(84, number), line_id: lineId, level: 1, filed_at: decidedAt },
            ...{ confirmation: `AP${number}`, outcome: null, decided_at: null },
          }
        : null,
    documents:
      service.kind === 'drug' || settled === 'need-check'
        ? []
        : [documentOf(base, { number, id, openedAt, isSubmitted })],
  };
}

/** What waits for us is seldom late; what waits for the payer has waited for some days. */
function minutesAgo(
  random: SeededRandom,
  status: AuthorizationLineStatus,
  closed: boolean,
): number {
  if (closed) return 1440 * (20 + random.below(130)) + random.below(300);
  const isOurs = status === 'need-check' || status === 'gathering';
  return isOurs
    ? 60 + random.below(random.chance(0.15) ? 7_000 : 1_500)
    : 1_000 + random.below(9_000);
}

function documentOf(
  base: { organization_id: string; clinic_id: string },
  {
    number,
    id,
    openedAt,
    isSubmitted,
  }: { number: number; id: string; openedAt: string; isSubmitted: boolean },
): DocumentRow {
  return {
    ...{ ...base, id: demoId(85, number), request_id: id, title: 'Notes of the last visit' },
    ...{ asked_by: 'rule', due_on: null, attachment_id: null, asked_at: openedAt, sent_at: null },
    waived_because: isSubmitted ? 'Sent with the portal’s form' : null,
  };
}

function liveKeyOf(service: DemoService): string {
  return liveKey({ ...service, visitTypeId: null });
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function plusMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

function decisionOf(
  random: SeededRandom,
  status: AuthorizationLineStatus,
): { action: ReviewAction; isGrant: boolean; because: string } | null {
  if (['approved', 'consumed', 'expired'].includes(status))
    return { action: random.chance(0.2) ? 'A2' : 'A1', isGrant: true, because: '' };
  if (['denied', 'appealed', 'not-authorized'].includes(status))
    return { action: 'A3', isGrant: false, because: random.pick(demoDenials) };
  return status === 'pended' ? { action: 'A4', isGrant: false, because: '' } : null;
}

function grantOf(
  service: DemoService,
  {
    visit,
    from,
    until,
    random,
  }: { visit: Seen; from: string; until: string; random: SeededRandom },
): LineGrant {
  const isSite = random.chance(0.5);
  return {
    ...{ quantity: service.quantity, unit: service.unit, from, until, code: null },
    level: isSite ? 'site' : 'individual',
    providerIds: isSite ? [] : [visit.provider_id],
  };
}

function usedOf(
  random: SeededRandom,
  status: AuthorizationLineStatus,
  { quantity }: LineGrant,
): number {
  return status === 'consumed' ? quantity : status === 'approved' ? random.below(quantity) : 0;
}

function deadlineOf(rule: RuleDefinition<ClockRule>, startedAt: string, zone: string): string {
  return planClock(rule.standard, startedAt, businessCalendar.standard, zone).deadlineAt;
}

function clockOf(
  { organizationId, now }: DemoAuthorizations,
  { clinicId, zone, number }: Place,
  of: {
    id: string;
    line: LineRow;
    openedAt: string;
    sentAt: string;
    decidedAt: string;
    rule: RuleDefinition<ClockRule> | null;
    payer: { line_of_business: LineOfBusiness };
    urgency: RequestRow['urgency'];
  },
): { clock: object | null; due: Pick<WorkRow, 'due_at' | 'level'>; waits: string | null } {
  const { id, line } = of;
  const running = runningClock(of);
  if (running === null) return { clock: null, due: { due_at: noDue, level: 0 }, waits: null };
  const { rule, startedAt, evidence } = running;
  const plan = planClock(rule.standard, startedAt, businessCalendar.standard, zone);
  const level = clockLevels.indexOf(levelOf(plan, now));
  return {
    clock: {
      ...{ organization_id: organizationId, id: demoId(86, number), clinic_id: clinicId },
      ...{ work_item_id: id, rule: rule.name, rule_version: 0, rule_value: rule.standard },
      ...{ title: rule.standard.title, started_at: startedAt, start_evidence: evidence },
      ...{ target_at: plan.targetAt, deadline_at: plan.deadlineAt, warn_at: plan.warnAt },
      ...{ level, state: 'running', next_at: nextLevelAt(plan, now), stopped_at: null },
    },
    due: { due_at: plan.targetAt ?? plan.deadlineAt, level },
    waits: waitsUntil(line, zone, now),
  };
}

/** As the server puts off what is approved: until the day on which somebody has to think of its renewal. */
function waitsUntil({ status, granted_until }: LineRow, zone: string, now: string): string | null {
  if (status !== 'approved' || granted_until === null) return null;
  const date = Temporal.PlainDate.from(granted_until).subtract({ days: usualRenewDays });
  const { startsAt } = dayBounds(date.toString(), zone);
  return startsAt > now ? startsAt : null;
}

function runningClock(of: {
  line: LineRow;
  openedAt: string;
  sentAt: string;
  decidedAt: string;
  rule: RuleDefinition<ClockRule> | null;
  payer: { line_of_business: LineOfBusiness };
  urgency: RequestRow['urgency'];
}): { rule: RuleDefinition<ClockRule>; startedAt: string; evidence: string } | null {
  const { line, openedAt, sentAt, decidedAt, rule, payer, urgency } = of;
  const { status } = line;
  if (status === 'need-check' || status === 'gathering')
    return { rule: prepareClock, startedAt: openedAt, evidence: 'Opened' };
  if (status === 'submitted' || status === 'pended')
    return rule && { rule, startedAt: sentAt, evidence: 'Received by the payer' };
  if (status === 'denied')
    return {
      ...{ rule: appealClock(payer.line_of_business), startedAt: decidedAt },
      evidence: 'Denied, heard by portal',
    };
  if (status === 'appealed')
    return { rule: appealAnswerClock[urgency], startedAt: decidedAt, evidence: 'Appeal filed' };
  if (status !== 'approved') return null;
  const until = line.expires_at ?? '';
  const terms = { title: 'Renewed', from: decidedAt, until, warnDays: usualRenewDays };
  return {
    ...{ rule: untilClock(renewalClock, terms), startedAt: decidedAt },
    evidence: `Approved until ${line.granted_until ?? ''}`,
  };
}

/** Advanced imaging, some drugs and procedures; of the payers of the demo, each with its own list. */
function rulesOf({
  organizationId,
  now,
  zones,
  payers,
  visitTypes,
}: DemoAuthorizations): RuleRow[] {
  const year = now.slice(0, 4);
  const usual: Omit<AuthorizationRuleTerms, 'payerId'> = {
    level: 'site',
    ...{ lineOfBusiness: null, visitTypeId: null, codePrefix: null, drugGroup: null, kind: null },
    ...{ required: true, documents: [], renewDays: 14, from: `${year}-01-01` },
    ...{ until: null, source: `Payer’s list ${year}` },
  };
  let number = 0;
  const row = (clinicId: string, terms: Parameters<typeof ruleColumns>[0]): RuleRow => {
    number += 1;
    return {
      ...{ organization_id: organizationId, id: demoId(87, number), clinic_id: clinicId },
      ...ruleColumns(terms),
      version: 1,
    };
  };
  return [...zones.keys()].flatMap((clinicId) => [
    ...payers.slice(0, 6).flatMap(({ id: payerId }, at) => [
      row(clinicId, {
        ...{ ...usual, payerId, kind: 'imaging', codePrefix: '7' },
        documents: ['Notes of the last visit'],
      }),
      row(clinicId, { ...usual, payerId, kind: 'drug', drugGroup: 'glp1', renewDays: 21 }),
      ...visitTypes
        .filter(({ clinic_id }) => clinic_id === clinicId)
        .map(({ id: visitTypeId }) =>
          row(clinicId, { ...usual, payerId, visitTypeId, level: 'individual', required: at < 4 }),
        ),
    ]),
  ]);
}
