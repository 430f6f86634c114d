// Builders for specs: a clinic with its people and a patient, reports and orders as a laboratory sends them.
import type { Result } from '#contract/result-report';
import { givenPatient } from '../patients/given-patient.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { results } from './results-queue.ts';
import type { SentOrder, SentPerson, SentReport, SentValue } from './sent-report.ts';
import { takeOrder } from './take-order-service.ts';
import { takeReport, type TakenReport } from './take-report-service.ts';

export interface ResultClinic {
  organizationId: string;
  clinicId: string;
  clinician: GivenStaff;
  clerk: GivenStaff;
  scheduler: GivenStaff;
  manager: GivenStaff;
  patientId: string;
  person: SentPerson;
  system: Scope;
}

export const doraNpi = '1234567893';

export async function givenResultClinic(
  t: TestDatabase,
  { birthOn = '1962-03-14' }: { birthOn?: string } = {},
): Promise<ResultClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const person = (
    role: 'clinician' | 'records-clerk' | 'scheduler' | 'clinic-manager',
    given: string,
  ) => givenStaff(t, { organizationId, clinicIds: [clinicId], role, given });
  const clinician = await person('clinician', 'Dora');
  await t
    .owner('staff_member')
    .where({ id: clinician.staffId })
    .update({ npi: doraNpi, credentials: 'MD', is_provider: true });
  await t.owner('provider_clinic').insert({
    ...{ organization_id: organizationId, provider_id: clinician.staffId, clinic_id: clinicId },
  });
  const mrn = `R-${newId().slice(-12)}`;
  const patientId = await givenPatient(t, { organizationId, mrn, birthOn });
  return {
    ...{ organizationId, clinicId, clinician, patientId },
    clerk: await person('records-clerk', 'Rita'),
    scheduler: await person('scheduler', 'Sam'),
    manager: await person('clinic-manager', 'Mia'),
    person: {
      ...{ name: 'Díaz, Ana', family: 'Díaz', given: ['Ana'], birthOn, sex: 'F' },
      numbers: [mrn],
    },
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

export function potassium(text: string, over: Partial<SentValue> = {}): SentValue {
  return {
    ...{ key: 'LN|2823-3|', code: '2823-3', system: 'LN', title: 'Potassium', text },
    ...{ number: Number(text), unit: 'mmol/L', range: '3.5-5.1', flag: 'normal' },
    ...{ status: 'final', observedAt: null, missing: null, notes: [] },
    ...over,
  };
}

export function aReport(
  { person }: Pick<ResultClinic, 'person'>,
  over: Partial<SentReport> & { values?: SentValue[] } = {},
): SentReport {
  const { values = [potassium('4.1')], ...rest } = over;
  return {
    ...{
      source: 'Harbor Lab',
      sender: 'harbor',
      part: 1,
      placer: null,
      filler: `F-${newId().slice(-8)}`,
      kind: 'laboratory',
    },
    ...{ code: '24323-8', system: 'LN', title: 'Comprehensive metabolic panel', categories: [] },
    ...{ person, orderedBy: { npi: doraNpi, name: 'Rivera, Dora' }, orderedAt: null },
    ...{ status: 'final', collectedAt: '2026-11-23T14:00:00.000Z', reportedAt: null },
    content: { values, notes: [], conclusion: '', specimen: null },
    isWhole: true,
    ...rest,
  };
}

export function anOrder(
  { person }: Pick<ResultClinic, 'person'>,
  over: Partial<SentOrder> = {},
): SentOrder {
  return {
    ...{
      source: 'Harbor EHR',
      sender: 'harbor-ehr',
      placer: `P-${newId().slice(-8)}`,
      filler: null,
      kind: 'laboratory',
    },
    ...{ code: '24323-8', system: 'LN', title: 'Comprehensive metabolic panel', categories: [] },
    ...{ person, orderedBy: { npi: doraNpi, name: 'Rivera, Dora' } },
    ...{ orderedAt: null, act: 'order', expectedAt: null },
    ...over,
  };
}

export function take(
  t: TestDatabase,
  { clinicId, system }: Pick<ResultClinic, 'clinicId' | 'system'>,
  sent: SentReport,
): Promise<TakenReport> {
  return t.database.inTransaction(system, (ctx: Ctx) => takeReport(ctx, clinicId, sent));
}

export async function order(
  t: TestDatabase,
  { clinicId, system }: Pick<ResultClinic, 'clinicId' | 'system'>,
  sent: SentOrder,
): Promise<Result> {
  const { item } = await t.database.inTransaction(system, (ctx: Ctx) =>
    takeOrder(ctx, clinicId, sent),
  );
  return item;
}

/** Claimed by somebody, with what a step of theirs has to name. */
export async function heldBy(
  t: TestDatabase,
  { scope }: Pick<GivenStaff, 'scope'>,
  itemId: string,
): Promise<{ itemId: string; token: number; expectedVersion: number }> {
  const item = await t.database.inTransaction(scope, (ctx: Ctx) => claimWork(ctx, results, itemId));
  return { itemId, token: item.work.lease?.token ?? 0, expectedVersion: item.version };
}
