// Laboratory values of the demo: of patients who were seen lately, current and out of date; many have none.
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import type { ObservationRow } from './observation-repository.ts';

interface Test {
  code: string;
  title: string;
  unit: string;
  /** What is usual; beyond it the value is low or high, far beyond it critical. */
  usual: readonly [number, number];
  /** What the demo's patients have. */
  seen: readonly [number, number];
  critical?: readonly [number, number];
  digits: number;
}

/** Drawn together, as laboratories are asked for them. */
const panels: readonly (readonly Test[])[] = [
  [
    {
      code: '4548-4',
      title: 'Hemoglobin A1c',
      unit: '%',
      usual: [4, 5.6],
      seen: [5, 10.5],
      digits: 1,
    },
  ],
  [{ code: '3016-3', title: 'TSH', unit: 'mIU/L', usual: [0.4, 4.5], seen: [0.2, 8], digits: 2 }],
  [
    {
      code: '2160-0',
      title: 'Creatinine',
      unit: 'mg/dL',
      usual: [0.6, 1.3],
      seen: [0.5, 2],
      digits: 2,
    },
    {
      code: '98979-8',
      title: 'eGFR (CKD-EPI 2021)',
      unit: 'mL/min/{1.73_m2}',
      usual: [60, 130],
      seen: [32, 118],
      digits: 0,
    },
    {
      code: '2823-3',
      title: 'Potassium',
      unit: 'mmol/L',
      usual: [3.5, 5.1],
      seen: [3.2, 6.2],
      critical: [2.8, 6],
      digits: 1,
    },
  ],
  [
    {
      code: '2093-3',
      title: 'Cholesterol',
      unit: 'mg/dL',
      usual: [100, 200],
      seen: [130, 280],
      digits: 0,
    },
    {
      code: '13457-7',
      title: 'LDL cholesterol',
      unit: 'mg/dL',
      usual: [40, 130],
      seen: [60, 190],
      digits: 0,
    },
  ],
  [
    {
      code: '6301-6',
      title: 'INR',
      unit: '{INR}',
      usual: [0.9, 3],
      seen: [1.1, 5],
      critical: [0, 4.8],
      digits: 1,
    },
  ],
  [
    {
      code: '14334-7',
      title: 'Lithium',
      unit: 'mmol/L',
      usual: [0.6, 1],
      seen: [0.4, 1.3],
      digits: 1,
    },
  ],
];

/** Days before now: most are current, some have been out of date for long. */
const ages = [6, 20, 45, 80, 120, 170, 250, 330, 420, 600] as const;

export function demoObservations(world: {
  organizationId: string;
  now: string;
  appointments: readonly { status: string; patient_id: string; clinic_id: string }[];
}): DemoTable[] {
  const random = seededRandom(7_031);
  const seen = new Map(
    world.appointments
      .filter(({ status }) => status === 'fulfilled')
      .map((visit) => [visit.patient_id, visit.clinic_id]),
  );
  const rows: ObservationRow[] = [];
  for (const [patientId, clinicId] of seen) {
    if (!random.chance(0.6)) continue;
    for (const panel of panels) {
      if (!random.chance(panel.length > 1 ? 0.5 : 0.25)) continue;
      const effectiveAt = plusMinutes(world.now, -1440 * random.pick(ages) - random.below(300));
      for (const test of panel)
        rows.push({
          organization_id: world.organizationId,
          id: demoId(55, rows.length + 1),
          clinic_id: clinicId,
          patient_id: patientId,
          ...valueOf(test, random),
          status: 'final',
          effective_at: effectiveAt,
          source: 'https://laboratory.example/results',
          reference_id: `DEMO-${String(rows.length + 1)}`,
          in_error_because: null,
          created_at: plusMinutes(effectiveAt, 240),
          version: 1,
        });
    }
  }
  return [
    { table: 'observation', rows },
    {
      table: 'observation_version',
      rows: rows.map((row) => versionRow(row, { act: 'recorded', from: row.created_at })),
    },
  ];
}

function valueOf(
  test: Test,
  random: SeededRandom,
): Pick<
  ObservationRow,
  'code' | 'title' | 'unit' | 'value_text' | 'value_number' | 'interpretation'
> {
  const { code, title, unit, usual, seen, critical, digits } = test;
  const [low, high] = seen;
  const value = (low + (high - low) * (random.below(1000) / 1000)).toFixed(digits);
  const number = Number(value);
  const beyond = critical !== undefined && (number < critical[0] || number > critical[1]);
  const interpretation = number < usual[0] ? 'low' : number > usual[1] ? 'high' : 'normal';
  return {
    ...{ code, title, unit, value_text: value, value_number: value },
    interpretation: beyond ? 'critical' : interpretation,
  };
}
