// What a front desk wants of a 271: is it active, what does a visit cost, how much deductible is left.
import type { Benefit, EligibilityAnswer } from './eligibility.ts';

export interface CoverageSummary {
  /** `null` when the payer did not say. */
  active: boolean | null;
  plan: string;
  /** Of an office visit in the network; the highest where the payer names several. */
  copayCents: number | null;
  /** Of the year, for the person, in the network. */
  deductibleCents: number | null;
  deductibleLeftCents: number | null;
}

/** Health plan coverage, professional visit in the office, and the ones that payers use for the same. */
const officeVisit = ['98', 'BY', 'BZ', '30', '1'];
const remaining = '29';
const wholeYear = ['23', '22', '25'];

export function summarizeCoverage({ benefits }: EligibilityAnswer): CoverageSummary {
  const deductibles = benefits.filter(({ kind }) => kind === 'deductible').filter(forThePerson);
  return {
    active: activeOf(benefits),
    plan: benefits.find(({ plan, kind }) => kind === 'active' && plan !== '')?.plan ?? '',
    copayCents: copayOf(benefits),
    deductibleCents: highest(deductibles.filter(({ period }) => wholeYear.includes(period))),
    deductibleLeftCents: highest(deductibles.filter(({ period }) => period === remaining)),
  };
}

/** One active plan is enough; an inactive one beside it is another plan. */
function activeOf(benefits: readonly Benefit[]): boolean | null {
  if (benefits.some(({ kind }) => kind === 'active')) return true;
  return benefits.some(({ kind }) => kind === 'inactive') ? false : null;
}

/** The most special service type that has a copay decides. */
function copayOf(benefits: readonly Benefit[]): number | null {
  const copays = benefits.filter(({ kind, inNetwork }) => kind === 'copay' && inNetwork !== false);
  for (const type of officeVisit) {
    const found = highest(copays.filter(({ serviceTypes }) => serviceTypes.includes(type)));
    if (found !== null) return found;
  }
  return null;
}

function forThePerson({ level, inNetwork, serviceTypes }: Benefit): boolean {
  const general = serviceTypes.length === 0 || serviceTypes.includes('30');
  return general && level !== 'FAM' && inNetwork !== false;
}

function highest(benefits: readonly Benefit[]): number | null {
  const amounts = benefits.flatMap(({ cents }) => (cents === null ? [] : [cents]));
  return amounts.length === 0 ? null : Math.max(...amounts);
}
