// The embedded database as the server uses it: a database and a login of its own, watched over.
import pg from 'pg';
import type { Connection } from '../db/connect.ts';
import { prepareDataFolder } from './data-folder.ts';
import { guardDisk, type DiskMode } from './disk-guard.ts';
import { superviseCluster } from './supervise.ts';

export type EmbeddedMode = DiskMode | 'no-database';

export interface EmbeddedDatabase {
  readonly owner: Connection;
  readonly app: Connection;
  mode(): EmbeddedMode;
  stop(): Promise<void>;
}

const name = 'daysheet';
const login = 'daysheet_server';

export async function openEmbedded(options: {
  dataDir: string;
  log: (line: string) => void;
  onMode: (mode: EmbeddedMode) => void;
}): Promise<EmbeddedDatabase> {
  const { dataDir, log, onMode } = options;
  let isDown = false;
  let diskMode: DiskMode = 'normal';
  const mode = (): EmbeddedMode => (isDown ? 'no-database' : diskMode);

  prepareDataFolder(dataDir);
  const disk = await guardDisk({
    folder: dataDir,
    log,
    onMode(next) {
      diskMode = next;
      onMode(mode());
    },
  });
  const cluster = await superviseCluster({
    dataDir,
    log,
    onStatus(status) {
      isDown = status === 'down';
      onMode(mode());
    },
  });
  const { connection } = cluster;
  await createOnce(connection);
  return {
    owner: { ...connection, database: name },
    app: { ...connection, database: name, user: login },
    mode,
    async stop() {
      await disk.stop();
      await cluster.stop();
    },
  };
}

/** The pool's login owns nothing, so that row-level security binds it whatever role it takes. */
async function createOnce(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    const { rows } = await client.query<{ login: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as login,
         exists (select from pg_database where datname = $2) as database`,
      [login, name],
    );
    const verb = rows[0]?.login ? 'alter' : 'create';
    // The cluster's password is random and base64url: it needs no quoting.
    await client.query(`${verb} role ${login} login password '${connection.password ?? ''}'`);
    if (!rows[0]?.database) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
