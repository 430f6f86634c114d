// What of a report could not be written so that it says the same again; by paths of the report, without its content.
import type { Fault } from './check-resource.ts';
import { interpretationOf } from './interpretation.ts';
import type { AnsweredOrder, LabReport, ReportedObservation } from './lab-report.ts';
import { wordsOf } from './sent-words.ts';

export function labReportFaults({ subject, orders, observations }: LabReport): Fault[] {
  return [
    ...orders.flatMap((order, at) => under(`orders[${at}]`, orderFaults(order, subject !== null))),
    ...placeFaults(observations),
    ...observations.flatMap((each, at) => under(`observations[${at}]`, valueFaults(each))),
  ];
}

function under(path: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
}

function orderFaults(
  { identifiers, reference, orderedBy }: AnsweredOrder,
  whose: boolean,
): Fault[] {
  const byReference = reference !== null || !whose;
  const faults: Fault[] = [];
  if (byReference && identifiers.length > 1)
    faults.push({ path: 'identifiers', reason: 'are more than a reference can hold' });
  if (byReference && identifiers.length === 0 && reference === null)
    faults.push({ path: 'reference', reason: 'is missing beside a number' });
  if (byReference && orderedBy !== null)
    faults.push({ path: 'orderedBy', reason: 'stands where the order itself is not written' });
  return faults;
}

/** A group stands before what belongs to it, and what belongs to it directly after. */
function placeFaults(observations: readonly ReportedObservation[]): Fault[] {
  const seen = new Set<string>();
  const open: string[] = [];
  return observations.flatMap(({ path, parent }, at) => {
    const faults: Fault[] = [];
    if (seen.has(path)) faults.push({ path: 'path', reason: 'is that of another' });
    while (open.length > 0 && open.at(-1) !== parent) open.pop();
    if (parent !== (open.at(-1) ?? null))
      faults.push({ path: 'parent', reason: 'is none that the observation stands in' });
    seen.add(path);
    open.push(path);
    return under(`observations[${at}]`, faults);
  });
}

const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function valueFaults(observation: ReportedObservation): Fault[] {
  const { valueText, valueCoded, valueNumber, valueExact } = observation;
  const faults: Fault[] = [];
  if (valueNumber !== null && (valueText ?? valueCoded) !== null)
    faults.push({ path: 'valueNumber', reason: 'stands beside another value' });
  if (valueCoded !== null && wordsOf(valueCoded) !== valueText)
    faults.push({ path: 'valueText', reason: 'is not the words of the code' });
  if (valueExact !== null && !(decimal.test(valueExact) && Number(valueExact) === valueNumber))
    faults.push({ path: 'valueExact', reason: 'is not how the number is written' });
  for (const name of ['comparator', 'unit', 'unitCode'] as const)
    if (valueNumber === null && observation[name] !== null)
      faults.push({ path: name, reason: 'stands without a number' });
  const { interpretation, interpretationCodes } = observation;
  if (interpretationCodes.length > 0 && interpretationOf(interpretationCodes) !== interpretation)
    faults.push({ path: 'interpretation', reason: 'is not what its codes say' });
  return faults;
}
