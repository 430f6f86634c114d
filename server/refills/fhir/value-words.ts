// A FHIR observation as a laboratory value of ours, or what keeps it from being one.
import { loincCode, type Interpretation, type ObservationStatus } from '#contract/observations';
import type { CodeableConcept } from '../../interop/fhir/data-types.ts';
import type { Observation } from '../../interop/fhir/observations.ts';
import { amountWords, plain, unitWords, wordsOf } from './medication-words.ts';
import type { Unfit } from './order-words.ts';

export interface SentValue {
  code: string;
  title: string;
  valueText: string;
  valueNumber: number | null;
  unit: string | null;
  interpretation: Interpretation | null;
  /** An instant, or a local date of the clinic. */
  effectiveAt: string;
  sent: { source: string; referenceId: string | null; status: ObservationStatus };
}

export type ValueRead = { value: SentValue } | { unfit: Unfit };

const longest = { title: 200, valueText: 200, unit: 40, reference: 200 };

export function valueOf(observation: Observation): ValueRead {
  const code = observation.code.coding?.find(({ system }) => system === 'http://loinc.org')?.code;
  if (code === undefined || !loincCode.safeParse(code).success)
    return unfit('code', 'has no LOINC code');
  const effectiveAt =
    observation.effectiveInstant ??
    observation.effectiveDateTime ??
    observation.effectivePeriod?.start;
  if (effectiveAt === undefined || effectiveAt.length < 10)
    return unfit('effective[x]', 'says no day on which it was measured');
  const [text, number, unit] = said(observation);
  const inError = observation.status === 'entered-in-error';
  if (text === '' && !inError) return unfit('value[x]', 'says no value');
  const { system = 'FHIR', value: referenceId = null } = observation.identifier?.[0] ?? {};
  const title = wordsOf(observation.code) || code;
  if (
    title.length > longest.title ||
    text.length > longest.valueText ||
    unit.length > longest.unit ||
    Math.max(system.length, referenceId?.length ?? 0) > longest.reference
  )
    return unfit('', 'has words that are longer than a line');
  return {
    value: {
      ...{ code, title, valueText: text || 'Not said', valueNumber: number, effectiveAt },
      unit: unit === '' ? null : unit,
      interpretation: interpretationOf(observation.interpretation),
      sent: { source: system, referenceId, status: observation.status },
    },
  };
}

function unfit(path: string, reason: string): ValueRead {
  return { unfit: { path, reason } };
}

/** Text, number where it is one and exact, unit. */
function said(of: Observation): [string, number | null, string] {
  const { valueQuantity: quantity } = of;
  if (quantity?.value !== undefined) {
    const { comparator, value } = quantity;
    const text = comparator === undefined ? String(value) : `${comparator} ${value}`;
    return [text, comparator === undefined ? value : null, unitWords(quantity)];
  }
  if (of.valueInteger !== undefined) return [String(of.valueInteger), of.valueInteger, ''];
  if (of.valueBoolean !== undefined) return [of.valueBoolean ? 'yes' : 'no', null, ''];
  return [wordsOf(of.valueCodeableConcept) || otherWords(of), null, ''];
}

function otherWords(of: Observation): string {
  const { valueRange: range, valueRatio: ratio } = of;
  if (range)
    return [range.low, range.high].flatMap((end) => (end ? amountWords(end) : [])).join(' to ');
  if (ratio)
    return [ratio.numerator, ratio.denominator]
      .flatMap((one) => (one ? amountWords(one) : []))
      .join(' / ');
  return plain(of.valueString ?? of.valueDateTime ?? of.valueTime);
}

/** HL7 v3 ObservationInterpretation. */
const interpreted: Readonly<Record<string, Interpretation>> = {
  ...{ LL: 'critical', HH: 'critical', AA: 'critical', N: 'normal' },
  ...{ L: 'low', LU: 'low', '<': 'low', H: 'high', HU: 'high', '>': 'high' },
};

function interpretationOf(concepts: readonly CodeableConcept[] = []): Interpretation | null {
  const found = concepts
    .flatMap(({ coding = [] }) => coding)
    .flatMap(({ code }) =>
      code !== undefined && Object.hasOwn(interpreted, code) ? interpreted[code] : [],
    );
  return found.includes('critical') ? 'critical' : (found[0] ?? null);
}
