// Proves the audit chain of every organization: one line for each, exit 1 when one does not hold.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  listChains,
  verifyAudits,
  type AuditVerdict,
} from '../server/platform/audit/verify-audits.ts';
import { localDoorbell } from '../server/platform/change-log/doorbell.ts';
import type { Config } from '../server/platform/config/config.ts';
import { environment, projectDir } from '../server/platform/config/environment.ts';
import { readConfig } from '../server/platform/config/read-config.ts';
import { connectPool, type Connection } from '../server/platform/db/connect.ts';
import { createDatabase } from '../server/platform/db/database.ts';
import { isMigrated } from '../server/platform/db/require-usable.ts';
import { openEmbedded } from '../server/platform/embedded-postgres/open-embedded.ts';
import { findPostmaster } from '../server/platform/embedded-postgres/postmaster-pid.ts';
import { StartRefused } from '../server/platform/start-refused.ts';

try {
  const { config } = readConfig(environment, { projectDir });
  process.exitCode = (await verifyAll(config)) ? 0 : 1;
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof StartRefused ? error.message : String(error)}\n`);
}

async function verifyAll(config: Config): Promise<boolean> {
  const opened = await open(config);
  const pool = connectPool(opened.app, 2);
  try {
    const database = createDatabase({ pool, doorbell: localDoorbell() });
    const headsFile = join(config.dataDir, 'audit-heads.jsonl');
    const heads = existsSync(headsFile) ? headsFile : undefined;
    if (heads === undefined) say(`No heads at ${headsFile}: a chain cut short is not noticed.`);
    let allHold = true;
    for (const organizationId of await listChains(database, heads)) {
      const verdict = await verifyAudits(database, organizationId, heads);
      say(inWords(verdict));
      allHold &&= verdict.fault === null;
    }
    return allHold;
  } finally {
    await pool.destroy();
    await opened.stop();
  }
}

function inWords({ organizationId, sealed, fault }: AuditVerdict): string {
  return fault
    ? `${organizationId} FAULT ${fault.kind} at ${fault.seq}, ${sealed} entries before it hold`
    : `${organizationId} holds, ${sealed} entries`;
}

/** The database of the settings; the embedded one is joined when its server runs, and started when not. */
async function open({
  database,
  dataDir,
}: Config): Promise<{ app: Connection; stop(): Promise<void> }> {
  if (database.kind === 'url') {
    const app = { connectionString: database.url };
    if (!(await isMigrated('DATABASE_URL', app)))
      throw new StartRefused('There is no Daysheet in the database of DATABASE_URL yet.');
    return { app, stop: () => Promise.resolve() };
  }
  const cluster = join(dataDir, 'postgres');
  if (!existsSync(cluster)) throw new StartRefused(`There is no database in ${dataDir} yet.`);
  if (findPostmaster(cluster) === null) {
    const nothing = (): void => undefined;
    return openEmbedded({ dataDir, log: nothing, onMode: nothing });
  }
  const socketDir = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  const app = {
    host: socketDir,
    port: 5432,
    user: 'daysheet_server',
    password: readFileSync(join(dataDir, 'database.password'), 'utf8').trim(),
    database: 'daysheet',
  };
  return { app, stop: () => Promise.resolve() };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
