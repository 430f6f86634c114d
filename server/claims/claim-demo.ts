// One claim of the demo: as it was sent, what the payer said of it, and the follow-ups that come of it.
import type { LineOfBusiness } from '#contract/payer';
import type { FollowUpStatus } from '#contract/claim-workflow';
import { clockLevels, noDue, workPriorities } from '#contract/work';
import type { AdjustmentGroup } from '#contract/claim-money';
import type { SubmittedClaim, SubmittedLine } from '../interop/x12/claim.ts';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import type {
  ClaimLineRow,
  ClaimRow,
  CourseRow,
  FilingRow,
  FollowUpRow,
  RemittedClaimRow,
  RemittedLineRow,
} from './claim-rows.ts';
import type { ClaimState, ClinicTerms } from './claim-state.ts';
import { moneyRule, payersRule } from './claims-rule.ts';
import { payerRuleOn } from './payer-rules.ts';
import { placeOf, type Place } from './place-follow-up.ts';
import { postedOf, type RemittedWithDay } from './remittance-repository.ts';
import { standingOf } from './claim-standing.ts';
import { broughtBy, troublesOf, type Trouble } from './claim-troubles.ts';

export interface DemoClaims {
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
  }[];
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    status: string;
    starts_at: string;
  }[];
  coverages: readonly {
    id: string;
    patient_id: string;
    payer_id: string;
    member_id: string;
    billing_order: string;
    valid: boolean;
  }[];
  payers: readonly {
    id: string;
    name: string;
    payer_identifier: string | null;
    line_of_business: LineOfBusiness;
  }[];
}

type Said = readonly [group: AdjustmentGroup, reason: string, share: number];

/** What the payer says of its first line: shares of the charge in percent. `null` = nothing yet. */
export interface Fate {
  said: readonly Said[] | null;
  remarks: readonly string[];
  status: ClaimRow['status'];
  /** The item is there already. */
  stands: FollowUpStatus;
  /** Days since the answer, or since it was sent where there is none. */
  daysAgo: number;
}

export interface MadeClaim {
  claim: ClaimRow;
  lines: ClaimLineRow[];
  filing: FilingRow;
  remitted: RemittedClaimRow | null;
  remittedLines: RemittedLineRow[];
  receivedAt: string;
  works: WorkRow[];
  clocks: object[];
  followUps: FollowUpRow[];
  courses: CourseRow[];
}

export interface DemoPlace {
  clinicId: string;
  zone: string;
  number: number;
  visitAt: string;
  patient: DemoClaims['patients'][number];
  coverage: DemoClaims['coverages'][number];
  payer: DemoClaims['payers'][number];
  fate: Fate;
  /** Of the remittance that says it. */
  remittanceId: string;
}

type Service = readonly [code: string, cents: number];

const services: readonly [Service, ...Service[]] = [
  ...([
    ['99213', 16_500],
    ['99214', 23_800],
    ['99203', 21_000],
    ['93000', 6_400],
  ] as const),
  ...([
    ['80053', 4_800],
    ['83036', 3_900],
    ['20610', 18_200],
    ['71046', 9_700],
  ] as const),
];

export function makeClaim(world: DemoClaims, random: SeededRandom, place: DemoPlace): MadeClaim {
  const { fate, zone } = place;
  const receivedAt = plusMinutes(world.now, -fate.daysAgo * 1440);
  const serviceOn = localDateOf(place.visitAt, zone);
  const content = contentOf(place, random, serviceOn);
  const sentAt = plusMinutes(receivedAt, fate.said === null ? 0 : -18 * 1440);
  const claim = claimRow(world, place, { content, sentAt, serviceOn });
  const lines = content.lines.map((line, at) => lineRow(claim, line, at + 1));
  const { remitted, remittedLines } = answerOf(world, place, claim, lines);
  const state = stateOf(world, place, { claim, lines, remitted, remittedLines, receivedAt });
  const made: MadeClaim = {
    ...{ claim, lines, remitted, remittedLines, receivedAt },
    ...{ filing: filingOf(claim, sentAt, fate), works: [], clocks: [], followUps: [], courses: [] },
  };
  for (const [at, trouble] of troublesOf(factsOf(state)).entries())
    addFollowUp(world, place, { made, state, trouble, at });
  return made;
}

function contentOf(place: DemoPlace, random: SeededRandom, on: string): SubmittedClaim {
  const { patient, coverage, payer, number } = place;
  const count = 1 + random.below(3);
  const first = random.below(services.length);
  const lines = Array.from({ length: count }, (_, at) =>
    lineOf(services[(first + at * 3) % services.length] ?? services[0], on, at),
  );
  return {
    ...{ segment: 0, kind: 'professional', control: `DS${String(100_000 + number)}` },
    charge: lines.reduce((sum, { charge }) => sum + charge, 0),
    ...{ facility: '11', frequency: '1', originalReference: '', assignment: 'A' },
    ...{ benefitsAssigned: 'Y', filing: 'CI', payerResponsibility: 'P', relationship: '18' },
    billing: {
      ...{ name: 'Daysheet Demo Clinics', npi: '1234567893', taxId: '000000000', taxonomy: '' },
      address: { lines: ['1 Pier Road'], city: 'Boston', state: 'MA', zip: '021100000' },
    },
    subscriber: {
      ...{ family: patient.family, given: patient.given, middle: '', birthDate: patient.birth_on },
      sex: patient.sex === 'female' ? 'F' : patient.sex === 'male' ? 'M' : 'U',
      address: { lines: ['2 Elm Street'], city: 'Boston', state: 'MA', zip: '02111' },
      ...{ memberId: coverage.member_id, group: '' },
    },
    ...{ patient: null, payer: { name: payer.name, id: payer.payer_identifier ?? 'DEMO' } },
    diagnoses: [{ qualifier: 'ABK', code: random.pick(['E119', 'I10', 'M1711', 'J069', 'R079']) }],
    ...{ authorization: '', referral: '', note: '', dates: [], providers: [], otherPayers: [] },
    lines,
  };
}

function lineOf([code, cents]: Service, on: string, at: number): SubmittedLine {
  return {
    ...{ segment: 0, control: `L${at + 1}`, revenueCode: '', charge: cents, unit: 'UN' },
    procedure: { kind: 'HC', code, modifiers: [], text: '' },
    ...{ units: '1', place: '', pointers: [1], from: on, to: null, authorization: '', note: '' },
    ...{ providers: [], decisions: [] },
  };
}

function claimRow(
  world: DemoClaims,
  { clinicId, patient, coverage, payer, number, fate }: DemoPlace,
  of: { content: SubmittedClaim; sentAt: string; serviceOn: string },
): ClaimRow {
  const waits = fate.said === null && fate.status !== 'rejected';
  return {
    ...{ organization_id: world.organizationId, id: demoId(100, number), clinic_id: clinicId },
    ...{ patient_id: patient.id, payer_id: payer.id, payer_name: payer.name },
    ...{ coverage_id: coverage.id, control_number: of.content.control },
    payer_control: fate.said === null ? null : `P${String(7_000_000 + number * 37)}`,
    ...{ kind: 'professional', filing_order: 'primary', status: fate.status },
    ...{ charge_cents: of.content.charge, from_on: of.serviceOn, to_on: of.serviceOn },
    submitted_at: of.sentAt,
    look_on: waits ? plusMinutes(of.sentAt, 31 * 1440).slice(0, 10) : null,
    content: of.content,
    envelope: {
      ...{ senderQualifier: 'ZZ', sender: 'DAYSHEETDEMO', receiverQualifier: 'ZZ' },
      ...{ receiver: 'DEMOCLEARING', isTest: true },
    },
    version: 1,
  };
}

function lineRow(claim: ClaimRow, line: SubmittedLine, number: number): ClaimLineRow {
  return {
    ...{ organization_id: claim.organization_id, clinic_id: claim.clinic_id, claim_id: claim.id },
    ...{ number, procedure_code: line.procedure?.code ?? '', modifiers: [], revenue_code: null },
    ...{ units: '1', pointers: [1], charge_cents: line.charge, from_on: line.from },
    ...{ to_on: line.from, control: line.control },
  };
}

function filingOf(claim: ClaimRow, sentAt: string, fate: Fate): FilingRow {
  const state =
    fate.status === 'rejected' ? 'rejected' : fate.said === null ? 'accepted' : 'answered';
  const said = {
    rejected: 'Rejected: the member is not known under this number',
    accepted: 'Accepted for processing',
    answered: 'Remitted',
  };
  return {
    ...{ organization_id: claim.organization_id, clinic_id: claim.clinic_id, claim_id: claim.id },
    ...{ id: demoId(101, Number(claim.control_number.slice(2))), frequency: '1', at: sentAt },
    ...{ original_reference: null, by_id: null, state, said: said[state], file_text: null },
    said_at: plusMinutes(sentAt, 600),
  };
}

function answerOf(
  world: DemoClaims,
  place: DemoPlace,
  claim: ClaimRow,
  lines: readonly ClaimLineRow[],
): { remitted: RemittedClaimRow | null; remittedLines: RemittedLineRow[] } {
  const { said, remarks } = place.fate;
  if (said === null) return { remitted: null, remittedLines: [] };
  const id = demoId(102, place.number);
  const remittedLines = lines.map((line): RemittedLineRow => {
    const shares = line.number === 1 ? said : usual;
    const adjustments = shares.map(([group, reason, share]) => ({
      ...{ group, reason, cents: Math.round((line.charge_cents * share) / 100) },
    }));
    const taken = adjustments.reduce((sum, { cents }) => sum + cents, 0);
    return {
      ...{ organization_id: world.organizationId, clinic_id: claim.clinic_id },
      ...{ remitted_claim_id: id, place: line.number, line: line.number, adjustments },
      ...{ procedure_code: line.procedure_code, modifiers: [], control: line.control },
      ...{ from_on: line.from_on, charge_cents: line.charge_cents, allowed_cents: null },
      paid_cents: line.charge_cents - taken,
      remarks: line.number === 1 ? [...remarks] : [],
    };
  });
  const paid = remittedLines.reduce((sum, { paid_cents }) => sum + paid_cents, 0);
  const patient = remittedLines
    .flatMap(({ adjustments }) => adjustments)
    .reduce((sum, { group, cents }) => sum + (group === 'PR' ? cents : 0), 0);
  return {
    remittedLines,
    remitted: {
      ...{ organization_id: world.organizationId, id, clinic_id: claim.clinic_id },
      ...{ remittance_id: place.remittanceId, place: place.number, claim_id: claim.id },
      ...{ is_posted: true, control_number: claim.control_number, act: 'payment' },
      ...{ payer_control: claim.payer_control ?? '', status_code: '1', remarks: [] },
      ...{ charge_cents: claim.charge_cents, paid_cents: paid, patient_cents: patient },
      patient_name: `${place.patient.family}, ${place.patient.given}`,
      ...{ member_id: place.coverage.member_id, from_on: claim.from_on, adjustments: [] },
    },
  };
}

/** Of every other line: paid as the contract says. */
const usual: readonly Said[] = [
  ['CO', '45', 34],
  ['PR', '2', 12],
];

function stateOf(
  world: DemoClaims,
  { clinicId, zone, payer }: DemoPlace,
  of: Pick<MadeClaim, 'claim' | 'lines' | 'remitted' | 'remittedLines' | 'receivedAt'>,
): ClaimState {
  const { claim, lines, remitted, remittedLines, receivedAt } = of;
  const terms: ClinicTerms = {
    ...{ clinicId, zone, today: localDateOf(world.now, zone), payers: payersRule.standard },
    ...{ money: moneyRule.standard, history: new Map() },
    linesOfBusiness: new Map([[payer.id, payer.line_of_business]]),
    isWorked: (date) => isWorkingDay(businessCalendar.standard, date, zone),
  };
  const said: RemittedWithDay[] =
    remitted === null ? [] : [{ ...remitted, received_at: receivedAt, trace: '' }];
  const facts = { payerId: payer.id, lineOfBusiness: payer.line_of_business };
  const isProtected = payer.line_of_business.startsWith('medicaid');
  return {
    ...{ claim, lines, remitted: said, followUps: [], courses: [], otherCoverages: [], terms },
    decisions: [],
    ...{ expected: new Map(), isProtected },
    standing: standingOf({
      ...{ lines, decisions: [], isProtected },
      posted: remitted === null ? [] : [postedOf(remitted, remittedLines)],
    }),
    ruleOn: (on) => payerRuleOn(terms.payers, facts, on),
  };
}

function factsOf(state: ClaimState): Parameters<typeof troublesOf>[0] {
  const { claim, standing, remitted, terms } = state;
  return {
    ...{ status: claim.status, chargeCents: claim.charge_cents, standing },
    ...{ expected: state.expected, underpaidCents: 0, isReplacing: false },
    isUnanswered: claim.look_on !== null && claim.look_on <= terms.today,
    hasPosted: remitted.length > 0,
    lastPaidCents: remitted[0]?.paid_cents ?? 0,
  };
}

function addFollowUp(
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
