// What the demo's clinics ask payers for.
import type { AskedLine } from '#contract/authorization-line';

export type DemoService = Pick<
  AskedLine,
  'kind' | 'description' | 'code' | 'quantity' | 'unit' | 'drugGroup'
> & { diagnosis: { code: string; text: string }; months: number };

const cpt = (code: string): AskedLine['code'] => ({ system: 'cpt', code, modifiers: [] });
const ndc = (code: string): AskedLine['code'] => ({ system: 'ndc', code, modifiers: [] });
const once = { quantity: 1, unit: 'units', drugGroup: null, months: 2 } as const;

export const demoServices: readonly DemoService[] = [
  {
    ...{ kind: 'imaging', description: 'MRI of the lumbar spine', code: cpt('72148'), ...once },
    diagnosis: { code: 'M54.50', text: 'Low back pain' },
  },
  {
    ...{ kind: 'imaging', description: 'CT of the abdomen', code: cpt('74177'), ...once },
    diagnosis: { code: 'R10.9', text: 'Abdominal pain' },
  },
  {
    ...{ kind: 'imaging', description: 'MRI of the knee', code: cpt('73721'), ...once },
    diagnosis: { code: 'M25.561', text: 'Pain in the right knee' },
  },
  {
    ...{ kind: 'service', description: 'Physical therapy', code: cpt('97110'), quantity: 12 },
    ...{ unit: 'visits', drugGroup: null, months: 3 },
    diagnosis: { code: 'M25.511', text: 'Pain in the right shoulder' },
  },
  {
    ...{ kind: 'service', description: 'Sleep study at home', code: cpt('95800'), ...once },
    diagnosis: { code: 'G47.33', text: 'Obstructive sleep apnea' },
  },
  {
    ...{ kind: 'procedure', description: 'Injection, lumbar epidural', code: cpt('62323') },
    ...{ quantity: 3, unit: 'units', drugGroup: null, months: 6 },
    diagnosis: { code: 'M54.16', text: 'Radiculopathy, lumbar' },
  },
  {
    ...{ kind: 'drug', description: 'Semaglutide 0.5 mg, weekly', code: ndc('00169413212') },
    ...{ quantity: 6, unit: 'months', drugGroup: 'glp1', months: 6 },
    diagnosis: { code: 'E11.9', text: 'Type 2 diabetes' },
  },
  {
    ...{ kind: 'drug', description: 'Adalimumab 40 mg', code: ndc('00074055402') },
    ...{ quantity: 6, unit: 'months', drugGroup: null, months: 6 },
    diagnosis: { code: 'M06.9', text: 'Rheumatoid arthritis' },
  },
  {
    ...{ kind: 'referral', description: 'Cardiology, three visits', code: null, quantity: 3 },
    ...{ unit: 'visits', drugGroup: null, months: 4 },
    diagnosis: { code: 'I48.91', text: 'Atrial fibrillation' },
  },
];

/** Why payers say no, in words of our own. */
export const demoDenials: readonly string[] = [
  'Conservative treatment for six weeks is not documented',
  'The plan of care is older than 90 days',
  'Step therapy: another drug of the class was not tried',
];
