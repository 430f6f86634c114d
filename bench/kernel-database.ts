// A durable database of its own with one clinic's calls, for figures of the work-item kernel without HTTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Call } from '#contract/calls';
import { givenCall, givenCallClinic, type CallClinic } from '../server/calls/given-call.ts';
import { givenPatient } from '../server/patients/given-patient.ts';
import { localDoorbell } from '../server/platform/change-log/doorbell.ts';
import { connectOwner, connectPool } from '../server/platform/db/connect.ts';
import { createDatabase, type Database } from '../server/platform/db/database.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import type { TestDatabase } from '../server/platform/db/test-database.ts';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';

export interface KernelDatabase {
  database: Database;
  /** Past every wall, for baselines. */
  owner: Knex;
  /** For builders of other queues. */
  t: TestDatabase;
  clinic: CallClinic;
  addCalls(count: number): Promise<Call[]>;
  end(): Promise<void>;
}

export async function kernelDatabase(): Promise<KernelDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
  const cluster = await startCluster({ dataDir });
  await migrate(cluster.connection, cluster.connection.user);
  const pool = connectPool(cluster.connection, 12);
  const owner = connectOwner(cluster.connection);
  const database = createDatabase({ pool, doorbell: localDoorbell() });
  // Builders ask for a test's database; this one has the real clock.
  const t = { database, owner, clock: { now: new Date().toISOString() } } as TestDatabase;
  const clinic = await givenCallClinic(t);
  const patientId = await givenPatient(t, clinic);
  return {
    database,
    owner,
    t,
    clinic,
    async addCalls(count) {
      const made: Call[] = [];
      while (made.length < count) made.push(await givenCall(t, clinic, { patientId }));
      return made;
    },
    async end() {
      await pool.destroy();
      await owner.destroy();
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
