// A booking without overrides is accepted exactly when every rule allows it, judged here once more and otherwise.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenOrganization, givenProvider, givenStaff } from '../staff/given-organization.ts';
import { bookAppointment } from './calendar-service.ts';
import { givenSeen } from './given-appointment.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const dates = ['2026-11-24', '2026-11-25'] as const;
const forWhom = fc.oneof(
  { weight: 4, arbitrary: fc.constant('any' as const) },
  { weight: 1, arbitrary: fc.constantFrom('new' as const, 'established' as const) },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: null });

const type = fc.record({
  minutes: fc.constantFrom(15, 30, 60),
  bufferBefore: fc.constantFrom(0, 5),
  bufferAfter: fc.constantFrom(0, 10),
  patients: forWhom,
  terms: fc.constantFrom(
    { leadMinutes: 0, horizonDays: null },
    { leadMinutes: 0, horizonDays: null },
    { leadMinutes: 0, horizonDays: 1 },
    { leadMinutes: 1200, horizonDays: null },
    { leadMinutes: 1800, horizonDays: 2 },
  ),
});
/** One in the morning and one in the afternoon, never side by side. */
const block = (earliest: number) =>
  fc.record({
    startsHour: fc.integer({ min: earliest, max: earliest + 2 }),
    hours: fc.integer({ min: 2, max: 3 }),
    types: fc.constantFrom([], [], [0], [1]),
    patients: forWhom,
    hold: maybe(fc.record({ daysBefore: fc.constantFrom(0, 1), hour: fc.constantFrom(6, 12, 20) })),
  });
const world = fc.record({
  zone: fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'),
  types: fc.tuple(type, type),
  blocks: fc.tuple(block(7), block(13)),
  visitsADay: maybe(fc.integer({ min: 1, max: 3 })),
  newPatientsADay: maybe(fc.integer({ min: 0, max: 1 })),
  attempts: fc.array(
    fc.record({
      type: fc.nat({ max: 1 }),
      patient: fc.nat({ max: 2 }),
      day: fc.nat({ max: 1 }),
      /** Mostly in hours. */
      quarter: fc.integer({ min: 28, max: 72 }),
    }),
    { minLength: 8, maxLength: 16 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer A> ? A : never;
type Attempt = World['attempts'][number];

interface Accepted {
  patient: number;
  date: string;
  from: number;
  until: number;
  takenFrom: number;
  takenUntil: number;
}

const minute = 60_000;
/** Patient 2 was seen in the clinic a year ago. */
const isNew = (patient: number): boolean => patient !== 2;

function instantOf(zone: string, date: string, minutes: number): number {
  const midnight = Temporal.PlainDate.from(date).toPlainDateTime();
  return midnight.add({ minutes }).toZonedDateTime(zone).epochMilliseconds;
}

function visitOf({ zone, types }: World, attempt: Attempt): Accepted {
  const { minutes, bufferBefore, bufferAfter } = types[attempt.type]!;
  const date = dates[attempt.day]!;
  const from = instantOf(zone, date, attempt.quarter * 15);
  const until = from + minutes * minute;
  return {
    ...{ patient: attempt.patient, date, from, until },
    takenFrom: from - bufferBefore * minute,
    takenUntil: until + bufferAfter * minute,
  };
}

/** Which rules speak against it, each by itself, minute for minute where it is about time. */
function against(of: World, attempt: Attempt, accepted: readonly Accepted[]): string[] {
  const now = Date.parse(testStart);
  const visit = visitOf(of, attempt);
  const { from, until, date, patient } = visit;
  const kind = of.types[attempt.type]!;
  const { horizonDays } = kind.terms;
  const isFor = (whom: string): boolean => whom === 'any' || (whom === 'new') === isNew(patient);
  const minutes = Array.from({ length: kind.minutes }, (_, n) => from + n * minute);
  const within = of.blocks.find((one) => {
    const [opens, ends] = [one.startsHour, one.startsHour + one.hours].map((hour) =>
      instantOf(of.zone, date, hour * 60),
    );
    return minutes.every((at) => at >= opens! && at < ends!);
  });
  const day = accepted.filter((other) => other.date === date);
  const hold = within?.hold ?? null;
  const opensAt =
    hold === null
      ? -Infinity
      : instantOf(
          of.zone,
          Temporal.PlainDate.from(date).subtract({ days: hold.daysBefore }).toString(),
          hold.hour * 60,
        );
  const rules: [string, boolean][] = [
    ['past', from < now],
    ['lead', from < now + kind.terms.leadMinutes * minute],
    ['horizon', horizonDays !== null && from > now + horizonDays * 1440 * minute],
    ['type for others', !isFor(kind.patients)],
    ['outside hours', within === undefined],
    ['hours of other types', (within?.types.length ?? 0) > 0 && within?.types[0] !== attempt.type],
    ['hours for others', !isFor(within?.patients ?? 'any')],
    ['kept', now < opensAt],
    [
      'taken',
      accepted.some(
        (other) => other.takenFrom < visit.takenUntil && visit.takenFrom < other.takenUntil,
      ),
    ],
    [
      'patient busy',
      accepted.some(
        (other) => other.patient === patient && other.from < until && from < other.until,
      ),
    ],
    ['day full', of.visitsADay !== null && day.length >= of.visitsADay],
    [
      'new patients full',
      of.newPatientsADay !== null &&
        isNew(patient) &&
        day.filter((other) => isNew(other.patient)).length >= of.newPatientsADay,
    ],
  ];
  return rules.flatMap(([rule, isBroken]) => (isBroken ? [rule] : []));
}

async function clinicOf(of: World) {
  t.clock.set(testStart);
  const organization = await givenOrganization(t, { clinics: [{ zone: of.zone }] });
  const { organizationId, clinicId, clinicIds } = organization;
  const { scope } = await givenStaff(t, { organizationId, clinicIds });
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  const typeIds: string[] = [];
  for (const { patients, terms, ...length } of of.types)
    typeIds.push(
      await givenVisitType(t, { ...organization, ...length, terms: { ...terms, patients } }),
    );
  const time = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  await givenTemplate(t, {
    ...{ organizationId, clinicId, providerId },
    ...(of.visitsADay === null ? {} : { visitsADay: of.visitsADay }),
    ...(of.newPatientsADay === null ? {} : { newPatientsADay: of.newPatientsADay }),
    blocks: [2, 3].flatMap((weekday) =>
      of.blocks.map(({ startsHour, hours, types, patients, hold }) => ({
        weekday,
        startsAt: time(startsHour),
        endsAt: time(startsHour + hours),
        visitTypeIds: types.map((at) => typeIds[at]!),
        patients,
        sameDayHold: hold && { daysBefore: hold.daysBefore, at: time(hold.hour) },
      })),
    ),
  });
  const patientIds: string[] = [];
  for (let count = 0; count < 3; count++) patientIds.push(await givenPatient(t, organization));
  await givenSeen(t, {
    ...{ organizationId, clinicId, providerId, visitTypeId: typeIds[0]! },
    patientId: patientIds[2]!,
    startsAt: '2025-11-24T15:00:00.000Z',
  });
  return (attempt: Attempt) =>
    t.database.inTransaction(scope, (ctx) =>
      bookAppointment(ctx, {
        ...{ clinicId, providerId, overrides: [] },
        patientId: patientIds[attempt.patient]!,
        visitTypeId: typeIds[attempt.type]!,
        startsAt: new Date(visitOf(of, attempt).from).toISOString(),
      }),
    );
}

describe('a booking', () => {
  it('is accepted exactly when every rule allows it', async () => {
    const seen = new Set<string>();
    let booked = 0;
    await fc.assert(
      fc.asyncProperty(world, async (of) => {
        const book = await clinicOf(of);
        const accepted: Accepted[] = [];
        for (const attempt of of.attempts) {
          const rules = against(of, attempt, accepted);
          const refusal = await book(attempt).then(
            () => null,
            (error: unknown) => {
              assert.ok(error instanceof ProblemError, String(error));
              return error.message;
            },
          );
          assert.equal(refusal === null, rules.length === 0, `${rules.join(', ')}: ${refusal}`);
          if (refusal === null) accepted.push(visitOf(of, attempt));
          if (rules.length === 1) seen.add(rules[0]!);
        }
        booked += accepted.length;
      }),
      { numRuns: 250 },
    );
    assert.ok(booked > 60, `only ${booked} were booked`);
    assert.ok(seen.size >= 9, `alone in the way were only ${[...seen].join(', ')}`);
  });
});
