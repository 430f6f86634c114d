import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Booking } from '../../scripts/replay-bookings.ts';
import { planBusyDays, plus, type BusyDays, type FillingVisit } from './busy-days.ts';
import { answerAbout } from './draw.ts';
import { callByHand } from './manual-desk.ts';

// Six hundred bookings of our own: three days, some booked weeks before, some on the day.
const bookings: Booking[] = Array.from({ length: 600 }, (_, number) => {
  const day = `2016-05-${String(10 + (number % 3))}`;
  const ahead = number % 5 === 0 ? 0 : number % 9;
  const booked = new Date(Date.parse(`${day}T12:00:00Z`) - ahead * 86_400_000);
  const minutes = (number * 7) % 240;
  return {
    line: number + 2,
    patient: String(number % 550),
    visit: String(number),
    clinic: 'NORTE',
    bookedAt: new Date(booked.getTime() + minutes * 60_000).toISOString().replace('.000', ''),
    day,
    age: 40,
    female: true,
    kept: number % 4 > 0,
  };
});

describe('busy days', () => {
  const plan = planBusyDays(bookings, { clinic: '1', days: 2 });
  const ofTheDays = plan.visits.filter(
    ({ startsAt }) => startsAt < (plan.openHours[1]?.until ?? ''),
  );

  it('gives each visit a time of its own that lies ahead when it is booked', () => {
    const times = plan.visits.map(({ provider, startsAt }) => `${provider} ${startsAt}`);
    assert.equal(new Set(times).size, plan.visits.length);
    assert.ok(plan.visits.every(({ bookedAt, startsAt }) => bookedAt < startsAt));
    assert.ok(plan.visits.every(({ provider }) => provider < plan.providers));
  });

  it('calls off only what was not kept, in office hours, after it was booked', () => {
    const off = ofTheDays.filter(({ calledOffAt }) => calledOffAt !== null);
    assert.ok(off.length > 0);
    const missed = new Set(bookings.filter(({ kept }) => !kept).map(({ line }) => line));
    for (const { line, calledOffAt, bookedAt, startsAt } of off) {
      const at = calledOffAt ?? '';
      assert.ok(missed.has(line));
      assert.ok(bookedAt < at && at < startsAt);
      assert.ok(plan.openHours.some(({ from, until }) => from <= at && at < until));
    }
  });

  it('has only people who keep their visit wait, each once', () => {
    const waiting = plan.visits.filter(({ waits }) => waits);
    assert.ok(waiting.length > 0);
    assert.ok(waiting.every(({ calledOffAt }) => calledOffAt === null));
    assert.equal(new Set(waiting.map(({ patient }) => patient)).size, waiting.length);
  });
});

describe('an answer', () => {
  const time = { provider: 1, startsAt: '2026-12-07T13:00:00.000Z' };
  const patients = Array.from({ length: 2000 }, (_, number) => String(number));

  it('is the same whoever asks, and comes from as many as are said to answer', () => {
    assert.deepEqual(answerAbout('7', time, 0.5), answerAbout('7', time, 0.5));
    const answers = patients.flatMap((patient) => answerAbout(patient, time, 0.5) ?? []);
    assert.ok(Math.abs(answers.length / patients.length - 0.5) < 0.05);
    assert.ok(answers.every(({ minutes }) => minutes > 0));
  });

  it('stays what it was when more answer', () => {
    for (const patient of patients) {
      const answer = answerAbout(patient, time, 0.3);
      if (answer) assert.deepEqual(answerAbout(patient, time, 0.6), answer);
    }
  });
});

describe('calls by hand', () => {
  const from = '2026-12-07T13:00:00.000Z';
  const visit = (over: Partial<FillingVisit>): FillingVisit => ({
    ...{ line: 1, patient: 'a', bookedAt: '2026-12-01T13:00:00.000Z', provider: 0 },
    ...{ startsAt: plus(from, 300), endsAt: plus(from, 315) },
    ...{ calledOffAt: null, waits: false },
    ...over,
  });
  const dayOf = (visits: FillingVisit[]): BusyDays => ({
    ...{ clinic: 'NORTE', days: ['2016-05-16'], openHours: [{ from, until: plus(from, 600) }] },
    ...{ providers: 1, visits, notKept: 1, secondVisits: 0, tooLate: 0 },
  });
  const waiting = Array.from({ length: 100 }, (_, number) =>
    visit({ line: 10 + number, patient: `w${number}`, startsAt: plus(from, 20_000), waits: true }),
  );

  it('are one every five minutes, until an hour before the freed time', () => {
    const plan = dayOf([visit({ calledOffAt: plus(from, 60) }), ...waiting]);
    const nobodyAnswers = callByHand(plan, 0, 'calls-back');
    assert.deepEqual(nobodyAnswers, {
      ...{ freed: 1, filled: 0, minutes: [], followed: 0 },
      asked: 37,
    });
  });

  it('fill a time once, sooner where whoever is called answers in the call', () => {
    const plan = dayOf([visit({ calledOffAt: from }), ...waiting]);
    const later = callByHand(plan, 1, 'calls-back');
    const atOnce = callByHand(plan, 1, 'at-once');
    assert.equal(later.filled, 1);
    assert.equal(atOnce.filled, 1);
    assert.ok((atOnce.minutes[0] ?? 0) < (later.minutes[0] ?? 0));
  });

  it('ask nobody who would not gain, and nobody who came to wait later', () => {
    const sooner = waiting.map((one) => ({ ...one, startsAt: plus(from, 100) }));
    const later = waiting.map((one) => ({ ...one, bookedAt: plus(from, 9000) }));
    for (const who of [sooner, later])
      assert.equal(
        callByHand(dayOf([visit({ calledOffAt: from }), ...who]), 1, 'at-once').asked,
        0,
      );
  });
});
