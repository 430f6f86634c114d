// A durable database with one clinic for whose freed time many wait: wishes of every kind, two of three beside a later visit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { localDoorbell } from '../server/platform/change-log/doorbell.ts';
import { Temporal } from '../server/platform/clock/temporal.ts';
import { connectOwner, connectPool } from '../server/platform/db/connect.ts';
import { createDatabase, type Database } from '../server/platform/db/database.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import type { TestDatabase } from '../server/platform/db/test-database.ts';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';
import {
  givenOpening,
  givenWaitlist,
  type GivenWaitlist,
} from '../server/waitlist/given-waitlist.ts';
import type { OpeningRow } from '../server/waitlist/opening-repository.ts';

export interface WaitlistDatabase {
  database: Database;
  /** Past every wall, for baselines. */
  owner: Knex;
  world: GivenWaitlist;
  opening: OpeningRow;
  end(): Promise<void>;
}

export async function waitlistDatabase(waiting: number): Promise<WaitlistDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
  const cluster = await startCluster({ dataDir });
  await migrate(cluster.connection, cluster.connection.user);
  const pool = connectPool(cluster.connection, 12);
  const owner = connectOwner(cluster.connection);
  const database = createDatabase({ pool, doorbell: localDoorbell() });
  // Builders ask for a test's database; this one has the real clock.
  const t = { database, owner, clock: { now: new Date().toISOString() } } as TestDatabase;
  const world = await givenWaitlist(t);
  const opening = await givenOpening(t, world, { starts_at: inThreeDaysAtTen() });
  const { organizationId, clinicId, providerId, visitTypeId } = world;
  const grown = { organizationId, clinicId, providerId, visitTypeId, waiting, at: t.clock.now };
  await owner.transaction(async (db) => {
    await db.raw('set local session_replication_role = replica');
    for (const statement of growth) await db.raw(statement, grown);
  });
  await owner.raw('vacuum analyze');
  return {
    ...{ database, owner, world, opening },
    async end() {
      await pool.destroy();
      await owner.destroy();
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function inThreeDaysAtTen(): string {
  const there = Temporal.Now.zonedDateTimeISO('America/New_York');
  return there.add({ days: 3 }).withPlainTime('10:00').toInstant().toString();
}

const id = (kind: string, n = 'n'): string => `cast(md5('${kind}' || ${n}) as uuid)`;

const growth = [
  `insert into patient (organization_id, id, mrn, family, given, birth_on, sex, language, interpreter, created_at)
   select :organizationId, ${id('patient')}, 'B-' || n, 'Diaz', 'Ana', date '1950-01-01' + (n % 20000)::int, 'female',
     case when n % 7 = 0 then 'es' else 'en' end, n % 11 = 0, :at
   from generate_series(1, :waiting) n`,
  `insert into appointment (organization_id, id, clinic_id, provider_id, patient_id, visit_type_id, modality, status,
     starts_at, ends_at, created_at)
   select :organizationId, ${id('visit')}, :clinicId, :providerId, ${id('patient')}, :visitTypeId, 'in-person', 'booked',
     cast(:at as timestamptz) + (4 * 1440 + n % 86400) * interval '1 minute',
     cast(:at as timestamptz) + (4 * 1440 + n % 86400 + 30) * interval '1 minute', :at
   from generate_series(1, :waiting) n where n % 3 > 0`,
  `insert into waitlist_entry (organization_id, id, clinic_id, patient_id, visit_type_id, urgency, provider_ids, weekdays,
     earliest_time, latest_time, latest_on, min_notice_hours, appointment_id, contact_consent, status, added_at)
   select :organizationId, ${id('entry')}, :clinicId, ${id('patient')}, :visitTypeId,
     case when n % 17 = 0 then 'urgent' when n % 5 = 0 then 'soon' else 'routine' end,
     case when n % 4 = 0 then array[${id('other', 'n % 9')}] else cast('{}' as uuid[]) end,
     case when n % 5 = 1 then cast('{1,3}' as smallint[]) when n % 5 = 2 then cast('{1,2,3,4,5}' as smallint[])
       else cast('{}' as smallint[]) end,
     case when n % 6 = 0 then '13:00' end, case when n % 8 = 1 then '12:00' end,
     case when n % 9 = 0 then cast(:at as date) + 2 end, (n % 5) * 12,
     case when n % 3 > 0 then ${id('visit')} end, n % 13 > 0, case when n % 20 = 0 then 'paused' else 'active' end,
     cast(:at as timestamptz) - (n % 170) * interval '1 day' - (n % 1440) * interval '1 minute'
   from generate_series(1, :waiting) n`,
];
