// What the demo's patients take, and the protocols under which it is renewed.
import type { ControlledSchedule, MedicationOrder } from '#contract/prescription';
import type { ProtocolTerms } from '#contract/refill-protocol';

export interface DemoDrug {
  order: MedicationOrder;
  /** What a pharmacy asks for instead, where the dose changed on its way. */
  otherStrength?: string;
  schedule?: ControlledSchedule;
  asNeeded?: boolean;
}

function drug(
  words: readonly [name: string, form: string, strength: string, sig: string],
  counts: readonly [quantity: number, days: number],
  more: Omit<DemoDrug, 'order'> = {},
): DemoDrug {
  const [name, form, strength, sig] = words;
  const [quantity, daysSupply] = counts;
  const unit = form === 'tablet' || form === 'capsule' ? form : form === 'inhaler' ? 'g' : 'mL';
  return {
    order: { rxnorm: null, name, form, strength, sig, quantity, unit, daysSupply, repeats: 0 },
    ...more,
  };
}

const daily = 'Take 1 tablet by mouth once daily';
const twice = 'Take 1 tablet by mouth twice daily with meals';

export const demoDrugs: readonly DemoDrug[] = [
  drug(['Metformin', 'tablet', '500 mg', twice], [60, 30], { otherStrength: '850 mg' }),
  drug(['Atorvastatin', 'tablet', '40 mg', daily], [90, 90], { otherStrength: '80 mg' }),
  drug(['Lisinopril', 'tablet', '10 mg', daily], [30, 30], { otherStrength: '20 mg' }),
  drug(['Levothyroxine', 'tablet', '75 mcg', daily], [90, 90], { otherStrength: '88 mcg' }),
  drug(['Sertraline', 'tablet', '50 mg', daily], [30, 30], { otherStrength: '100 mg' }),
  drug(['Metoprolol succinate', 'tablet', '25 mg', daily], [30, 30], { otherStrength: '50 mg' }),
  drug(['Omeprazole', 'capsule', '20 mg', 'Take 1 capsule by mouth once daily'], [30, 30]),
  drug(['Amlodipine', 'tablet', '5 mg', daily], [90, 90], { otherStrength: '10 mg' }),
  drug(['Losartan', 'tablet', '50 mg', daily], [30, 30]),
  drug(['Warfarin', 'tablet', '5 mg', daily], [30, 30]),
  drug(['Prednisone', 'tablet', '5 mg', daily], [30, 30]),
  drug(['Insulin glargine', 'pen', '100 units/mL', 'Inject 20 units at bedtime'], [15, 30]),
  drug(['Albuterol', 'inhaler', '90 mcg', '2 puffs every 4 hours as needed'], [8.5, 30], {
    asNeeded: true,
  }),
  drug(['Lorazepam', 'tablet', '0.5 mg', 'Take 1 tablet at bedtime as needed'], [30, 30], {
    ...{ schedule: '4', asNeeded: true },
  }),
  drug(['Clonazepam', 'tablet', '0.5 mg', twice], [60, 30], { schedule: '4' }),
  drug(['Semaglutide', 'pen', '1 mg', 'Inject 1 mg once weekly'], [3, 28]),
];

/** What is asked for most. */
export const commonDrugs: readonly DemoDrug[] = demoDrugs.filter(({ order }) =>
  ['Atorvastatin', 'Lisinopril', 'Amlodipine', 'Losartan'].includes(order.name),
);

const kept = { mostRepeats: 3, bridgeDays: 30, sampleOneIn: 10, source: 'Medical director' };

/** Signed in every clinic of the demo; the last one has expired. */
export const demoProtocols: readonly (Omit<ProtocolTerms, 'expiresOn'> & { expired?: true })[] = [
  {
    ...{
      title: 'Diabetes, oral drugs',
      groups: ['biguanide', 'sulfonylurea'],
      mostDays: 90,
      ...kept,
    },
    criteria: [
      { kind: 'seen', months: 12 },
      {
        ...{ kind: 'laboratory', codes: ['4548-4'], title: 'Hemoglobin A1c', months: 6 },
        ...{ low: null, high: 9, unit: '%' },
      },
      {
        ...{ kind: 'laboratory', codes: ['98979-8'], title: 'eGFR', months: 12 },
        ...{ low: 30, high: null, unit: 'mL/min/{1.73_m2}' },
      },
    ],
  },
  {
    ...{ title: 'Blood pressure', mostDays: 90, ...kept },
    groups: ['ace-arb', 'calcium-blocker', 'thiazide', 'beta-blocker'],
    criteria: [{ kind: 'seen', months: 12 }],
  },
  {
    ...{ title: 'Cholesterol', groups: ['statin'], mostDays: 90, ...kept },
    criteria: [{ kind: 'seen', months: 18 }],
  },
  {
    ...{ title: 'Thyroid', groups: ['thyroid'], mostDays: 90, ...kept },
    criteria: [
      { kind: 'seen', months: 12 },
      {
        ...{ kind: 'laboratory', codes: ['3016-3'], title: 'TSH', months: 12 },
        ...{ low: 0.4, high: 4.5, unit: 'mIU/L' },
      },
    ],
  },
  {
    ...{ title: 'Antidepressants', groups: ['ssri', 'snri'], mostDays: 30, ...kept },
    criteria: [
      { kind: 'seen', months: 6 },
      { kind: 'age', years: 18 },
      { kind: 'established', months: 6 },
    ],
  },
  {
    ...{ title: 'Stomach acid', groups: ['ppi'], mostDays: 30, ...kept },
    ...{ criteria: [{ kind: 'seen', months: 12 }], expired: true },
  },
];
