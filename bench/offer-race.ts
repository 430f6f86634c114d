// Two hundred patients accept twenty offered times at once through their pages, against as many plain signed-in reads.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { addVisitType, findFreeTimes, setWeeklyTemplate } from '#contract/availability';
import { addProvider } from '#contract/staff';
import { startServer } from '../e2e/support/server-process.ts';
import { httpConsole, type HttpConsole } from '../scripts/http-console.ts';
import { tokenHash } from '../server/platform/auth/secret-link.ts';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';
import type { Bench } from './bench.ts';

const rounds = 5;
const openings = 20;
const askedAbout = 10;
const perRound = openings * askedAbout;

export const offerRace: Bench = {
  name: 'offer-race',
  unit: 'ms for 200',
  baselineName: 'plain signed-in GETs',
  goal: { atMost: 2 },
  rounds,
  async prepare() {
    const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
    const port = 4395;
    await (await startServer({ port, dataDir })).stop();
    const cluster = await startCluster({ dataDir });
    const { user = '', password = '' } = cluster.connection;
    await cluster.stop();
    const server = await startServer({ port, dataDir });
    const manager = await httpConsole(server.url, 'clinic-manager');
    const client = new pg.Client({ user, password, host: socketOf(dataDir), database: 'daysheet' });
    await client.connect();
    const place = await givenTimes(manager);
    const faults: string[] = [];
    let round = 0;
    return {
      n: perRound,
      async ours() {
        const times = place.times.slice(round * openings, (round + 1) * openings);
        const tokens = await givenOffers(client, { ...place, times });
        round += 1;
        const began = performance.now();
        const answers = await Promise.all(
          tokens.map((token) =>
            fetch(`${server.url}/offer/${token}/accept`, { method: 'POST', redirect: 'manual' }),
          ),
        );
        const took = performance.now() - began;
        const refused = answers.filter(({ status }) => status !== 303).length;
        if (refused > 0) faults.push(`${String(refused)} were not answered`);
        return took;
      },
      async baseline() {
        const headers = { cookie: manager.cookie };
        const began = performance.now();
        await Promise.all(
          Array.from({ length: perRound }, () =>
            fetch(`${server.url}/api/waitlist/openings/count?clinicId=${place.clinicId}`, {
              headers,
            }),
          ),
        );
        return performance.now() - began;
      },
      async faults() {
        const { rows } = await client.query<{ won: number; filled: number; twice: number }>(ended, [
          place.visitTypeId,
        ]);
        const [{ won, filled, twice } = { won: 0, filled: 0, twice: 0 }] = rows;
        if (won !== round * openings || filled !== won)
          faults.push(
            `${String(won)} won, ${String(filled)} are filled, of ${String(round * openings)}`,
          );
        if (twice > 0) faults.push(`${String(twice)} patients have two visits at one time`);
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

interface Place {
  clinicId: string;
  providerId: string;
  visitTypeId: string;
  times: string[];
}

/** A provider and a visit type of their own, and as many free times as all rounds need. */
async function givenTimes(manager: HttpConsole): Promise<Place> {
  const clinicId = manager.me.clinics[0]!.id;
  const type = { name: 'Race', minutes: 30, modality: 'in-person', category: 'routine' } as const;
  const { id: visitTypeId } = await manager.call(addVisitType, {
    body: { clinicId, ...type, colour: 'teal' },
  });
  const person = { family: 'Race', given: 'Nora', credentials: 'MD', specialty: 'Races' };
  const { id: providerId } = await manager.call(addProvider, { body: { clinicId, ...person } });
  const blocks = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    ...{ weekday, startsAt: '08:00', endsAt: '18:00', visitTypeIds: [] },
  }));
  const effectiveFrom = new Date().toISOString().slice(0, 10);
  await manager.call(setWeeklyTemplate, {
    body: { clinicId, providerId, effectiveFrom, blocks },
  });
  const times: string[] = [];
  for (let day = 2; times.length < rounds * openings; day++) {
    const fromAt = new Date(Date.now() + day * 86_400_000).toISOString();
    const { items } = await manager.call(findFreeTimes, {
      body: { clinicId, visitTypeId, providerIds: [providerId], fromAt, days: 1, limit: 50 },
    });
    const onTheHalfHour = items.filter(({ startsAt }) => /:[03]0:/.test(startsAt));
    times.push(...onTheHalfHour.map(({ startsAt }) => startsAt));
    times.splice(0, times.length, ...new Set(times));
  }
  return { clinicId, providerId, visitTypeId, times };
}

/** Twenty offered openings, ten live offers of each; answers the secrets of their pages. */
async function givenOffers(
  client: pg.Client,
  { clinicId, providerId, visitTypeId, times }: Place,
): Promise<string[]> {
  const tokens = Array.from({ length: perRound }, () => randomBytes(32).toString('base64url'));
  await client.query('set session_replication_role = replica');
  await client.query(race, [
    ...[clinicId, providerId, visitTypeId, times, tokens.map(tokenHash), askedAbout, perRound],
  ]);
  await client.query('set session_replication_role = origin');
  return tokens;
}

/** Where the database of a running server listens: the fifth line of PostgreSQL's lock file. */
function socketOf(dataDir: string): string {
  const lock = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return lock.split('\n')[4] ?? '';
}

const race = `
  with who as (
    select organization_id, id, row_number() over (order by id) as n
    from (
      select p.organization_id, p.id
      from patient p
      where not exists (select from appointment a where a.patient_id = p.id and a.starts_at > now())
        and not exists (select from patient_flag f where f.patient_id = p.id)
        and not exists (select from retired_chart r where r.patient_id = p.id)
        and not exists (
          select from waitlist_entry e where e.patient_id = p.id and e.visit_type_id = $3)
      order by p.id limit $7
    ) free
  ), opened as (
    insert into waitlist_opening (organization_id, id, clinic_id, provider_id, visit_type_id, starts_at, ends_at, cause,
      appointment_id, freed_by, freed_version, status, offers_leave_at, raised_at)
    select o.organization_id, gen_random_uuid(), $1, $2, $3, t.at, t.at + interval '30 minutes', 'moved',
      t.id, t.id, 2, 'offered', now(), now()
    from (select organization_id from clinic where id = $1) o, lateral (select at, gen_random_uuid() as id from unnest($4::timestamptz[]) at) t
    returning organization_id, id, starts_at
  ), numbered as (
    select *, row_number() over (order by starts_at) as n from opened
  ), waiting as (
    insert into waitlist_entry (organization_id, id, clinic_id, patient_id, visit_type_id, urgency, status, added_at)
    select organization_id, gen_random_uuid(), $1, id, $3, 'routine', 'active', now() from who
    returning id, patient_id
  )
  insert into waitlist_offer (organization_id, id, clinic_id, opening_id, entry_id, patient_id, status, rank, grounds,
    token_hash, leaves_at, sent_at, expires_at, way, starts_at, ends_at)
  select w.organization_id, gen_random_uuid(), $1, o.id, e.id, w.id, 'sent', 1, '{}', ($5::bytea[])[w.n], now(), now(),
    now() + interval '1 hour', 'message', o.starts_at, o.starts_at + interval '30 minutes'
  from who w join waiting e on e.patient_id = w.id join numbered o on o.n = (w.n - 1) / $6::int + 1`;

const ended = `
  select
    (select count(*)::int from waitlist_offer f join waitlist_opening o on o.id = f.opening_id
     where o.visit_type_id = $1 and f.status = 'accepted') as won,
    (select count(*)::int from waitlist_opening where visit_type_id = $1 and status = 'filled') as filled,
    (select count(*)::int from appointment a join appointment b on b.patient_id = a.patient_id and b.id > a.id
       and b.starts_at < a.ends_at and a.starts_at < b.ends_at
     where a.visit_type_id = $1 and a.status = 'booked' and b.status = 'booked') as twice`;
