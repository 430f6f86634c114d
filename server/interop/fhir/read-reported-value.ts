// One value of a report, whatever kind it is of, and what is usual for it.
import type { Fault } from './check-resource.ts';
import type { Quantity, Range, SimpleQuantity } from './data-types.ts';
import { exactText, type ExactNumbers } from './exact-numbers.ts';
import type { ReportedValue } from './lab-report.ts';
import type { Measured, ReferenceRange } from './observations.ts';
import { codedOf, wordsOf } from './sent-words.ts';

export const ucum = 'http://unitsofmeasure.org';

const nothing: ReportedValue = {
  valueText: null,
  valueCoded: null,
  valueNumber: null,
  valueExact: null,
  comparator: null,
  unit: null,
  unitCode: null,
};

export function readReportedValue(
  measured: Measured,
  exact: ExactNumbers,
  faults: Fault[],
): ReportedValue {
  if (measured.valueQuantity !== undefined)
    return readQuantity(measured.valueQuantity, exact, faults);
  if (measured.valueInteger !== undefined)
    return {
      ...nothing,
      valueNumber: measured.valueInteger,
      valueExact: exactText(exact, measured, 'valueInteger'),
    };
  if (measured.valueCodeableConcept !== undefined) {
    const coded = codedOf(measured.valueCodeableConcept);
    const valueText = wordsOf(coded);
    if (valueText === null)
      faults.push({ path: 'valueCodeableConcept', reason: 'has neither a code nor words' });
    return { ...nothing, valueText, valueCoded: coded };
  }
  if (measured.valueSampledData !== undefined)
    faults.push({ path: 'valueSampledData', reason: 'is a series of samples, which is not read' });
  return { ...nothing, valueText: textOf(measured, exact) };
}

function readQuantity(quantity: Quantity, exact: ExactNumbers, faults: Fault[]): ReportedValue {
  const { value, comparator, unit, system, code } = quantity;
  if (value === undefined || !Number.isFinite(value))
    faults.push({ path: 'valueQuantity.value', reason: 'is no number that can be read' });
  return {
    ...nothing,
    valueNumber: value ?? null,
    valueExact: value === undefined ? null : exactText(exact, quantity, 'value'),
    comparator: comparator ?? null,
    unit: unit ?? code ?? null,
    unitCode: system === ucum ? (code ?? null) : null,
  };
}

function textOf(measured: Measured, exact: ExactNumbers): string | null {
  const { valueString, valueBoolean, valueRange, valueRatio, valuePeriod } = measured;
  if (valueString !== undefined) return valueString;
  if (valueBoolean !== undefined) return valueBoolean ? 'yes' : 'no';
  if (valueRange !== undefined) return rangeText(valueRange, exact);
  if (valueRatio !== undefined)
    return `${amountText(valueRatio.numerator, exact)}:${amountText(valueRatio.denominator, exact)}`;
  if (valuePeriod !== undefined)
    return `${valuePeriod.start ?? ''} – ${valuePeriod.end ?? ''}`.trim();
  return measured.valueTime ?? measured.valueDateTime ?? null;
}

/** In words, each range by itself: `3.5–5.1 mmol/L; critical: ≥ 6.0 mmol/L`. */
export function readReferenceRange(
  ranges: readonly ReferenceRange[] | undefined,
  exact: ExactNumbers,
): string | null {
  const words = (ranges ?? []).map((range) => {
    const { low, high, text, type, appliesTo = [], age } = range;
    const whom = [...(type === undefined ? [] : [type]), ...appliesTo]
      .filter((each) => !each.coding?.some(({ code }) => code === 'normal'))
      .flatMap((each) => wordsOf(codedOf(each)) ?? []);
    if (age !== undefined) whom.push(`age ${rangeText(age, exact)}`);
    const bounds = text ?? rangeText({ ...(low && { low }), ...(high && { high }) }, exact);
    return [...(whom.length === 0 ? [] : [whom.join(', ')]), bounds].join(': ');
  });
  return words.length === 0 ? null : words.join('; ');
}

function rangeText({ low, high }: Range, exact: ExactNumbers): string {
  if (low === undefined) return `≤ ${amountText(high, exact)}`;
  if (high === undefined) return `≥ ${amountText(low, exact)}`;
  const [one, other] = [unitOf(low), unitOf(high)];
  return one === other
    ? `${numberOf(low, exact)}–${amountText(high, exact)}`
    : `${amountText(low, exact)}–${amountText(high, exact)}`;
}

function amountText(quantity: Quantity | undefined, exact: ExactNumbers): string {
  if (quantity === undefined) return '?';
  const { comparator } = quantity;
  return [comparator, numberOf(quantity, exact), unitOf(quantity)]
    .filter((each) => each !== undefined)
    .join(' ');
}

function numberOf(quantity: SimpleQuantity, exact: ExactNumbers): string {
  return quantity.value === undefined ? '?' : exactText(exact, quantity, 'value');
}

function unitOf({ unit, code }: SimpleQuantity): string | undefined {
  return unit ?? code;
}
