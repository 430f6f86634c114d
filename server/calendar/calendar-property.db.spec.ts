import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { CalendarState } from '#contract/calendar';
import { givenTemplate } from '../availability/given-template.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenProvider } from '../staff/given-organization.ts';
import {
  bookAppointment,
  cancelAppointment,
  closeUndo,
  moveAppointment,
  reinstateAppointment,
} from './calendar-service.ts';
import { listDayAsOf } from './as-of-queries.ts';
import { resizeAppointment } from './resize-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const days = ['2026-11-23', '2026-11-24'] as const;
/** Few starts, so that most actions meet: every quarter of an hour from 08:45 on Tuesday. */
const startOf = (quarter: number): string =>
  new Date(Date.parse('2026-11-24T13:45:00Z') + quarter * 15 * 60_000).toISOString();

const which = fc.nat({ max: 5 });
const quarter = fc.nat({ max: 8 });
const provider = fc.nat({ max: 1 });
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('book' as const), quarter, provider }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('move' as const), which, quarter, provider }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('resize' as const), which, fives: fc.nat({ max: 11 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reinstate' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close-undo' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(70) }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

interface World {
  clinic: BookableClinic;
  providers: string[];
  patients: string[];
  booked: string[];
}

async function givenWorld(): Promise<World> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t, { bufferAfter: 5 });
  const { organizationId, clinicId } = clinic;
  const second = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId: second });
  const patients = [clinic.patientId, await givenPatient(t, clinic), await givenPatient(t, clinic)];
  return { clinic, providers: [clinic.providerId, second], patients, booked: [] };
}

async function perform(world: World, step: Action): Promise<void> {
  const { clinic, providers, patients, booked } = world;
  const pick = (n: number): string => booked[n % booked.length]!;
  if (step.do === 'wait') t.clock.advance({ seconds: step.seconds });
  else if (step.do === 'book') {
    const { id } = await clinic.act((ctx) =>
      bookAppointment(ctx, {
        clinicId: clinic.clinicId,
        providerId: providers[step.provider]!,
        patientId: patients[step.quarter % patients.length]!,
        visitTypeId: clinic.visitTypeId,
        startsAt: startOf(step.quarter),
        overrides: [],
      }),
    );
    booked.push(id);
  } else if (booked.length > 0) {
    const wanted = { appointmentId: pick(step.which), expectedVersion: null };
    await clinic.act(async (ctx) => {
      if (step.do === 'cancel') await cancelAppointment(ctx, { ...wanted, reason: 'pat' });
      else if (step.do === 'reinstate') await reinstateAppointment(ctx, wanted);
      else if (step.do === 'resize')
        await resizeAppointment(ctx, { ...wanted, minutes: 5 + step.fives * 5, overrides: [] });
      else if (step.do === 'close-undo') await closeUndo(ctx, wanted.appointmentId);
      else {
        const providerId = providers[step.provider]!;
        const startsAt = startOf(step.quarter);
        await moveAppointment(ctx, { ...wanted, startsAt, providerId, overrides: [] });
      }
    });
  }
}

async function requireSound({ clinic }: World): Promise<void> {
  const where = { organization_id: clinic.organizationId };
  const visits = await t
    .owner('appointment')
    .where({ ...where, status: 'booked' })
    .select<{ id: string; provider_id: string; starts_at: string; ends_at: string }[]>('*');
  const occupied = await t
    .owner('occupied_time')
    .where(where)
    .orderBy(['resource_id', 'starts_at'])
    .select<{ appointment_id: string; resource_id: string; starts_at: string; ends_at: string }[]>(
      '*',
    );
  const plusBuffer = (at: string): string => new Date(Date.parse(at) + 5 * 60_000).toISOString();
  assert.deepEqual(
    occupied.map((row) => [row.appointment_id, row.resource_id, row.starts_at, row.ends_at]).sort(),
    visits.map((row) => [row.id, row.provider_id, row.starts_at, plusBuffer(row.ends_at)]).sort(),
    'occupied exactly while booked',
  );
  for (const [n, row] of occupied.entries()) {
    const next = occupied[n + 1];
    if (next?.resource_id === row.resource_id) assert.ok(row.ends_at <= next.starts_at);
  }
}

/** Each instant, asked about later, is answered as the day was shown then. */
async function requirePast(
  { clinic }: World,
  past: ReadonlyMap<string, CalendarState>,
): Promise<void> {
  const { clinicId } = clinic;
  for (const [asOf, { appointments }] of past) {
    const answers = await clinic.act((ctx) =>
      Promise.all(days.map((date) => listDayAsOf(ctx, { clinicId, date, asOf }))),
    );
    const stood = answers.flatMap((answer) => answer.appointments.map((one) => [one.id, one]));
    assert.deepEqual(Object.fromEntries(stood), appointments, asOf);
  }
}

describe('any sequence of actions', () => {
  it('leaves no overlap, time occupied exactly by booked visits, consoles that need no reload, and a past that stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (steps) => {
        const world = await givenWorld();
        const empty = await world.clinic.snapshot(...days);
        const past = new Map([[t.clock.now, empty]]);
        for (const step of steps) {
          await perform(world, step).catch((error: unknown) => {
            assert.ok(error instanceof ProblemError, String(error));
          });
          await requireSound(world);
          past.set(t.clock.now, await world.clinic.snapshot(...days));
        }
        await requirePast(world, past);
        const changes = await loggedChanges(t, world.clinic.organizationId);
        assert.deepEqual(changes.reduce(foldCalendar, empty), await world.clinic.snapshot(...days));
        assert.deepEqual(
          changes.map(({ seq }) => seq),
          changes.map((_, n) => n + 1),
          'no gap in the feed',
        );
      }),
      { numRuns: 25 },
    );
  });
});
