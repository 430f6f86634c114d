import type { CallArguments } from '#contract/endpoint';
import { findNearMatches, registerPatient, type Patient } from '#contract/patients';
import type { HttpConsole } from './http-console.ts';

type Person = NonNullable<CallArguments<typeof registerPatient>['body']>;

/** Of somebody made up: like whom they may be, they are nobody else. */
export async function openChart(desk: HttpConsole, person: Person): Promise<Patient> {
  const { clinicId, family, given, birthOn, phone } = person;
  const named = { clinicId, family, given, birthOn, phone };
  const { items } = await desk.call(findNearMatches, { body: named });
  const seenMatches = items.map(({ patient }) => patient.id);
  return desk.call(registerPatient, {
    body: { ...person, seenMatches, notSamePerson: 'Made up' },
  });
}
