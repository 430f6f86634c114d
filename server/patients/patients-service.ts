// Use cases of patient identity.
import type { Patient, PatientHeader } from '#contract/patients';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { denyRegistering } from './patients-policy.ts';
import { getPatient, latestDate, listLookAlikes } from './patients-queries.ts';
import { insertPatient, lockRegistrations } from './patients-repository.ts';
import { birthDateFault, duplicateSentence, possibleDuplicates } from './patients-rules.ts';
import { patientView } from './patients-view.ts';

export async function getPatientHeader(ctx: Ctx, patientId: string): Promise<PatientHeader> {
  const patient = await getPatient(ctx, patientId);
  const lookAlikes = await listLookAlikes(ctx, patient);
  return { patient, lookAlikes: lookAlikes.map((found) => found.summary) };
}

export interface RegisterPatient {
  clinicId: string;
  family: string;
  given: string;
  birthOn: string;
  sex: Patient['sex'];
  language: string;
  interpreter: boolean;
  phone: string | null;
  email: string | null;
  notSamePerson?: string | undefined;
}

export async function registerPatient(ctx: Ctx, input: RegisterPatient): Promise<Patient> {
  const { clinicId, birthOn, notSamePerson, ...person } = input;
  const denied = denyRegistering((permission, where) => mayAct(ctx, permission, where), clinicId);
  if (denied) throw notAllowed(denied);
  const fault = birthDateFault(birthOn, latestDate(ctx.now));
  if (fault) throw invalidInput('birthOn', fault);
  await lockRegistrations(ctx);
  const lookAlikes = await listLookAlikes(ctx, { id: null, ...person, birthOn });
  const duplicates = possibleDuplicates(lookAlikes);
  if (duplicates.length > 0 && notSamePerson === undefined)
    throw ruleBroken('possible-duplicate', duplicateSentence);

  const patient = patientView(
    await insertPatient(ctx, { id: newId(), birth_on: birthOn, ...person }),
  );
  recordChange(ctx, {
    type: 'patients.patient-registered',
    clinicId: null,
    entityId: patient.id,
    version: patient.version,
    payload: null,
  });
  recordAudit(ctx, {
    act: 'patient.register',
    clinicId,
    entityId: patient.id,
    detail:
      notSamePerson === undefined || duplicates.length === 0
        ? {}
        : { notSameAs: duplicates.map((found) => found.id), reason: notSamePerson },
  });
  return patient;
}
