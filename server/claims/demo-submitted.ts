// A claim of the demo as it was sent.
import type { SubmittedClaim, SubmittedLine } from '../interop/x12/claim.ts';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import type { DemoPlace } from './demo-claims-world.ts';

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

export function submittedOf(place: DemoPlace, random: SeededRandom, on: string): SubmittedClaim {
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
