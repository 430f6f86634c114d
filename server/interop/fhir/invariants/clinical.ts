import type { Fault } from '../check-resource.ts';
import type { CodeableConcept } from '../data-types.ts';
import type { MedicationDispense } from '../medications.ts';
import type { Observation, ReferenceRange } from '../observations.ts';
import type { ServiceRequest } from '../reports.ts';
import type { Task } from '../tasks.ts';
import { isBefore } from './time-order.ts';

export const clinicalInvariants = {
  MedicationDispense: dispenseFaults,
  Observation: observationFaults,
  'Observation.referenceRange': referenceRangeFaults,
  ServiceRequest: serviceRequestFaults,
  Task: taskFaults,
};

function dispenseFaults({ whenPrepared, whenHandedOver }: MedicationDispense): Fault[] {
  if (whenPrepared === undefined || whenHandedOver === undefined) return [];
  return isBefore(whenHandedOver, whenPrepared)
    ? [{ path: 'whenHandedOver', reason: 'is before it was prepared (mdd-1)' }]
    : [];
}

function observationFaults(observation: Observation): Fault[] {
  const valued = Object.keys(observation).some((name) => /^value[A-Z]/.test(name));
  if (!valued) return [];
  const faults: Fault[] = [];
  if (observation.dataAbsentReason !== undefined)
    faults.push({ path: 'dataAbsentReason', reason: 'stands beside a value (obs-6)' });
  for (const [at, { code }] of (observation.component ?? []).entries())
    if (sharesCode(code, observation.code))
      faults.push({
        path: `component[${at}].code`,
        reason: 'is the code of the whole, which has a value of its own (obs-7)',
      });
  return faults;
}

function sharesCode(one: CodeableConcept, other: CodeableConcept): boolean {
  const codings = other.coding ?? [];
  return (one.coding ?? []).some(({ system, code }) =>
    codings.some((each) => code !== undefined && each.code === code && each.system === system),
  );
}

function referenceRangeFaults({ low, high, text }: ReferenceRange): Fault[] {
  return (low ?? high ?? text) === undefined
    ? [{ path: '', reason: 'has neither a low nor a high end nor words (obs-3)' }]
    : [];
}

function serviceRequestFaults({ orderDetail, code }: ServiceRequest): Fault[] {
  return orderDetail !== undefined && code === undefined
    ? [{ path: 'orderDetail', reason: 'stands without a code (prr-1)' }]
    : [];
}

function taskFaults({ authoredOn, lastModified }: Task): Fault[] {
  if (authoredOn === undefined || lastModified === undefined) return [];
  return isBefore(lastModified, authoredOn)
    ? [{ path: 'lastModified', reason: 'is before it was written (inv-1)' }]
    : [];
}
