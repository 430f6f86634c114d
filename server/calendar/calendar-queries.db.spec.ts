import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { nextFreeTimes, workingWindows } from '../availability/availability-queries.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import {
  findAppointment,
  history,
  listBookedVisits,
  listDay,
  listPatientAppointments,
  patientBusy,
} from './calendar-queries.ts';
import { givenAppointment } from './given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { isTimeFree } from './occupied-queries.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const date = '2026-11-24';
const hour = { startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-24T15:00:00.000Z' };

/** A year of half-hours around the day asked for, so that an index is worth reading. */
async function givenBusyYear(clinic: BookableClinic): Promise<void> {
  const { organizationId, clinicId, providerId, patientId, visitTypeId } = clinic;
  const patients = [patientId];
  for (let n = 0; n < 30; n++) patients.push(await givenPatient(t, clinic));
  await t.owner.transaction(async (both) => {
    await both.raw(
      `insert into appointment (organization_id, id, clinic_id, provider_id, patient_id, visit_type_id, modality,
       status, starts_at, ends_at, created_at)
     select ?, gen_random_uuid(), ?, ?, (?::uuid[])[1 + n % 31], ?, 'in-person', 'booked',
       s.at, s.at + interval '30 minutes', s.at
     from (select n, timestamptz '2026-05-24T14:00Z' + n * interval '30 minutes' as at
           from generate_series(0, 17000) n) s`,
      [organizationId, clinicId, providerId, patients, visitTypeId],
    );
    await both.raw(
      `insert into occupied_time
       (organization_id, resource_kind, resource_id, during, starts_at, ends_at, clinic_id, appointment_id)
     select organization_id, 'provider', provider_id, tstzrange(starts_at, ends_at), starts_at, ends_at,
       clinic_id, id
     from appointment where organization_id = ?`,
      [organizationId],
    );
  });
  await t.owner.raw('analyze appointment; analyze occupied_time');
}

interface Statement {
  sql: string;
  bindings: readonly unknown[];
}

/** The plans of all reads of the action, made in the caller's own scope and role. */
async function plansOf(ctx: Ctx, action: (ctx: Ctx) => Promise<unknown>): Promise<string[]> {
  const statements: Statement[] = [];
  const note = (query: Statement): unknown => statements.push(query);
  ctx.db.on('query', note);
  await action(ctx);
  ctx.db.off('query', note);
  const plans: string[] = [];
  for (const { sql, bindings } of statements) {
    // Bindings as the driver sends them: numbered in the text already.
    const text = sql.replace(/\$\d+/g, '?');
    const { rows } = await ctx.db.raw<{ rows: Record<string, string>[] }>(
      `explain ${text}`,
      bindings as string[],
    );
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}

describe('the reads of the calendar', () => {
  it('reach the rows by an index, as the application’s role behind row-level security', async () => {
    const clinic = await givenBookableClinic(t);
    await givenBusyYear(clinic);
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const id = await givenAppointment(t, {
      ...clinic,
      startsAt: '2028-01-03T14:00:00Z',
    });
    const span = { clinicId, providerId, fromAt: hour.startsAt, untilAt: hour.endsAt };
    const reads: Record<string, (ctx: Ctx) => Promise<unknown>> = {
      listDay: (ctx) => listDay(ctx, clinicId, date),
      findAppointment: (ctx) => findAppointment(ctx, id),
      history: (ctx) => history(ctx, id),
      listPatientAppointments: (ctx) => listPatientAppointments(ctx, patientId),
      listBookedVisits: (ctx) => listBookedVisits(ctx, span),
      isTimeFree: (ctx) => isTimeFree(ctx, { providerId, ...hour }),
      patientBusy: (ctx) => patientBusy(ctx, [patientId], hour),
      workingWindows: (ctx) => workingWindows(ctx, clinicId, hour),
      nextFreeTimes: (ctx) =>
        nextFreeTimes(ctx, {
          clinicId,
          visitTypeId,
          providerIds: [],
          fromAt: hour.startsAt,
          days: 2,
          limit: 3,
        }),
    };
    await clinic.act(async (ctx) => {
      for (const [name, read] of Object.entries(reads)) {
        for (const plan of await plansOf(ctx, read))
          assert.doesNotMatch(
            plan,
            /Seq Scan on (appointment|occupied_time)\b/,
            `${name}: ${plan}`,
          );
      }
    });
  });

  it('bound what they read by the start, not only by the filter', async () => {
    const clinic = await givenBookableClinic(t);
    await givenBusyYear(clinic);
    const { clinicId, providerId } = clinic;
    const conditions = (plans: readonly string[], table: string): string =>
      plans.filter((plan) => plan.includes(` on ${table}`)).join('\n');
    await clinic.act(async (ctx) => {
      const day = conditions(await plansOf(ctx, (c) => listDay(c, clinicId, date)), 'appointment');
      assert.match(day, /Index Cond: .*clinic_id.*starts_at > .*starts_at < /);
      const free = await plansOf(ctx, (c) => isTimeFree(c, { providerId, ...hour }));
      assert.match(
        conditions(free, 'occupied_time'),
        /Index Cond: .*resource_id.*starts_at > .*starts_at < /,
      );
    });
  });
});
