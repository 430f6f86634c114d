// One request of the demo, at some point of its life.
import type { LineGrant } from '#contract/authorization-line';
import {
  authorizationStatusOf,
  type AuthorizationLineStatus,
  type ReviewAction,
} from '#contract/authorization-workflow';
import { workPriorities } from '#contract/work';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import { decisionClock } from './authorizations-rule.ts';
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
import type { DemoAuthorizations, Place, Seen } from './demo-world.ts';
import { clockOf, deadlineOf } from './clock-demo.ts';

/** Most wait for somebody; the closed ones are what payers answered before. */
const fates: readonly AuthorizationLineStatus[] = [
  ...['need-check', 'gathering', 'gathering', 'submitted', 'submitted', 'pended', 'pended'],
  ...['denied', 'appealed', 'approved', 'approved', 'consumed', 'consumed', 'expired'],
  ...['consumed', 'not-authorized'],
] as AuthorizationLineStatus[];

export interface Made {
  work: WorkRow;
  request: RequestRow;
  line: LineRow;
  clock: object | null;
  submission: SubmissionRow | null;
  answer: AnswerRow | null;
  appeal: AppealRow | null;
  documents: DocumentRow[];
}

export function makeRequest(
  world: DemoAuthorizations,
  random: SeededRandom,
  place: Place,
): Made | null {
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
