// Builders for specs: a clinic with a pharmacist and a prescriber, prescriptions with fills, protocols, requests.
import type { MedicationOrder, Prescription } from '#contract/prescription';
import type { ProtocolTerms } from '#contract/refill-protocol';
import type { Refill } from '#contract/refill-request';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { givenPharmacy } from '../patients/given-pharmacy.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { getRefillCard } from './card-service.ts';
import { addPrescription, recordFill, type AddPrescription } from './prescription-service.ts';
import { addRefillProtocol, signRefillProtocol } from './protocol-service.ts';
import { refills } from './refills-queue.ts';
import { takeInRefill, type TakeInRefill } from './take-in-service.ts';

export interface RefillClinic {
  organizationId: string;
  clinicId: string;
  pharmacist: GivenStaff;
  prescriber: GivenStaff;
  scheduler: GivenStaff;
  manager: GivenStaff;
  pharmacyId: string;
  system: Scope;
}

export async function givenRefillClinic(t: TestDatabase): Promise<RefillClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const person = (
    role: 'pharmacist' | 'clinician' | 'scheduler' | 'clinic-manager',
    given: string,
  ) => givenStaff(t, { organizationId, clinicIds: [clinicId], role, given });
  const prescriber = await person('clinician', 'Dora');
  await givenAuthority(t, prescriber);
  return {
    organizationId,
    clinicId,
    pharmacist: await person('pharmacist', 'Phil'),
    prescriber,
    scheduler: await person('scheduler', 'Sam'),
    manager: await person('clinic-manager', 'Mia'),
    pharmacyId: await givenPharmacy(t, organizationId, { mail_days: 4 }),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

/** A licence in force in Massachusetts, and the schedules of the DEA registration. */
export async function givenAuthority(
  t: TestDatabase,
  { staffId }: GivenStaff,
  schedules: readonly string[] = ['2', '3', '4', '5'],
): Promise<void> {
  await t
    .owner('staff_member')
    .where({ id: staffId })
    .update({
      prescriber: true,
      dea_schedules: [...schedules],
      licence_number: 'MA-1',
      licence_state: 'MA',
      licence_expires_on: '2027-12-31',
    });
}

export const metformin: MedicationOrder = {
  rxnorm: '861007',
  name: 'Metformin',
  form: 'tablet',
  strength: '500 mg',
  sig: 'Take 1 tablet twice daily',
  quantity: 60,
  unit: 'tablet',
  daysSupply: 30,
  repeats: 0,
};

export async function givenPrescription(
  t: TestDatabase,
  clinic: Pick<RefillClinic, 'clinicId' | 'system' | 'pharmacyId' | 'organizationId'>,
  overrides: Partial<AddPrescription> & { filledOn?: string | null } = {},
): Promise<Prescription> {
  const { filledOn = '2026-10-25', ...given } = overrides;
  const patientId = given.patientId ?? (await givenPatient(t, clinic));
  return t.database.inTransaction(clinic.system, async (ctx) => {
    const added = await addPrescription(ctx, {
      clinicId: clinic.clinicId,
      patientId,
      order: metformin,
      schedule: null,
      asNeeded: false,
      issuedOn: '2026-10-20',
      expiresOn: '2027-10-20',
      startedOn: '2024-01-10',
      prescriberId: null,
      prescriberName: 'Lee, Hannah',
      priorId: null,
      pharmacyId: clinic.pharmacyId,
      way: 'pickup',
      ...given,
    });
    if (filledOn === null) return added;
    return recordFill(ctx, {
      prescriptionId: added.id,
      expectedVersion: added.version,
      filledOn,
      status: 'completed',
      number: 1,
      given: { ...added.order, repeats: null },
    });
  });
}

export function askFor(
  prescription: Prescription,
  overrides: Partial<TakeInRefill> = {},
): TakeInRefill {
  return {
    clinicId: prescription.clinicId,
    patientId: prescription.patientId,
    prescriptionId: prescription.id,
    requested: { ...prescription.order, repeats: 2 },
    pharmacyId: null,
    way: 'pickup',
    said: { patient: '', prescriber: '', pharmacy: '', note: '' },
    priority: 'routine',
    ...overrides,
  };
}

export async function givenRefill(
  t: TestDatabase,
  clinic: RefillClinic,
  { prescription, ...overrides }: Partial<TakeInRefill> & { prescription?: Prescription } = {},
): Promise<Refill> {
  const ordered = prescription ?? (await givenPrescription(t, clinic));
  const { item } = await t.database.inTransaction(clinic.system, (ctx) =>
    takeInRefill(ctx, askFor(ordered, overrides)),
  );
  return item;
}

export const metforminTerms: ProtocolTerms = {
  title: 'Metformin',
  groups: ['biguanide'],
  criteria: [],
  mostDays: 90,
  mostRepeats: 3,
  bridgeDays: 30,
  sampleOneIn: 0,
  source: 'Medical director',
  expiresOn: '2027-06-30',
};

/** Signed by the clinic's prescriber. */
export async function givenProtocol(
  t: TestDatabase,
  clinic: RefillClinic,
  terms: Partial<ProtocolTerms> = {},
): Promise<string> {
  const { clinicId, prescriber, system } = clinic;
  const added = await t.database.inTransaction(system, (ctx) =>
    addRefillProtocol(ctx, { clinicId, terms: { ...metforminTerms, ...terms } }),
  );
  await t.database.inTransaction(prescriber.scope, (ctx) =>
    signRefillProtocol(ctx, { protocolId: added.id, expectedVersion: added.version }),
  );
  return added.id;
}

/** The payer's list is known and asks for nothing: the card has no unknown of it. */
export async function givenKnownPayer(
  t: TestDatabase,
  clinic: Pick<RefillClinic, 'organizationId' | 'clinicId'>,
  patientId: string,
): Promise<void> {
  const { organizationId, clinicId } = clinic;
  const payerId = await givenPayer(t, organizationId);
  await givenCoverage(t, { organizationId, patientId, payerId });
  const known = await t
    .owner('dated_rule')
    .where({ clinic_id: clinicId, rule: 'refills.terms', effective_to: null })
    .first<{ value: { payers: object[] }; version: number } | undefined>('value', 'version');
  const listed = { payerId, tooSoonPercent: null, authorizationFor: [], source: 'Formulary' };
  const standard = {
    ...{ transport: null, tooSoonPercent: 75, payers: [], validMonths: 12 },
    ...{ acknowledgeMinutes: 60, pickupDays: 10 },
  };
  const before = known?.value ?? standard;
  const value = JSON.stringify({ ...before, payers: [...before.payers, listed] });
  if (known) {
    const key = { clinic_id: clinicId, rule: 'refills.terms', version: known.version };
    await t.owner('dated_rule').where(key).update({ value });
  } else
    await t.owner('dated_rule').insert({
      ...{ organization_id: organizationId, clinic_id: clinicId, rule: 'refills.terms' },
      ...{ version: 1, value, source: 'test', effective_from: t.clock.now, actor_id: null },
    });
}

/** Claimed by somebody, with what a decision must repeat. */
export async function givenInHand(
  t: TestDatabase,
  { scope }: GivenStaff,
  itemId: string,
): Promise<{ itemId: string; token: number; stamp: string; note: string }> {
  const { work } = await t.database.inTransaction(scope, (ctx) => claimWork(ctx, refills, itemId));
  const { stamp } = await t.database.inTransaction(scope, (ctx) =>
    getRefillCard(ctx, itemId, null),
  );
  return { itemId, token: work.lease?.token ?? -1, stamp, note: '' };
}
