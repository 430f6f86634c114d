// The list of drug groups that a clinic begins with; our own, from public labelling. A clinic keeps its own from then on.
import type { DrugGroup } from '#contract/drug-group';

type Traits = Partial<Pick<DrugGroup, 'highRisk' | 'abruptStop' | 'countable'>>;

function group(
  code: string,
  title: string,
  ingredients: readonly string[],
  traits: Traits = {},
): DrugGroup {
  const none = { highRisk: false, abruptStop: false, countable: true };
  return { code, title, ingredients: [...ingredients], ...none, ...traits };
}

const highRisk = { highRisk: true };
const abruptStop = { abruptStop: true };
const notCountable = { countable: false };

export const standardDrugGroups: DrugGroup[] = [
  group('statin', 'Statins', [
    'atorvastatin',
    'rosuvastatin',
    'simvastatin',
    'pravastatin',
    'lovastatin',
  ]),
  group('biguanide', 'Metformin', ['metformin']),
  group('sulfonylurea', 'Sulfonylureas', ['glipizide', 'glimepiride', 'glyburide']),
  group('glp1', 'GLP-1 agonists', ['semaglutide', 'dulaglutide', 'liraglutide', 'tirzepatide']),
  group('ace-arb', 'ACE inhibitors and ARBs', [
    'lisinopril',
    'enalapril',
    'benazepril',
    'ramipril',
    'losartan',
    'valsartan',
    'olmesartan',
  ]),
  group('calcium-blocker', 'Calcium channel blockers', ['amlodipine', 'diltiazem', 'nifedipine']),
  group('thiazide', 'Thiazides', ['hydrochlorothiazide', 'chlorthalidone']),
  group('thyroid', 'Thyroid hormones', ['levothyroxine', 'liothyronine']),
  group('ppi', 'Proton pump inhibitors', ['omeprazole', 'pantoprazole', 'esomeprazole']),
  group('beta-blocker', 'Beta blockers', ['metoprolol', 'atenolol', 'propranolol', 'carvedilol'], {
    ...abruptStop,
  }),
  group('clonidine', 'Clonidine', ['clonidine'], abruptStop),
  group('ssri', 'SSRIs', ['sertraline', 'fluoxetine', 'escitalopram', 'citalopram', 'paroxetine'], {
    ...abruptStop,
  }),
  group('snri', 'SNRIs', ['venlafaxine', 'duloxetine', 'desvenlafaxine'], abruptStop),
  group('corticosteroid', 'Oral corticosteroids', ['prednisone', 'prednisolone', 'dexamethasone'], {
    ...highRisk,
    ...abruptStop,
  }),
  group('anticonvulsant', 'Anticonvulsants', ['levetiracetam', 'lamotrigine', 'phenytoin'], {
    ...highRisk,
    ...abruptStop,
  }),
  group('anticoagulant', 'Anticoagulants', ['warfarin', 'apixaban', 'rivaroxaban', 'dabigatran'], {
    ...highRisk,
    ...abruptStop,
  }),
  group('lithium', 'Lithium', ['lithium'], { ...highRisk, ...abruptStop }),
  group('methotrexate', 'Methotrexate', ['methotrexate'], highRisk),
  group('digoxin', 'Digoxin', ['digoxin'], highRisk),
  group('amiodarone', 'Amiodarone', ['amiodarone'], highRisk),
  group('opioid', 'Opioids', ['oxycodone', 'hydrocodone', 'morphine', 'tramadol'], {
    ...highRisk,
    ...abruptStop,
  }),
  group('benzodiazepine', 'Benzodiazepines', ['alprazolam', 'lorazepam', 'clonazepam'], {
    ...highRisk,
    ...abruptStop,
  }),
  group('stimulant', 'Stimulants', ['methylphenidate', 'amphetamine', 'lisdexamfetamine'], {
    ...highRisk,
  }),
  group('insulin', 'Insulins', ['insulin'], { ...highRisk, ...abruptStop, ...notCountable }),
  group('inhaler', 'Inhalers', ['albuterol', 'fluticasone', 'budesonide', 'tiotropium'], {
    ...notCountable,
  }),
  group('eye-drop', 'Eye drops', ['latanoprost', 'timolol', 'brimonidine'], notCountable),
];
