import { listPatientSummaries } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { listPeople } from '../staff/staff-queries.ts';
import type { Named } from './access-view.ts';

/** Names of a page's people and patients, in two statements. */
export async function readNamed(
  ctx: Ctx,
  { staffIds, patientIds }: { staffIds: readonly string[]; patientIds: readonly string[] },
): Promise<Named> {
  const people = await listPeople(ctx, staffIds);
  const patients = await listPatientSummaries(ctx, patientIds);
  return {
    person: (staffId) => found(people.get(staffId), 'person'),
    patient: (patientId) => found(patients.get(patientId), 'patient'),
  };
}

function found<T>(one: T | undefined, what: string): T {
  if (one === undefined) throw new Error(`An entry names a ${what} who has no row.`);
  return one;
}
