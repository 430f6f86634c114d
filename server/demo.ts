// Fills an empty database with the demo organization: the slices' demo rows in the order in which they depend.
import type { Knex } from 'knex';
import { demoAuthorizations } from './authorizations/authorizations-demo.ts';
import type { DemoAuthorizations } from './authorizations/demo-world.ts';
import { demoAvailability } from './availability/availability-demo.ts';
import { demoResources } from './availability/resource/resource-demo.ts';
import { demoCalendar } from './calendar/calendar-demo.ts';
import { demoRecalls } from './calendar/recall/recall-demo.ts';
import { demoCalls } from './calls/calls-demo.ts';
import { demoCallViews } from './calls/views-demo.ts';
import { demoInterfaces } from './interfaces/interfaces-demo.ts';
import { demoNotifications } from './notifications/notifications-demo.ts';
import { demoMessages } from './outreach/outreach-demo.ts';
import { demoCoverages } from './patients/coverage-demo.ts';
import { demoFlags } from './patients/flag-demo.ts';
import { demoPharmacies } from './patients/pharmacy-demo.ts';
import { demoPatients } from './patients/patients-demo.ts';
import { insertTables, type DemoTable } from './platform/demo/demo-tables.ts';
import { demoPrivacy } from './privacy/privacy-demo.ts';
import type { DemoRefills } from './refills/card-demo.ts';
import { demoRefills } from './refills/refills-demo.ts';
import { demoObservations } from './results/observations-demo.ts';
import { demoResults } from './results/results-demo.ts';
import type { DemoClaims } from './claims/demo-claims-world.ts';
import { demoClaims } from './claims/claims-demo.ts';
import { demoClinics, demoOrganizationId, demoStaff, demoStaffId } from './staff/staff-demo.ts';
import { demoWaitlist } from './waitlist/waitlist-demo.ts';

const patientCount = 6000;
const entryCount = 400;
const callCount = 150;
const daysOfHistory = 90;
const refillsPerClinic = 48;
const authorizationsPerClinic = 64;
const resultsPerClinic = 48;
const claimsPerClinic = 72;

/** The same rows for the same `now`; nothing is read from the database. */
export function demoTables(now: string): { tables: DemoTable[]; appointments: number } {
  const organizationId = demoOrganizationId;
  const startedAt = new Date(
    Date.parse(`${now.slice(0, 10)}T12:00:00.000Z`) - daysOfHistory * 86_400_000,
  ).toISOString();
  const staff = demoStaff(startedAt);
  const { patients, tables: patientTables } = demoPatients({
    organizationId,
    count: patientCount,
    startedAt,
  });
  const availability = demoAvailability({ startedAt, now, providers: staff.providers });
  const { resources, tables: resourceTables } = demoResources({ startedAt, now });
  const calendar = demoCalendar({
    organizationId,
    now,
    visitTypes: availability.visitTypes,
    shifts: availability.shifts,
    resources,
    patientIds: patients.map((patient) => patient.id),
    speech: new Map(
      patients.filter(({ interpreter }) => interpreter).map(({ id, language }) => [id, language]),
    ),
  });
  const zones = new Map(demoClinics.map((clinic) => [clinic.id, clinic.zone]));
  const calls = demoCalls({
    organizationId,
    now,
    count: callCount,
    appointments: calendar.appointments,
    zones,
  });
  const waitlist = demoWaitlist({
    organizationId,
    now,
    count: entryCount,
    appointments: calendar.appointments,
    freed: calendar.freed,
    zones,
  });
  const recalls = demoRecalls({
    organizationId,
    now,
    startedAt,
    appointments: calendar.appointments,
  });
  const coming = calendar.appointments.filter(({ starts_at }) => starts_at > now);
  const busy = new Set([
    ...coming.map((visit) => visit.patient_id),
    ...patientIdsIn([...calls.tables, ...waitlist.tables, ...recalls]),
  ]);
  const setBy = demoStaffId('scheduler');
  const flags = demoFlags({ organizationId, patients, busy, startedAt, setBy });
  const coverages = demoCoverages({
    organizationId,
    patients,
    now,
    startedAt,
    verifiedBy: setBy,
  });
  const observations = demoObservations({
    organizationId,
    now,
    appointments: calendar.appointments,
  });
  const pharmacies = demoPharmacies({
    organizationId,
    startedAt,
    payerIds: idsOf(coverages, 'payer'),
  });
  return {
    tables: [
      ...staff.tables,
      ...patientTables,
      ...coverages,
      ...pharmacies,
      ...demoInterfaces({ organizationId, startedAt, payerIds: idsOf(coverages, 'payer') }),
      ...flags.tables,
      ...availability.tables,
      ...resourceTables,
      ...calendar.tables,
      ...recalls,
      ...observations,
      ...demoAuthorizations({
        ...{ organizationId, now, zones, appointments: calendar.appointments },
        perClinic: authorizationsPerClinic,
        coverages: rowsOf(coverages, 'coverage') as DemoAuthorizations['coverages'],
        payers: rowsOf(coverages, 'payer') as DemoAuthorizations['payers'],
        visitTypes: availability.tables
          .filter(({ table }) => table === 'visit_type')
          .flatMap(
            ({ rows }) =>
              rows as (DemoAuthorizations['visitTypes'][number] & {
                needs_authorization: boolean;
              })[],
          )
          .filter(({ needs_authorization }) => needs_authorization),
      }),
      ...demoRefills({
        ...{ organizationId, now, zones, patients, appointments: calendar.appointments },
        perClinic: refillsPerClinic,
        observations: rowsOf(observations, 'observation') as DemoRefills['observations'],
        coverages: rowsOf(coverages, 'coverage') as DemoRefills['coverages'],
        pharmacyIds: idsOf(pharmacies, 'pharmacy'),
      }),
      ...demoResults({
        ...{ organizationId, now, zones, patients, appointments: calendar.appointments },
        perClinic: resultsPerClinic,
        providers: new Map(
          (
            rowsOf(staff.tables, 'staff_member') as { id: string; family: string; given: string }[]
          ).map(({ id, family, given }) => [id, `${family}, ${given}`]),
        ),
      }),
      ...demoClaims({
        ...{ organizationId, now, zones, patients, appointments: calendar.appointments },
        perClinic: claimsPerClinic,
        coverages: rowsOf(coverages, 'coverage') as DemoClaims['coverages'],
        payers: rowsOf(coverages, 'payer') as DemoClaims['payers'],
      }),
      ...calls.tables,
      ...demoCallViews(startedAt),
      ...demoNotifications({ now, ...calls }),
      ...waitlist.tables,
      ...demoMessages({ organizationId, now, patients, appointments: calendar.appointments }),
      ...demoPrivacy({
        organizationId,
        now,
        startedAt,
        patients,
        marks: flags.flags,
        staffIdOf: demoStaffId,
      }),
    ],
    appointments: calendar.appointments.length,
  };
}

function rowsOf(tables: readonly DemoTable[], name: string): readonly object[] {
  return tables.filter(({ table }) => table === name).flatMap(({ rows }) => rows);
}

function idsOf(tables: readonly DemoTable[], name: string): string[] {
  return tables
    .filter(({ table }) => table === name)
    .flatMap(({ rows }) => (rows as readonly { id: string }[]).map(({ id }) => id));
}

function patientIdsIn(tables: readonly DemoTable[]): string[] {
  return tables
    .flatMap(({ rows }) => rows as readonly { patient_id?: string | null }[])
    .flatMap(({ patient_id }) => patient_id ?? []);
}

export async function loadDemo(
  owner: Knex,
  now: string,
): Promise<{ patients: number; appointments: number }> {
  const { tables, appointments } = demoTables(now);
  await owner.transaction(async (transaction) => {
    await insertTables(transaction, tables);
    // Plans for what has just been filled, without waiting for the database to notice by itself.
    for (const { table } of tables) await transaction.raw('analyze ??', [table]);
  });
  return { patients: patientCount, appointments };
}
