import type { Fault } from '../check-resource.ts';
import type { Appointment, Organization, Patient, Slot } from '../resources.ts';
import { isBefore } from './time-order.ts';

export const visitInvariants = {
  Appointment: appointmentFaults,
  Slot: slotFaults,
  Organization: organizationFaults,
  Patient: patientFaults,
};

function appointmentFaults({
  start,
  end,
  status,
  cancelationReason,
  participant,
}: Appointment): Fault[] {
  const faults: Fault[] = [];
  if ((start === undefined) !== (end === undefined))
    faults.push({ path: 'start', reason: 'start and end come both or neither (app-2)' });
  if (start === undefined && !['proposed', 'cancelled', 'waitlist'].includes(status))
    faults.push({ path: 'start', reason: 'is missing although the visit has a time (app-3)' });
  if (cancelationReason !== undefined && status !== 'cancelled' && status !== 'noshow')
    faults.push({
      path: 'cancelationReason',
      reason: 'stands on a visit that is not cancelled (app-4)',
    });
  if (start !== undefined && end !== undefined && !isBefore(start, end))
    faults.push({ path: 'end', reason: 'is not after the start' });
  for (const [at, { type, actor }] of participant.entries())
    if (type === undefined && actor === undefined)
      faults.push({ path: `participant[${at}]`, reason: 'has neither type nor actor (app-1)' });
  return faults;
}

function slotFaults({ start, end }: Slot): Fault[] {
  return isBefore(start, end) ? [] : [{ path: 'end', reason: 'is not after the start' }];
}

function organizationFaults({ name, identifier }: Organization): Fault[] {
  return name === undefined && identifier === undefined
    ? [{ path: '', reason: 'has neither a name nor an identifier (org-1)' }]
    : [];
}

function patientFaults({ contact = [] }: Patient): Fault[] {
  return contact.flatMap((each, at) =>
    (each.name ?? each.telecom ?? each.address ?? each.organization)
      ? []
      : [{ path: `contact[${at}]`, reason: 'says nothing about whom to reach (pat-1)' }],
  );
}
