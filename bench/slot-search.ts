// The first twenty free times of two hundred providers over ninety days, over HTTP, against the subtraction of
// multiranges in SQL over the same rows.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreeTimes } from '#contract/availability';
import { listMonth } from '#contract/calendar';
import { startServer } from '../e2e/support/server-process.ts';
import { Temporal } from '../server/platform/clock/temporal.ts';
import { httpConsole, type HttpConsole } from '../scripts/http-console.ts';
import { median, type Bench } from './bench.ts';
import { growCalendars, type GrownCalendars } from './grow-calendars.ts';

const perRound = 12;
const wanted = 20;

type Clinic = GrownCalendars['clinics'][number];

export const slotSearch: Bench = {
  name: 'slot-search',
  unit: 'ms p50',
  baselineName: 'tstzmultirange subtraction in SQL',
  goal: { atMost: 1 / 50 },
  rounds: 5,
  async prepare() {
    const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
    const port = 4395;
    await (await startServer({ port, dataDir })).stop();
    const { clinics, from, days, owner } = await growCalendars(dataDir);
    const server = await startServer({ port, dataDir });
    const console = await httpConsole(server.url, 'clinic-manager');
    const client = new pg.Client({ ...owner, host: socketOf(dataDir), database: 'daysheet' });
    await client.connect();
    const closed = new Map<string, string[]>();
    for (const { id } of clinics) closed.set(id, await closedDays(console, id, from));
    const ours = (clinic: Clinic): Promise<string[]> => search(console, clinic, { from, days });
    const baseline = async ({ id, zone }: Clinic): Promise<string[]> => {
      const { rows } = await client.query<{ found: string }>(subtraction, [
        ...[id, zone, from, days, closed.get(id) ?? [], wanted],
      ]);
      return rows.map(({ found }) => found);
    };
    const timed = async (ask: (clinic: Clinic) => Promise<unknown>): Promise<number> => {
      const took: number[] = [];
      for (let at = 0; at < perRound; at++) {
        const begun = performance.now();
        await ask(clinics[at % clinics.length]!);
        took.push(performance.now() - begun);
      }
      return median(took);
    };
    return {
      n: perRound,
      ours: () => timed(ours),
      baseline: () => timed(baseline),
      async faults() {
        const faults: string[] = [];
        for (const clinic of clinics) {
          const [found, expected] = [await ours(clinic), await baseline(clinic)];
          if (found.join() !== expected.join())
            faults.push(`${clinic.zone}: ${found.join(' ')} instead of ${expected.join(' ')}`);
        }
        return faults;
      },
      async end() {
        await client.end();
        await server.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Where the database of a running server listens: the fifth line of PostgreSQL's lock file. */
function socketOf(dataDir: string): string {
  const lock = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return lock.split('\n')[4] ?? '';
}

async function search(
  console: HttpConsole,
  { id: clinicId, visitTypeId, zone }: Clinic,
  { from, days }: { from: string; days: number },
): Promise<string[]> {
  const fromAt = Temporal.PlainDate.from(from).toZonedDateTime(zone).toInstant().toString();
  const body = { clinicId, visitTypeId, fromAt, days, limit: wanted };
  const { items } = await console.call(findFreeTimes, { body });
  return items.map(({ startsAt, providerId }) => `${startsAt} ${providerId}`);
}

async function closedDays(console: HttpConsole, clinicId: string, from: string): Promise<string[]> {
  const closed: string[] = [];
  for (let month = 0; month < 4; month++) {
    const date = Temporal.PlainDate.from(from).add({ months: month }).toString();
    const { days } = await console.call(listMonth, { query: { clinicId, date } });
    for (const day of days) if (day.closedBecause !== null) closed.push(day.date);
  }
  return closed;
}

const subtraction = `
  with worked as (
    select t.provider_id, range_agg(tstzrange(
      (day + b.starts_minute * interval '1 minute') at time zone $2,
      (day + b.ends_minute * interval '1 minute') at time zone $2)) as time
    from weekly_template t
    join template_block b on b.organization_id = t.organization_id and b.template_id = t.id
    join generate_series(cast($3 as timestamp), cast($3 as timestamp) + ($4::int - 1) * interval '1 day', interval '1 day') day
      on extract(isodow from day) = b.weekday and not day::date = any(cast($5 as date[]))
    where t.clinic_id = $1
    group by t.provider_id
  ), taken as (
    select provider_id, range_agg(time) as time from (
      select o.resource_id as provider_id, o.during as time
      from occupied_time o join worked w on w.provider_id = o.resource_id
      where o.starts_at < (cast($3 as timestamp) + $4::int * interval '1 day') at time zone $2
        and o.ends_at > cast($3 as timestamp) at time zone $2
      union all
      select e.provider_id, tstzrange(e.starts_at, e.ends_at)
      from schedule_exception e join worked w using (provider_id)
      where e.removed_at is null and e.kind <> 'extra-hours'
    ) each
    group by provider_id
  ), free as (
    select provider_id, unnest(w.time - coalesce(t.time, '{}')) as span
    from worked w left join taken t using (provider_id)
  )
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || provider_id as found
  from free, generate_series(date_bin('15 minutes', lower(span) + interval '15 minutes' - interval '1 microsecond',
    'epoch'), upper(span) - interval '30 minutes', interval '15 minutes') at
  order by at, provider_id
  limit $6`;
