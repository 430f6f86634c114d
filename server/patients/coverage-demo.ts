// Fictitious payers, and coverages for most patients: some verified lately, some long ago, some ended.
import type { LineOfBusiness } from '#contract/payer';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import type { CoverageRow } from './coverage-repository.ts';
import type { PayerRow } from './payer-repository.ts';
import type { PatientRow } from './patients-view.ts';

interface DemoCoverages {
  organizationId: string;
  patients: readonly PatientRow[];
  now: string;
  startedAt: string;
  /** Who verified what was verified. */
  verifiedBy: string;
}

const payerNames: readonly [string, LineOfBusiness, readonly string[]][] = [
  ['Bay State Health Plan', 'commercial', ['Choice PPO', 'Care HMO', 'Saver 3000']],
  ['Summit Mutual', 'commercial', ['Gold PPO', 'Silver EPO']],
  ['Harbor Benefits', 'commercial', ['Employer Plus', 'Employer Basic']],
  ['Front Range Health', 'marketplace', ['Silver 87', 'Bronze 60']],
  ['Medicare Part B (demo)', 'medicare', ['Original Medicare']],
  ['Evergreen Advantage', 'medicare-advantage', ['Advantage Select HMO', 'Advantage PPO']],
  ['Commonwealth Medicaid (demo)', 'medicaid', ['Standard', 'CarePlus']],
  ['Mountain Medicaid Partners', 'medicaid-managed', ['Family Care']],
  ['Service Members Health', 'military', ['Prime', 'Select']],
];

export function demoCoverages(of: DemoCoverages): DemoTable[] {
  const random = seededRandom(7_101);
  const payers = payerNames.map(([name, line], at) => payerRow(of, { name, line, at }));
  const coverages = of.patients.flatMap((patient, at) => coveragesOf(of, patient, { random, at }));
  const versions = (rows: readonly (PayerRow | CoverageRow)[]) =>
    rows.map((row) => versionRow(row, { act: 'added', from: of.startedAt }));
  return [
    { table: 'payer', rows: payers },
    { table: 'payer_version', rows: versions(payers) },
    { table: 'coverage', rows: coverages },
    { table: 'coverage_version', rows: versions(coverages) },
  ];
}

function payerRow(
  { organizationId, startedAt }: DemoCoverages,
  { name, line, at }: { name: string; line: LineOfBusiness; at: number },
): PayerRow {
  return {
    organization_id: organizationId,
    id: payerId(at),
    name,
    payer_identifier: `DEMO${String(at + 1).padStart(2, '0')}`,
    line_of_business: line,
    kinds: line === 'medicare' ? ['medical'] : ['medical', 'pharmacy'],
    active: true,
    created_at: startedAt,
    version: 1,
  };
}

const payerId = (at: number): string => demoId(21, at + 1);

function coveragesOf(
  of: DemoCoverages,
  patient: PatientRow,
  { random, at }: { random: SeededRandom; at: number },
): CoverageRow[] {
  if (random.chance(0.06)) return [];
  const age = Number(of.now.slice(0, 4)) - Number(patient.birth_on.slice(0, 4));
  const first = choosePayer(random, age);
  const primary = coverageRow(of, patient, { random, payer: first, number: at * 2 + 1 });
  if (!random.chance(age >= 65 ? 0.35 : 0.06)) return [primary];
  const second = random.below(3);
  if (second === first) return [primary];
  const secondary = coverageRow(of, patient, { random, payer: second, number: at * 2 + 2 });
  return [primary, { ...secondary, billing_order: 'secondary' }];
}

function choosePayer(random: SeededRandom, age: number): number {
  if (age >= 65) return random.chance(0.55) ? 4 : 5;
  const chance = random.next();
  if (chance < 0.62) return random.below(3);
  if (chance < 0.72) return 3;
  if (chance < 0.95) return random.chance(0.5) ? 6 : 7;
  return 8;
}

function coverageRow(
  of: DemoCoverages,
  patient: PatientRow,
  { random, payer, number }: { random: SeededRandom; payer: number; number: number },
): CoverageRow {
  const holder = subscriberOf(of, patient, random);
  const verifiedDaysAgo = random.chance(0.82) ? random.below(26) : random.below(200) + 31;
  const isVerified = random.chance(0.93);
  const isKnown = isVerified && random.chance(0.7);
  const deductible = random.pick([0, 50_000, 150_000, 300_000]);
  const verifiedOn = isVerified ? daysBefore(of.now, verifiedDaysAgo) : null;
  return {
    organization_id: of.organizationId,
    id: demoId(22, number),
    patient_id: patient.id,
    payer_id: payerId(payer),
    plan_name: random.pick(payerNames[payer]?.[2] ?? ['Standard']),
    member_id: `DEMO${String(100_000_000 + random.below(899_999_999))}`,
    group_number: random.chance(0.6) ? `G${String(1000 + random.below(9000))}` : null,
    billing_order: 'primary',
    ...holder,
    effective_from: `${Number(of.now.slice(0, 4)) - random.below(4)}-01-01`,
    ends_on: random.chance(0.04) ? daysBefore(of.now, random.below(60) + 1) : null,
    verified_on: verifiedOn,
    verified_by: isVerified ? of.verifiedBy : null,
    verified_how: isVerified ? random.pick(['card', 'phone', 'payer-site'] as const) : null,
    known_on: isKnown ? verifiedOn : null,
    copay_cents: isKnown ? random.pick([0, 1_500, 2_500, 4_000]) : null,
    deductible_cents: isKnown ? deductible : null,
    deductible_left_cents: isKnown ? Math.round((deductible * random.below(11)) / 10) : null,
    inactive_on: null,
    valid: true,
    created_at: of.startedAt,
    version: 1,
  };
}

/** Children are covered by a parent's policy, some others by their spouse's. */
function subscriberOf(
  { now }: DemoCoverages,
  patient: PatientRow,
  random: SeededRandom,
): Pick<
  CoverageRow,
  'relationship' | 'subscriber_family' | 'subscriber_given' | 'subscriber_birth_on'
> {
  const born = Number(patient.birth_on.slice(0, 4));
  const age = Number(now.slice(0, 4)) - born;
  const isSpouse = age > 25 && age < 65 && random.chance(0.15);
  if (age > 18 && !isSpouse)
    return {
      relationship: 'self',
      subscriber_family: null,
      subscriber_given: null,
      subscriber_birth_on: null,
    };
  return {
    relationship: isSpouse ? 'spouse' : 'child',
    subscriber_family: patient.family,
    subscriber_given: random.pick(['Alex', 'Jordan', 'Morgan', 'Sam', 'Robin']),
    subscriber_birth_on: `${isSpouse ? born + 1 : born - 30}-04-0${1 + random.below(9)}`,
  };
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 10);
}
