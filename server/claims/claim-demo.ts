// One claim of the demo: as it was sent, what the payer said of it, and the follow-ups that come of it.
import type { SubmittedClaim, SubmittedLine } from '../interop/x12/claim.ts';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import type {
  ClaimLineRow,
  ClaimRow,
  FilingRow,
  RemittedClaimRow,
  RemittedLineRow,
} from './claim-rows.ts';
import type { ClaimState, ClinicTerms } from './claim-state.ts';
import { moneyRule, payersRule } from './claims-rule.ts';
import { payerRuleOn } from './payer-rules.ts';
import { postedOf, type RemittedWithDay } from './remittance-repository.ts';
import { standingOf } from './claim-standing.ts';
import { troublesOf } from './claim-troubles.ts';
import type { DemoClaims, DemoPlace, Fate, MadeClaim, Said } from './demo-claims-world.ts';
import { addFollowUp } from './demo-follow-up.ts';
import { submittedOf } from './demo-submitted.ts';

export function makeClaim(world: DemoClaims, random: SeededRandom, place: DemoPlace): MadeClaim {
  const { fate, zone } = place;
  const receivedAt = plusMinutes(world.now, -fate.daysAgo * 1440);
  const serviceOn = localDateOf(place.visitAt, zone);
  const content = submittedOf(place, random, serviceOn);
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
