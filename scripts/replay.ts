// Replays one clinic's day of real booking data against a running demo server:
//   npm run replay -- FILE --clinic NAME_OR_NUMBER --day YYYY-MM-DD [--url http://127.0.0.1:4300]
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { listDay } from '#contract/calendar';
import { changeOutreachPolicy, getOutreachPolicy, type OutreachPolicy } from '#contract/outreach';
import {
  changeWaitlistPolicy,
  getWaitlistPolicy,
  type WaitlistPolicy,
} from '#contract/waitlist-policy';
import { localDateOf } from '../server/platform/clock/instants.ts';
import { Temporal } from '../server/platform/clock/temporal.ts';
import { httpConsole, type HttpConsole } from './http-console.ts';
import { bookPlan, type Target } from './replay-booking.ts';
import { readBookings } from './replay-bookings.ts';
import { fillCancelled } from './replay-filling.ts';
import { countOverlaps, median } from './replay-figures.ts';
import { chooseClinic, planDay, type ReplayPlan } from './replay-plan.ts';

const usage =
  'Usage: npm run replay -- FILE --clinic NAME_OR_NUMBER --day YYYY-MM-DD [--url http://127.0.0.1:4300]';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function readPlan(file: string, clinicWanted: string, day: string): Promise<ReplayPlan> {
  const { bookings, refused } = await readBookings(createReadStream(file));
  for (const { line, why } of refused) say(`line ${line} ${why}: left out`);
  const clinic = chooseClinic(bookings, clinicWanted);
  if (clinic === null) throw new Error(`There is no clinic ${clinicWanted} in the file.`);
  const plan = planDay(bookings, { clinic, day });
  if (plan.visits.length === 0) throw new Error(`${clinic} has no visits on ${day} in the file.`);
  return plan;
}

/** Offers leave at once while the replay runs; the clinic's own rules come back afterwards. */
async function withoutWaiting<T>(
  desk: HttpConsole,
  clinicId: string,
  run: () => Promise<T>,
): Promise<T> {
  const own = await desk.call(getWaitlistPolicy, { query: { clinicId } });
  const change = async (to: Partial<WaitlistPolicy>): Promise<void> => {
    const now = await desk.call(getWaitlistPolicy, { query: { clinicId } });
    const { version: expectedVersion, ...rest } = { ...now, ...to, version: now.version };
    await desk.call(changeWaitlistPolicy, { body: { ...rest, expectedVersion } });
  };
  const ownMessages = await desk.call(getOutreachPolicy, { query: { clinicId } });
  const changeMessages = async (to: Partial<OutreachPolicy>): Promise<void> => {
    const now = await desk.call(getOutreachPolicy, { query: { clinicId } });
    const { version: expectedVersion, ...rest } = { ...now, ...to, version: now.version };
    await desk.call(changeOutreachPolicy, { body: { ...rest, expectedVersion } });
  };
  const atAnyHour = { quietFrom: '00:00', quietUntil: '00:00' };
  await change({ ...atAnyHour, undoSeconds: 0, minLeadMinutes: 0, stopMinutes: 0, mostOffers: 50 });
  await changeMessages(atAnyHour);
  try {
    return await run();
  } finally {
    await change(own);
    await changeMessages(ownMessages);
  }
}

async function replay(url: string, plan: ReplayPlan): Promise<boolean> {
  const desk = await httpConsole(url, 'administrator');
  const clinic = desk.me.clinics[0];
  if (!clinic) throw new Error('The demo person has no clinic.');
  const today = localDateOf(new Date().toISOString(), clinic.zone);
  const date = Temporal.PlainDate.from(today).add({ days: 3 }).toString();
  const target: Target & { url: string } = {
    desk,
    url,
    clinicId: clinic.id,
    zone: clinic.zone,
    date,
  };
  say(`${plan.clinic}, ${plan.day} → ${clinic.name}, ${date}, ${plan.providers} providers`);
  if (plan.secondVisits > 0) say(`second visits of the day left out: ${plan.secondVisits}`);

  const booked = await bookPlan(target, plan);
  const missed = booked.visits.filter(({ planned }) => !planned.kept);
  const filling = await withoutWaiting(desk, clinic.id, () =>
    fillCancelled(
      target,
      missed.map(({ appointment }) => appointment),
    ),
  );
  const { appointments } = await desk.call(listDay, { query: { clinicId: clinic.id, date } });
  const overlaps = countOverlaps(appointments);
  say(`booked            ${booked.visits.length} (and ${booked.waiting} later visits that wait)`);
  say(`cancelled         ${filling.cancelled}`);
  say(`offered           ${filling.offered}`);
  say(`filled            ${filling.filled}`);
  say(`median to fill    ${(median(filling.timesToFill) / 1000).toFixed(1)} s`);
  say(`double bookings   ${overlaps}`);
  return overlaps === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clinic: { type: 'string' },
    day: { type: 'string' },
    help: { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://127.0.0.1:4300' },
  },
});
const [file] = positionals;
if (values.help) {
  say(usage);
} else if (file === undefined || values.clinic === undefined || values.day === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    const plan = await readPlan(file, values.clinic, values.day);
    if (!(await replay(values.url.replace(/\/$/, ''), plan))) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
