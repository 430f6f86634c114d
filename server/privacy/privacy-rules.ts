// Why a look-up is to be reviewed. Pure.
import type { AccessFlag } from '#contract/privacy';
import type { HouseholdFacts } from '../patients/household-queries.ts';

/** Whoever looked, as far as it is known who they are as a patient. */
export interface Looker {
  staffId: string;
  ownChart: HouseholdFacts | null;
}

export interface LookedAt {
  patient: HouseholdFacts;
  /** Whose own chart it is, of those who work here. */
  chartOf: string | null;
}

/** One's own chart says all; of others each reason is said. */
export function flagsOf(
  { staffId, ownChart }: Looker,
  { patient, chartOf }: LookedAt,
): AccessFlag[] {
  if (chartOf === staffId) return ['own-chart'];
  const household = ownChart ? householdFlags(ownChart, patient) : [];
  const coWorker: AccessFlag[] = [
    ...(patient.marks.includes('employee') ? (['co-worker-mark'] as const) : []),
    ...(chartOf !== null ? (['co-worker-chart'] as const) : []),
  ];
  return [...household, ...coWorker, ...(patient.marks.includes('vip') ? (['vip'] as const) : [])];
}

function householdFlags(own: HouseholdFacts, other: HouseholdFacts): AccessFlag[] {
  return [
    ...(share(own.places, other.places) ? (['same-address'] as const) : []),
    ...(share(own.phones, other.phones) ? (['same-phone'] as const) : []),
    ...(shareGuarantor(own, other) ? (['same-guarantor'] as const) : []),
  ];
}

/** A third person who pays for both, or one of the two for the other. */
function shareGuarantor(own: HouseholdFacts, other: HouseholdFacts): boolean {
  return (
    share(own.guarantors, other.guarantors) ||
    own.guarantors.includes(other.asGuarantor) ||
    other.guarantors.includes(own.asGuarantor)
  );
}

function share(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one));
}
