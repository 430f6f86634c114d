// The door for charts that were kept in another system: many at once. Whether somebody has a chart already was asked
// before; here it would be too late to ask a person.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { denyRegistering } from './patients-policy.ts';
import { insertPatients } from './patient-import-repository.ts';
import { lockRegistrations, type NewPatient } from './patients-repository.ts';
import { e164Of } from '../platform/phone-number.ts';

export interface ImportedPatient {
  /** Chosen by the caller, who remembers it. */
  id: string;
  family: string;
  given: string;
  birthOn: string;
  sex: NewPatient['sex'];
  language: string;
  phone: string | null;
  email: string | null;
}

export async function importPatients(
  ctx: Ctx,
  { clinicId, patients }: { clinicId: string; patients: readonly ImportedPatient[] },
): Promise<void> {
  const denied = denyRegistering((permission, where) => mayAct(ctx, permission, where), clinicId);
  if (denied) throw notAllowed(denied);
  await lockRegistrations(ctx);
  for (const { id, version } of await insertPatients(ctx, patients.map(newPatient))) {
    recordAudit(ctx, { act: 'patient.import', clinicId, entityId: id });
    recordChange(ctx, {
      type: 'patients.patient-registered',
      clinicId: null,
      entityId: id,
      version,
      payload: null,
    });
  }
}

/** As a registration would read it; `null` when it cannot be a number. */
export function phoneFrom(typed: string): string | null {
  return e164Of(typed);
}

function newPatient(patient: ImportedPatient): NewPatient {
  const { id, family, given, birthOn, sex, language, phone, email } = patient;
  return { id, family, given, birth_on: birthOn, sex, language, phone, email, interpreter: false };
}
