// One value of a report as an Observation, with its number written as it was measured.
import type { CodeableConcept, Quantity, Reference } from './data-types.ts';
import { noteText, type ExactNumbers } from './exact-numbers.ts';
import { conceptOf, identifierOf, present, timesOf } from './fhir-words.ts';
import { codeOfInterpretation } from './interpretation.ts';
import type { ReportedObservation } from './lab-report.ts';
import type { Observation } from './observations.ts';
import { ucum } from './read-reported-value.ts';

export function observationOf(
  observation: ReportedObservation,
  to: { subject: Reference | null; hasMember: Reference[]; exact: ExactNumbers },
): Observation {
  const { status, code, range, dataAbsent } = observation;
  return {
    resourceType: 'Observation',
    ...present({
      identifier: observation.identifiers.map(identifierOf),
      subject: to.subject,
      ...timesOf(observation),
      valueQuantity: quantityOf(observation, to.exact),
      valueCodeableConcept:
        observation.valueCoded === null ? null : conceptOf(observation.valueCoded),
      valueString: observation.valueCoded === null ? observation.valueText : null,
      dataAbsentReason: dataAbsent === null ? null : { text: dataAbsent },
      interpretation: interpretationsOf(observation),
      note: observation.notes.map((text) => ({ text })),
      referenceRange: range === null ? null : [{ text: range }],
      hasMember: to.hasMember,
    }),
    status,
    code: conceptOf(code),
  };
}

function quantityOf(
  { valueNumber, valueExact, comparator, unit, unitCode }: ReportedObservation,
  exact: ExactNumbers,
): Quantity | null {
  if (valueNumber === null) return null;
  const quantity: Quantity = {
    value: valueNumber,
    ...present({
      comparator,
      unit,
      system: unitCode === null ? null : ucum,
      code: unitCode,
    }),
  };
  if (valueExact !== null) noteText(exact, { holder: quantity, name: 'value', text: valueExact });
  return quantity;
}

function interpretationsOf({
  interpretation,
  interpretationCodes,
}: ReportedObservation): CodeableConcept[] {
  if (interpretationCodes.length > 0) return interpretationCodes.map(conceptOf);
  return interpretation === null ? [] : [conceptOf(codeOfInterpretation(interpretation))];
}
