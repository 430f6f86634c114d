// What the demo's laboratories report, and what they find.
import type { ResultCategory, ResultKind } from '#contract/result-content';
import type { SeededRandom } from '../platform/demo/seeded-random.ts';
import type { SentValue } from './sent-report.ts';

interface DemoValue {
  code: string;
  title: string;
  unit: string;
  range: string;
  usual: readonly [number, number];
  digits: number;
}

export interface DemoTest {
  code: string;
  title: string;
  kind: ResultKind;
  categories: ResultCategory[];
  source: string;
  values: readonly DemoValue[];
  /** Of what is read and not measured. */
  conclusions: readonly [normal: string, abnormal: string] | null;
}

const value = (
  code: string,
  title: string,
  unit: string,
  usual: readonly [number, number],
  digits: number,
): DemoValue => ({ code, title, unit, usual, digits, range: `${usual[0]}-${usual[1]}` });

const laboratory = { kind: 'laboratory', source: 'Harbor Lab', conclusions: null } as const;

export const potassiumValue = value('2823-3', 'Potassium', 'mmol/L', [3.5, 5.1], 1);

export const metabolicPanel: DemoTest = {
  ...{ ...laboratory, code: '24323-8', title: 'Comprehensive metabolic panel' },
  categories: ['laboratory'],
  values: [
    value('2951-2', 'Sodium', 'mmol/L', [136, 145], 0),
    potassiumValue,
    value('2160-0', 'Creatinine', 'mg/dL', [0.6, 1.3], 2),
    value('2345-7', 'Glucose', 'mg/dL', [70, 99], 0),
    value('17861-6', 'Calcium', 'mg/dL', [8.6, 10.3], 1),
    value('1742-6', 'ALT', 'U/L', [7, 56], 0),
  ],
};

export const demoTests: readonly DemoTest[] = [
  metabolicPanel,
  {
    ...{ ...laboratory, code: '58410-2', title: 'Complete blood count' },
    categories: ['laboratory'],
    values: [
      value('6690-2', 'Leukocytes', '10*3/uL', [4, 11], 1),
      value('718-7', 'Hemoglobin', 'g/dL', [12, 17], 1),
      value('4544-3', 'Hematocrit', '%', [36, 50], 1),
      value('777-3', 'Platelets', '10*3/uL', [150, 400], 0),
    ],
  },
  {
    ...{ ...laboratory, code: '57698-3', title: 'Lipid panel' },
    categories: ['laboratory'],
    values: [
      value('2093-3', 'Cholesterol', 'mg/dL', [100, 200], 0),
      value('2085-9', 'HDL cholesterol', 'mg/dL', [40, 90], 0),
      value('13457-7', 'LDL cholesterol', 'mg/dL', [40, 130], 0),
    ],
  },
  {
    ...{ ...laboratory, code: '3016-3', title: 'TSH' },
    categories: ['laboratory'],
    values: [value('3016-3', 'TSH', 'mIU/L', [0.4, 4.5], 2)],
  },
  {
    ...{ ...laboratory, code: '24111-7', title: 'Gonorrhea and chlamydia' },
    ...{ categories: ['laboratory', 'sexual-health'], values: [] },
    conclusions: ['Not detected.', 'Chlamydia trachomatis detected.'],
  },
  {
    ...{ code: '36643-5', title: 'Chest X-ray, two views', kind: 'imaging', values: [] },
    ...{ categories: ['imaging'], source: 'Harbor Imaging' },
    conclusions: [
      'No acute disease. Heart and lungs are of usual size.',
      'Nodule of 8 mm in the right upper lobe; CT is advised.',
    ],
  },
  {
    ...{ code: '22634-0', title: 'Pathology report', kind: 'pathology', values: [] },
    ...{ categories: ['pathology'], source: 'Harbor Pathology' },
    conclusions: ['Benign nevus; margins clear.', 'Basal cell carcinoma; margins involved.'],
  },
];

/** Mostly as usual; of an abnormal report at least one value is beyond. */
export function demoValues(
  { values }: DemoTest,
  random: SeededRandom,
  isAbnormal: boolean,
): SentValue[] {
  const beyond = isAbnormal ? random.below(Math.max(1, values.length)) : -1;
  return values.map((each, at) => valueOf(each, numberOf(each, random, at === beyond)));
}

function numberOf({ usual, digits }: DemoValue, random: SeededRandom, isBeyond: boolean): string {
  const [low, high] = usual;
  const span = high - low;
  const number = isBeyond
    ? high + span * (0.05 + 0.2 * random.next())
    : low + span * (0.1 + 0.8 * random.next());
  return number.toFixed(digits);
}

export function valueOf(of: DemoValue, text: string): SentValue {
  const { code, title, unit, range, usual } = of;
  const number = Number(text);
  const flag = number < usual[0] ? 'low' : number > usual[1] ? 'high' : 'normal';
  return {
    ...{ key: `LN|${code}|`, code, system: 'LN', title, text, number, unit, range, flag },
    ...{ status: 'final', observedAt: null, missing: null, notes: [] },
  };
}
