// What a laboratory says of a value, in the words that the console sorts by.
import type { CodedWords, Interpretation } from './lab-report.ts';

export const interpretationSystem =
  'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** The same letters, as HL7 v2 table 0078. */
const systems = [
  interpretationSystem,
  'http://terminology.hl7.org/CodeSystem/v2-0078',
  'http://hl7.org/fhir/v2/0078',
  'http://hl7.org/fhir/v3/ObservationInterpretation',
];

const meanings: Readonly<Record<string, Interpretation>> = {
  LL: 'critical',
  HH: 'critical',
  AA: 'critical',
  L: 'low',
  LU: 'low',
  '<': 'low',
  H: 'high',
  HU: 'high',
  '>': 'high',
  A: 'abnormal',
  N: 'normal',
};

/** The gravest of what is said; low and high at once are no more than abnormal. Codes of others say nothing. */
export function interpretationOf(codes: readonly CodedWords[]): Interpretation | null {
  const said = new Set(
    codes.flatMap(({ codings }) =>
      codings.flatMap(({ system, code }) =>
        code !== null && systems.some((each) => each === system) && Object.hasOwn(meanings, code)
          ? (meanings[code] ?? [])
          : [],
      ),
    ),
  );
  if (said.has('critical')) return 'critical';
  if (said.has('low') && said.has('high')) return 'abnormal';
  return (['low', 'high', 'abnormal', 'normal'] as const).find((each) => said.has(each)) ?? null;
}

/** The code of it, where who reported gave none. */
export function codeOfInterpretation(interpretation: Interpretation): CodedWords {
  const code = { low: 'L', high: 'H', normal: 'N', abnormal: 'A', critical: 'AA' }[interpretation];
  return { codings: [{ system: interpretationSystem, code, display: null }], text: null };
}
