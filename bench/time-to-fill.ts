// Ten busy days of real bookings: times that patients call off, filled by waves that leave by themselves, against somebody
// who calls those who wait, one after another. One replay gives both figures; each round is another share of patients
// who answer, and the same patients answer the same on both sides.
import { createReadStream } from 'node:fs';
import { bookingsCorpus, findCorpus } from '../scripts/corpora.ts';
import { readBookings } from '../scripts/replay-bookings.ts';
import { median, type Bench, type Measured } from './bench.ts';
import { answerRates } from './filling/assumptions.ts';
import { fillByWaves, type FilledByWaves } from './filling/automatic-waves.ts';
import { planBusyDays, type BusyDays } from './filling/busy-days.ts';
import type { Filled } from './filling/filled.ts';
import { callByHand } from './filling/manual-desk.ts';

/** The clinic with the most visits. */
const busy = { clinic: '1', days: 10 };

export const timeToFill: Bench = {
  name: 'time-to-fill',
  unit: 'min p50',
  baselineName: 'a call every 5 minutes',
  goal: { atMost: 0.2 },
  rounds: answerRates.length,
  missing,
  prepare: () => prepare(({ minutes }) => median(minutes)),
};

export const fillRate: Bench = {
  name: 'fill-rate',
  unit: 'of the times called off',
  baselineName: 'a call every 5 minutes',
  goal: { atLeast: 2 },
  rounds: answerRates.length,
  missing,
  prepare: () => prepare(shareFilled),
};

function missing(): string | null {
  return findCorpus(bookingsCorpus) === null ? `the real bookings (${bookingsCorpus})` : null;
}

interface Replayed {
  plan: BusyDays;
  waves: FilledByWaves[];
  desk: Filled[];
  deskAtOnce: Filled[];
}

let replayed: Promise<Replayed> | undefined;

async function replay(): Promise<Replayed> {
  const { bookings } = await readBookings(createReadStream(findCorpus(bookingsCorpus) ?? ''));
  const plan = planBusyDays(bookings, busy);
  return {
    plan,
    waves: await Promise.all(answerRates.map((rate) => fillByWaves(plan, rate))),
    desk: answerRates.map((rate) => callByHand(plan, rate, 'calls-back')),
    deskAtOnce: answerRates.map((rate) => callByHand(plan, rate, 'at-once')),
  };
}

async function prepare(figureOf: (filled: Filled) => number): Promise<Measured> {
  replayed ??= replay();
  const { plan, waves, desk, deskAtOnce } = await replayed;
  const ours = waves.values();
  const baseline = desk.values();
  return {
    n: waves[0]?.freed ?? 0,
    ours: () => Promise.resolve(figureOf(ours.next().value!)),
    baseline: () => Promise.resolve(figureOf(baseline.next().value!)),
    faults: () =>
      Promise.resolve(
        waves.flatMap(({ doubleBookings }) =>
          doubleBookings > 0 ? [`${String(doubleBookings)} double bookings`] : [],
        ),
      ),
    details: {
      clinic: plan.clinic,
      days: `${plan.days[0] ?? ''}–${plan.days.at(-1) ?? ''}`,
      visits: plan.visits.length,
      waiting: plan.visits.filter(({ waits }) => waits).length,
      notKept: plan.notKept,
      secondVisits: plan.secondVisits,
      tooLate: plan.tooLate,
      byShareWhoAnswer: answerRates.map((rate, at) => ({
        rate,
        waves: told(waves[at]!),
        desk: told(desk[at]!),
        deskAnsweredAtOnce: told(deskAtOnce[at]!),
      })),
    },
    end: () => Promise.resolve(),
  };
}

function shareFilled({ filled, freed }: Filled): number {
  return filled / freed;
}

function told({ minutes, ...counts }: Filled): object {
  return { ...counts, medianMinutes: Math.round(median(minutes) * 10) / 10 };
}
