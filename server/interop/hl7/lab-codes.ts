// What the codes of laboratories mean: tables 0123, 0085 and 0078 of the standard. `null` is never a guess.

/** As FHIR calls the state of a report. */
export type ReportStatus =
  'registered' | 'partial' | 'preliminary' | 'final' | 'corrected' | 'cancelled';

/** As FHIR calls the state of one observation. */
export type ObservationStatus =
  | 'registered'
  | 'preliminary'
  | 'final'
  | 'corrected'
  | 'amended'
  | 'cancelled'
  | 'entered-in-error';

export type Interpretation = 'normal' | 'abnormal' | 'low' | 'high' | 'critical';

const reportStatuses = new Map<string, ReportStatus>([
  /** Order received; scheduled; in the laboratory; done, results to come. */
  ['O', 'registered'],
  ['S', 'registered'],
  ['I', 'registered'],
  ['N', 'registered'],
  ['A', 'partial'],
  ['P', 'preliminary'],
  /** Stored, not yet verified. */
  ['R', 'preliminary'],
  /** Corrected, but not final. */
  ['M', 'preliminary'],
  ['F', 'final'],
  ['C', 'corrected'],
  ['X', 'cancelled'],
]);

/**
 * OBR-25. `null` where nothing is said or nothing we know: a report whose observations are all final is not final by
 * that, for others may come.
 */
export function reportStatusOf(code: string | null): ReportStatus | null {
  return reportStatuses.get(code?.toUpperCase() ?? '') ?? null;
}

const observationStatuses = new Map<string, ObservationStatus>([
  /** The specimen is in the laboratory. */
  ['I', 'registered'],
  ['P', 'preliminary'],
  /** Entered, not verified. */
  ['R', 'preliminary'],
  /** Partial. */
  ['S', 'preliminary'],
  ['F', 'final'],
  /** Verified and final. */
  ['V', 'final'],
  /** Became final without being sent again: the value is the one that was preliminary. */
  ['U', 'final'],
  ['C', 'corrected'],
  ['A', 'amended'],
  ['B', 'amended'],
  /** Cannot be obtained. */
  ['X', 'cancelled'],
  /** Deleted; posted for the wrong patient. */
  ['D', 'entered-in-error'],
  ['W', 'entered-in-error'],
]);

/** OBX-11. `null` also for `N` and `O`, of what was never to have a result. */
export function observationStatusOf(code: string | null): ObservationStatus | null {
  return observationStatuses.get(code?.toUpperCase() ?? '') ?? null;
}

const interpretations = new Map<string, Interpretation>([
  ['N', 'normal'],
  ['L', 'low'],
  ['LU', 'low'],
  ['H', 'high'],
  ['HU', 'high'],
  ['LL', 'critical'],
  ['HH', 'critical'],
  ['AA', 'critical'],
  /** Off the scale of the instrument. */
  ['<', 'critical'],
  ['>', 'critical'],
  ['A', 'abnormal'],
  ['POS', 'abnormal'],
  /** Resistant. */
  ['R', 'abnormal'],
  ['DET', 'abnormal'],
  ['RR', 'abnormal'],
]);

const gravest: readonly Interpretation[] = ['critical', 'high', 'low', 'abnormal', 'normal'];

/** OBX-8: of several flags, the gravest. `null` where none of them says how the value stands. */
export function interpretationOf(flags: readonly string[]): Interpretation | null {
  const meant = new Set(flags.map((flag) => interpretations.get(flag.toUpperCase())));
  return gravest.find((each) => meant.has(each)) ?? null;
}
