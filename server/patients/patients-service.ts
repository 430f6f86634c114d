// Use cases of patient identity.
import type { PatientAddress } from '#contract/patient-record';
import type { NewCoverage } from '#contract/coverage';
import type { NearMatch, Patient, PatientHeader } from '#contract/patients';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, withinField } from '../platform/problem.ts';
import { addCoverage } from './coverage-service.ts';
import { listNearMatches } from './match-queries.ts';
import type { Person } from './match-rules.ts';
import { requireOtherPerson } from './match-service.ts';
import { denyRegistering } from './patients-policy.ts';
import { getPatient, latestDate, listLookAlikes } from './patients-queries.ts';
import { insertPatient, lockRegistrations } from './patients-repository.ts';
import { birthDateFault } from './patients-rules.ts';
import { patientView } from './patients-view.ts';
import { e164Of } from '../platform/phone-number.ts';
import { phoneFault } from './check-details.ts';

export async function getPatientHeader(ctx: Ctx, patientId: string): Promise<PatientHeader> {
  const patient = await getPatient(ctx, patientId);
  return { patient, lookAlikes: await listLookAlikes(ctx, patient) };
}

export interface RegisterPatient extends NamedPerson {
  sex: Patient['sex'];
  language: string;
  interpreter: boolean;
  email: string | null;
  seenMatches: readonly string[];
  notSamePerson?: string | undefined;
  coverage?: NewCoverage | undefined;
}

export interface NamedPerson {
  clinicId: string;
  family: string;
  given: string;
  birthOn: string;
  /** As typed. */
  phone: string | null;
  address: { line: string; city: string; state: string; postalCode: string } | null;
}

export async function findNearMatches(ctx: Ctx, input: NamedPerson): Promise<NearMatch[]> {
  requireRegistering(ctx, input.clinicId);
  return listNearMatches(
    ctx,
    soughtPerson(input, input.phone === null ? null : e164Of(input.phone)),
  );
}

export async function registerPatient(ctx: Ctx, input: RegisterPatient): Promise<Patient> {
  const { clinicId, birthOn, seenMatches, notSamePerson, address, coverage, ...person } = input;
  requireRegistering(ctx, clinicId);
  const fault = birthDateFault(birthOn, latestDate(ctx.now));
  if (fault) throw invalidInput('birthOn', fault);
  const phone = input.phone === null ? null : e164Of(input.phone);
  if (input.phone !== null && phone === null) throw invalidInput('phone', phoneFault);
  await lockRegistrations(ctx);
  const notSameAs = await requireOtherPerson(ctx, {
    person: soughtPerson(input, phone),
    seenMatches,
    reason: notSamePerson,
  });
  const row = await insertPatient(
    ctx,
    { id: newId(), birth_on: birthOn, ...person, phone },
    address ? [homeAddress(address)] : [],
  );
  recordChange(ctx, {
    type: 'patients.patient-registered',
    clinicId: null,
    entityId: row.id,
    version: row.version,
    payload: null,
  });
  recordAudit(ctx, { act: 'patient.register', clinicId, entityId: row.id, detail: notSameAs });
  if (coverage)
    await withinField('coverage', () =>
      addCoverage(ctx, { clinicId, patientId: row.id, ...coverage }),
    );
  return patientView(row);
}

function requireRegistering(ctx: Ctx, clinicId: string): void {
  const denied = denyRegistering((permission, where) => mayAct(ctx, permission, where), clinicId);
  if (denied) throw notAllowed(denied);
}

function soughtPerson(
  { family, given, birthOn, address }: NamedPerson,
  phone: string | null,
): Person & { besides: null } {
  return {
    family,
    given,
    birthOn,
    phones: phone === null ? [] : [phone],
    addresses: address ? [address] : [],
    besides: null,
  };
}

function homeAddress(address: NonNullable<NamedPerson['address']>): PatientAddress {
  return { use: 'home', line2: null, country: 'US', fromOn: null, untilOn: null, ...address };
}
