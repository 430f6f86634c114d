// Claims of the demo: denied for every usual reason, rejected, unanswered, appealed, to approve, not matched; most of them paid.
import type { AdjustmentGroup } from '#contract/claim-money';
import { followUpOrder } from '#contract/claim-workflow';
import { workPriorities } from '#contract/work';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import { clockLevels } from '#contract/work';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { makeClaim } from './claim-demo.ts';
import type { DemoClaims, DemoPlace, Fate, MadeClaim } from './demo-claims-world.ts';
import type { DepositRow, FollowUpRow, RemittanceRow, RemittedClaimRow } from './claim-rows.ts';
import { matchClock } from './claims-rule.ts';

type Said = readonly (readonly [AdjustmentGroup, string, number])[];

function decided(said: Said, daysAgo: number, over: Partial<Fate> = {}): Fate {
  return { said, remarks: [], status: 'adjudicated', stands: 'to-work', daysAgo, ...over };
}

function waiting(status: Fate['status'], daysAgo: number): Fate {
  return { said: null, remarks: [], status, stands: 'to-work', daysAgo };
}

const paid = decided(
  [
    ['CO', '45', 34],
    ['PR', '3', 15],
  ],
  6,
);

/** Of each clinic in turn; the payer's deadlines fall into every band. */
const fates: readonly Fate[] = [
  decided([['CO', '197', 100]], 179, { remarks: ['N54'] }),
  decided([['CO', '50', 100]], 174),
  decided([['CO', '16', 100]], 3, { remarks: ['M51'] }),
  paid,
  decided([['CO', '197', 100]], 12),
  waiting('rejected', 2),
  waiting('accepted', 44),
  paid,
  decided([['CO', '97', 100]], 160),
  decided([['PI', '27', 100]], 30),
  decided([['CO', '50', 100]], 20, { stands: 'appealed' }),
  decided([['CO', '29', 100]], 8),
  decided([['OA', '22', 100]], 15),
  decided([['CO', '197', 100]], 200),
  decided([['CO', '96', 100]], 40, { stands: 'to-approve' }),
  paid,
  decided([['CO', '4', 100]], 5),
  waiting('submitted', 10),
];

export function demoClaims(world: DemoClaims): DemoTable[] {
  const random = seededRandom(10_101);
  const payers = new Map(world.payers.map((payer) => [payer.id, payer]));
  const patients = new Map(world.patients.map((patient) => [patient.id, patient]));
  const primary = new Map(
    world.coverages
      .filter(({ billing_order, valid }) => billing_order === 'primary' && valid)
      .map((coverage) => [coverage.patient_id, coverage]),
  );
  const made: MadeClaim[] = [];
  const places: DemoPlace[] = [];
  for (const [clinicId, zone] of world.zones)
    for (const visit of seenIn(world, clinicId)) {
      const at = places.filter((place) => place.clinicId === clinicId).length;
      const patient = patients.get(visit.patient_id);
      const coverage = primary.get(visit.patient_id);
      const payer = coverage && payers.get(coverage.payer_id);
      if (at >= world.perClinic) break;
      if (!patient || !coverage || !payer) continue;
      const number = places.length + 1;
      const fate = fates[at % fates.length] ?? paid;
      const remittanceId = remittanceIdOf(clinicId, world, payer.id);
      const place: DemoPlace = {
        ...{ clinicId, zone, number, patient, coverage, payer, fate, remittanceId },
        visitAt: plusMinutes(world.now, -(fate.daysAgo + 25) * 1440),
      };
      places.push(place);
      made.push(makeClaim(world, random, place));
    }
  return tablesOf(world, { made, places });
}

function seenIn({ appointments, now }: DemoClaims, clinicId: string): DemoClaims['appointments'] {
  const seen = appointments
    .filter((visit) => visit.clinic_id === clinicId && visit.status === 'fulfilled')
    .filter(({ starts_at }) => starts_at < now)
    .sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  return [...new Map(seen.map((visit) => [visit.patient_id, visit])).values()];
}

function remittanceIdOf(clinicId: string, { zones, payers }: DemoClaims, payerId: string): string {
  const clinic = [...zones.keys()].indexOf(clinicId);
  return demoId(106, clinic * 100 + payers.findIndex(({ id }) => id === payerId) + 1);
}

function tablesOf(
  world: DemoClaims,
  { made, places }: { made: readonly MadeClaim[]; places: readonly DemoPlace[] },
): DemoTable[] {
  const strays = [...world.zones].map(([clinicId, zone], at) =>
    strayOf(world, {
      clinicId,
      zone,
      at,
      place: places.find((each) => each.clinicId === clinicId),
    }),
  );
  const unmatched = strays.flatMap((stray) => stray ?? []);
  const remitted = [
    ...made.flatMap((each) => each.remitted ?? []),
    ...unmatched.map(({ said }) => said),
  ];
  const remittances = remittancesOf(world, remitted, made);
  const works = [...made.flatMap((each) => each.works), ...unmatched.map(({ work }) => work)];
  return [
    { table: 'claim_file', rows: remittances.map(fileOf) },
    { table: 'claim', rows: made.map(({ claim }) => claim) },
    { table: 'claim_line', rows: made.flatMap(({ lines }) => lines) },
    { table: 'claim_filing', rows: made.map(({ filing }) => filing) },
    { table: 'remittance', rows: remittances },
    { table: 'remitted_claim', rows: remitted },
    { table: 'remitted_line', rows: made.flatMap(({ remittedLines }) => remittedLines) },
    { table: 'deposit', rows: depositsOf(world, remittances) },
    { table: 'work_item', rows: works },
    {
      table: 'work_item_version',
      rows: works.map((row) => versionRow(row, { act: 'opened', from: row.opened_at })),
    },
    {
      table: 'work_clock',
      rows: [...made.flatMap(({ clocks }) => clocks), ...unmatched.map(({ clock }) => clock)],
    },
    {
      table: 'claim_follow_up',
      rows: [
        ...made.flatMap(({ followUps }) => followUps),
        ...unmatched.map(({ followUp }) => followUp),
      ],
    },
    { table: 'claim_course', rows: made.flatMap(({ courses }) => courses) },
  ];
}

function remittancesOf(
  world: DemoClaims,
  remitted: readonly RemittedClaimRow[],
  made: readonly MadeClaim[],
): RemittanceRow[] {
  const byId = Map.groupBy(remitted, ({ remittance_id }) => remittance_id);
  const received = new Map(made.map((each) => [each.remitted?.id, each.receivedAt]));
  return [...byId].map(([id, claims], at) => {
    const clinicId = claims[0]?.clinic_id ?? '';
    const payer = world.payers.find((each) => remittanceIdOf(clinicId, world, each.id) === id);
    const paid = claims.reduce((sum, { paid_cents }) => sum + paid_cents, 0);
    const [day = world.now] = claims.map(({ id: said }) => received.get(said) ?? world.now).sort();
    return {
      ...{ organization_id: world.organizationId, id, clinic_id: clinicId },
      ...{ file_id: demoId(107, at + 1), payer_id: payer?.id ?? null },
      ...{ payer_name: payer?.name ?? 'Payer', trace: `EFT${String(880_000 + at * 13)}` },
      ...{ payment_key: `demo ${id}`, method: paid === 0 ? 'NON' : 'ACH' },
      ...{ paid_on: day.slice(0, 10), received_at: day, state: 'posted' },
      ...{ payment_cents: paid, claims_cents: paid, provider_cents: 0, problems: [], note: '' },
      is_found: paid > 0 && isFound(at),
      ...{ claim_count: claims.length, version: 1 },
    };
  });
}

function fileOf(row: RemittanceRow): object {
  return {
    ...{ organization_id: row.organization_id, id: row.file_id, clinic_id: row.clinic_id },
    file_hash: row.file_id.replaceAll('-', '').padStart(64, '0'),
    ...{ name: `${row.trace}.835`, received_at: row.received_at, by_id: null, report: {} },
  };
}

/** Of two in three. */
function isFound(at: number): boolean {
  return at % 3 !== 2;
}

/** Most of the money was found on the account; some of it waits, and some money is of nothing that is here. */
function depositsOf(world: DemoClaims, remittances: readonly RemittanceRow[]): DepositRow[] {
  const found = remittances
    .filter(({ payment_cents }) => payment_cents > 0)
    .filter(({ is_found }) => is_found)
    .map((row, at) => ({
      ...{
        organization_id: world.organizationId,
        clinic_id: row.clinic_id,
        id: demoId(108, at + 1),
      },
      ...{ on_date: row.received_at.slice(0, 10), cents: row.payment_cents, reference: row.trace },
      ...{ remittance_id: row.id, created_at: row.received_at, version: 1 },
    }));
  const strays = [...world.zones].map(([clinicId, zone], at) => ({
    ...{ organization_id: world.organizationId, clinic_id: clinicId, id: demoId(108, 900 + at) },
    ...{ on_date: localDateOf(world.now, zone), cents: 41_250 + at * 175, remittance_id: null },
    ...{ reference: `CHK ${5100 + at}`, created_at: world.now, version: 1 },
  }));
  return [...found, ...strays];
}

interface Stray {
  said: RemittedClaimRow;
  work: WorkRow;
  clock: object;
  followUp: FollowUpRow;
}

/** A payer's answer under a number that nobody knows. */
function strayOf(
  world: DemoClaims,
  of: { clinicId: string; zone: string; at: number; place: DemoPlace | undefined },
): Stray | null {
  const { clinicId, zone, at, place } = of;
  if (!place) return null;
  const [said, id] = [demoId(109, at + 1), demoId(110, at + 1)];
  const keys = { organization_id: world.organizationId, clinic_id: clinicId };
  const { standard } = matchClock;
  const plan = planClock(standard, world.now, businessCalendar.standard, zone);
  const cents = 14_250;
  return {
    said: {
      ...{ ...keys, id: said, remittance_id: place.remittanceId, place: 9000 + at },
      ...{ claim_id: null, is_posted: true, control_number: `OLD-${4400 + at}` },
      ...{ payer_control: `P99${at}`, status_code: '1', act: 'payment', charge_cents: cents },
      ...{ paid_cents: 0, patient_cents: 0, patient_name: 'Okafor, Grace', member_id: 'W7781' },
      ...{ from_on: localDateOf(plusMinutes(world.now, -50 * 1440), zone), remarks: [] },
      adjustments: [{ group: 'CO', reason: '31', cents }],
    },
    work: {
      ...{ ...keys, id, queue: 'claims', patient_id: null, status: 'to-work', owner_id: null },
      ...{ priority: workPriorities.indexOf('routine'), ...noLease, lease_token: 0 },
      ...{ snoozed_until: null, reason: null, tags: [], amount_cents: cents, comments: 0 },
      ...{ attachments: 0, opened_at: world.now, closed_at: null, version: 1 },
      ...{ sort_at: followUpOrder(2, cents), due_at: plan.deadlineAt, level: 0 },
    },
    clock: {
      ...{ ...keys, id: demoId(111, at + 1), work_item_id: id, rule: matchClock.name },
      ...{ rule_version: 0, rule_value: standard, title: standard.title, started_at: world.now },
      ...{ start_evidence: 'Came from the payer', target_at: plan.targetAt },
      ...{ deadline_at: plan.deadlineAt, warn_at: plan.warnAt, state: 'running' },
      level: clockLevels.indexOf(levelOf(plan, world.now)),
      ...{ next_at: nextLevelAt(plan, world.now), stopped_at: null },
    },
    followUp: {
      ...{ ...keys, id, kind: 'unmatched', cause: '', root_cause: null, claim_id: null },
      ...{ remitted_claim_id: said, payer_id: place.payer.id, payer_name: place.payer.name },
      ...{ lines: [], codes: [], is_unprocessable: false, worth_cents: cents, band: 2 },
      chance: { percent: 100, wonCents: 0, triedCents: 0, supposedPercent: 100 },
      ...{ ranks_on: null, deadline_kind: null, deadline_on: null, write_off: null },
      received_on: localDateOf(world.now, zone),
      ...{ raised_cents: 0, tried_cents: cents, won_cents: null, ended_on: null },
    },
  };
}
