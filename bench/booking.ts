// Bookings per second through HTTP, with policy, audit and change log, from three processes; against a bare route
// that runs as many plain statements.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listDay } from '#contract/calendar';
import { startServer } from '../e2e/support/server-process.ts';
import type { Bench } from './bench.ts';
import { httpConsole, type HttpConsole } from '../scripts/http-console.ts';
import { planBookings, type Booking } from './plan-bookings.ts';
import { runProcess, startBaseline } from './processes.ts';

const rounds = 5;
const perRound = 600;
const loaders = 3;

export const booking: Bench = {
  name: 'booking',
  unit: 'bookings/s',
  baselineName: 'bare Express route, same number of statements',
  goal: { atLeast: 0.5 },
  rounds,
  async prepare() {
    const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
    const server = await startServer({ port: 4395, dataDir });
    const bare = await startBaseline('bench/baselines/express-booking.ts', 4396);
    const console = await httpConsole(server.url, 'clinic-manager');
    const plan = await planBookings(console, rounds * perRound);
    let done = 0;
    return {
      n: perRound,
      async ours() {
        const round = plan.slice(done, done + perRound);
        done += perRound;
        return load(server.url, round);
      },
      baseline: () => load(bare.url, plan.slice(0, perRound)),
      faults: () => overlaps(console, plan.slice(0, done)),
      async end() {
        await server.stop();
        await bare.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Splits the bookings over the loader processes and times them together. */
async function load(url: string, bookings: readonly Booking[]): Promise<number> {
  const shares = Array.from({ length: loaders }, (_, at) =>
    bookings.filter((_booking, index) => index % loaders === at),
  );
  const answers = await Promise.all(
    shares.map((share) => runProcess('bench/load/book.ts', [url], JSON.stringify(share))),
  );
  const spans = answers.map((text) => JSON.parse(text) as { from: number; to: number });
  const seconds =
    (Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from))) / 1000;
  return bookings.length / seconds;
}

async function overlaps(console: HttpConsole, booked: readonly Booking[]): Promise<string[]> {
  const faults: string[] = [];
  const days = new Set(booked.map(({ clinicId, date }) => `${clinicId} ${date}`));
  let found = 0;
  for (const day of days) {
    const [clinicId = '', date = ''] = day.split(' ');
    const { appointments } = await console.call(listDay, { query: { clinicId, date } });
    const held = appointments.filter(({ status }) => status === 'booked');
    found += held.length;
    for (const one of held) {
      const clash = held.find(
        (other) =>
          other.id > one.id &&
          other.providerId === one.providerId &&
          other.startsAt < one.endsAt &&
          one.startsAt < other.endsAt,
      );
      if (clash) faults.push(`${one.id} overlaps ${clash.id}`);
    }
  }
  if (found < booked.length) faults.push(`${booked.length - found} bookings are missing`);
  return faults;
}
