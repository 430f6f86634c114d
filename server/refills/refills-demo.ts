// Refills of the demo: requests in every state, due from yesterday to three weeks ahead, judged as the server judges them.
import type { Prescription } from '#contract/prescription';
import type { RefillTerms } from '#contract/refill-terms';
import { groupsOf } from '#contract/drug-group';
import { refillWorkflow, type RefillStatus } from '#contract/refill-workflow';
import { clockLevels, noDue, workPriorities } from '#contract/work';
import { localDateOf, plusMinutes, plusSeconds } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import { demoStaffId } from '../staff/staff-demo.ts';
import { judgeInDemo, type DemoPlace, type DemoRefills } from './card-demo.ts';
import { commonDrugs, demoDrugs } from './demo-drugs.ts';
import { standardDrugGroups } from './drug-groups.ts';
import { grantAsAsked } from './grant-rules.ts';
import { placeOf } from './order-rules.ts';
import type { FillRow, PrescriptionRow } from './prescription-repository.ts';
import { prescribe } from './prescriptions-demo.ts';
import { prescriptionView } from './prescription-view.ts';
import type { ProtocolRow } from './protocol-repository.ts';
import { readinessOf } from './readiness-queries.ts';
import type { Readiness } from './readiness-rules.ts';
import { notSent, samePharmacy, type DecisionRow, type RefillRow } from './refills-repository.ts';
import { answerClock } from './refills-rule.ts';
import { protocolsOf, termsIn, termsRow } from './rules-demo.ts';

/** Most wait to be decided. */
const fates: readonly RefillStatus[] = [
  ...Array<'to-decide'>(15).fill('to-decide'),
  ...(['clinician', 'information', 'sent', 'error', 'acknowledged', 'picked-up'] as const),
];

interface Made {
  work: WorkRow;
  clock: object;
  refill: RefillRow;
  prescription: PrescriptionRow;
  fills: FillRow[];
  decision: DecisionRow | null;
}

export function demoRefills(world: DemoRefills): DemoTable[] {
  const random = seededRandom(7_071);
  const made: Made[] = [];
  const protocols: ProtocolRow[] = [];
  const terms: object[] = [];
  for (const [clinicId, zone] of world.zones) {
    const place = { clinicId, zone, today: localDateOf(world.now, zone) };
    const theirs = protocolsOf(world, place, protocols.length);
    protocols.push(...theirs);
    const termsOf = termsIn(world);
    terms.push(termsRow(world, clinicId, termsOf));
    for (const patientId of patientsIn(world, clinicId).slice(0, world.perClinic))
      made.push(
        makeRefill(world, random, {
          ...{ place, patientId, protocols: theirs, terms: termsOf, number: made.length + 1 },
        }),
      );
  }
  const works = made.map(({ work }) => work);
  const orders = made.map(({ prescription }) => prescription);
  return [
    { table: 'dated_rule', rows: terms },
    { table: 'refill_protocol', rows: protocols },
    {
      table: 'refill_protocol_version',
      rows: protocols.map((row) => versionRow(row, { act: 'sign', from: row.signed_at ?? '' })),
    },
    {
      table: 'prescription',
      rows: made.map(({ prescription, refill }) => ({
        ...prescription,
        runs_out_on: refill.runs_out_on,
      })),
    },
    {
      table: 'prescription_version',
      rows: orders.map((row) => versionRow(row, { act: 'add', from: row.created_at })),
    },
    { table: 'prescription_fill', rows: made.flatMap(({ fills }) => fills) },
    { table: 'work_item', rows: works },
    {
      table: 'work_item_version',
      rows: works.map((row) => versionRow(row, { act: 'opened', from: row.opened_at })),
    },
    { table: 'work_clock', rows: made.map(({ clock }) => clock) },
    { table: 'refill_request', rows: made.map(({ refill }) => refill) },
    { table: 'refill_arrival', rows: made.map(arrivalOf) },
    { table: 'refill_decision', rows: made.flatMap(({ decision }) => decision ?? []) },
  ];
}

/** Those who were seen there, the latest first, each once. */
function patientsIn({ appointments, now }: DemoRefills, clinicId: string): string[] {
  const seen = appointments
    .filter((visit) => visit.clinic_id === clinicId && visit.status === 'fulfilled')
    .filter(({ starts_at }) => starts_at < now)
    .sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  return [...new Set(seen.map(({ patient_id }) => patient_id))];
}

function makeRefill(
  world: DemoRefills,
  random: SeededRandom,
  of: {
    place: DemoPlace;
    patientId: string;
    protocols: readonly ProtocolRow[];
    terms: RefillTerms;
    number: number;
  },
): Made {
  const { place, patientId, number } = of;
  const { organizationId, now } = world;
  const drug = random.pick(random.chance(0.5) ? commonDrugs : demoDrugs);
  const pharmacyAt = random.below(world.pharmacyIds.length - 1);
  const { prescription, fills } = prescribe(world, random, {
    ...{ place, patientId, drug, number, pharmacyId: world.pharmacyIds[pharmacyAt] ?? null },
  });
  const groups = standardDrugGroups;
  const view = prescriptionView(prescription, { fills, pharmacy: null, groups });
  const isChanged = drug.otherStrength !== undefined && random.chance(0.12);
  const strength = isChanged ? (drug.otherStrength ?? '') : drug.order.strength;
  const requested = { ...drug.order, strength, repeats: random.pick([0, 1, 3]) };
  const readiness = judgeInDemo(world, of, view, requested);
  const status = random.pick(fates);
  const isFinal = (refillWorkflow.states[status] as { final?: boolean }).final === true;
  const openedAt = plusMinutes(now, -20 - random.below(isFinal ? 4000 : 600));
  const id = demoId(62, number);
  const isDecided = !['to-decide', 'clinician', 'information'].includes(status);
  const decidedAt = isDecided ? plusMinutes(openedAt, 12) : null;
  const closedAt = isFinal ? plusMinutes(openedAt, 300) : null;
  const sort = placeOf({
    ...{ isError: status === 'error', neededOn: view.supply.runsOutOn, now, zone: place.zone },
    abruptStop: groupsOf(groups, drug.order.name).some(({ abruptStop }) => abruptStop),
    isWorked: (date) => isWorkingDay(businessCalendar.standard, date, place.zone),
  });
  const { clock, due } = clockOf({
    organizationId,
    id,
    number,
    place,
    openedAt,
    closedAt,
    now,
    status,
  });
  const sentAt = isDecided && decidedAt !== null ? plusMinutes(decidedAt, 3) : null;
  return {
    prescription,
    fills,
    work: {
      ...{ organization_id: organizationId, id, clinic_id: place.clinicId, queue: 'refills' },
      ...{ patient_id: patientId, status, priority: workPriorities.indexOf('routine') },
      ...{ owner_id: null, ...noLease, lease_token: 0 },
      snoozed_until:
        status === 'sent'
          ? plusMinutes(now, 40)
          : status === 'acknowledged'
            ? plusMinutes(now, 9000)
            : null,
      reason: status === 'clinician' ? 'criteria' : status === 'information' ? 'patient' : null,
      ...{
        tags: [],
        sort_at: sort.sortAt,
        ...due,
        amount_cents: null,
        comments: 0,
        attachments: 0,
      },
      ...{ opened_at: openedAt, closed_at: closedAt, version: 1 },
    },
    clock,
    refill: {
      ...{ organization_id: organizationId, id, clinic_id: place.clinicId },
      ...{
        source: random.chance(0.7) ? 'fhir' : 'console',
        requested,
        asked: random.chance(0.15) ? 2 : 1,
      },
      said: { patient: '', prescriber: prescription.prescriber_name, pharmacy: '', note: '' },
      ...{ prescription_id: prescription.id, pharmacy_id: prescription.pharmacy_id, way: 'pickup' },
      open_key: isFinal ? null : `demo ${number}`,
      runs_out_on: view.supply.runsOutOn,
      unknown_because: view.supply.unknownBecause,
      needed_on: view.supply.runsOutOn,
      presses_at: isFinal ? null : sort.pressesAt,
      high_risk: groupsOf(groups, drug.order.name).some(({ highRisk }) => highRisk),
      abrupt_stop: groupsOf(groups, drug.order.name).some(({ abruptStop }) => abruptStop),
      readiness: readinessOf(readiness),
      new_prescription_id: null,
      ...notSent,
      ...(sentAt === null
        ? {}
        : {
            ...{ transport: 'ehr', sent_by: demoStaffId('pharmacist'), sent_at: sentAt },
            acknowledged_at: ['acknowledged', 'picked-up'].includes(status)
              ? plusMinutes(sentAt, 6)
              : null,
            trouble: status === 'error' ? 'The pharmacy does not know the patient' : null,
          }),
      ...{ cancelled_pharmacy_id: null, cancel_answer: null, authorization_id: null },
    },
    decision:
      decidedAt === null
        ? null
        : decisionOf(world, { id, number, prescription, requested, readiness, decidedAt }),
  };
}

function clockOf({
  organizationId,
  id,
  number,
  place,
  openedAt,
  closedAt,
  now,
  status,
}: {
  organizationId: string;
  id: string;
  number: number;
  place: DemoPlace;
  openedAt: string;
  closedAt: string | null;
  now: string;
  status: RefillStatus;
}): { clock: object; due: Pick<WorkRow, 'due_at' | 'level'> } {
  const { standard: rule } = answerClock;
  const plan = planClock(rule, openedAt, businessCalendar.standard, place.zone);
  const isRunning = closedAt === null && status !== 'acknowledged';
  const level = clockLevels.indexOf(levelOf(plan, closedAt ?? now));
  return {
    clock: {
      ...{
        organization_id: organizationId,
        id: demoId(65, number),
        clinic_id: place.clinicId,
        work_item_id: id,
      },
      ...{ rule: answerClock.name, rule_version: 0, rule_value: rule, title: rule.title },
      ...{ started_at: openedAt, start_evidence: 'Received', target_at: plan.targetAt },
      ...{ deadline_at: plan.deadlineAt, warn_at: plan.warnAt, level },
      state: isRunning ? 'running' : 'stopped',
      next_at: isRunning ? nextLevelAt(plan, now) : null,
      stopped_at: isRunning ? null : (closedAt ?? now),
    },
    due: { due_at: isRunning ? plan.deadlineAt : noDue, level: isRunning ? level : 0 },
  };
}

function decisionOf(
  { organizationId }: DemoRefills,
  of: {
    id: string;
    number: number;
    prescription: PrescriptionRow;
    requested: Prescription['order'];
    readiness: Readiness;
    decidedAt: string;
  },
): DecisionRow {
  const { id, number, prescription, requested, readiness, decidedAt } = of;
  const { protocol, notDelegated } = readiness;
  const isDelegated = notDelegated.length === 0 && protocol !== null;
  return {
    ...{
      organization_id: organizationId,
      id: demoId(66, number),
      clinic_id: prescription.clinic_id,
    },
    ...{ request_id: id, prescription_id: prescription.id, kind: 'approve', reason: null },
    granted: grantAsAsked(requested, prescription.ordered),
    note: isDelegated ? '' : 'Seen lately, stable on this dose',
    criteria: readiness.criteria,
    by_id: demoStaffId(isDelegated ? 'pharmacist' : 'clinician'),
    at: decidedAt,
    protocol_id: isDelegated ? protocol.id : null,
    protocol_version: isDelegated ? protocol.version : null,
    protocol_title: isDelegated ? protocol.terms.title : null,
    co_sign: isDelegated ? 'wanted' : null,
    ...{ co_signed_by: null, co_signed_at: null },
    leaves_at: plusSeconds(decidedAt, 60),
    taken_back_at: null,
    ...samePharmacy,
  };
}

function arrivalOf({ refill, work }: Made, at: number): object {
  const { organization_id, clinic_id, source } = refill;
  return {
    ...{ organization_id, id: demoId(67, at + 1), clinic_id, request_id: refill.id, source },
    ...{ reference: null, by_id: null, at: work.opened_at },
  };
}
