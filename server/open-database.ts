// The database that the settings name, embedded or elsewhere: reachable and of a usable version.
import type { Logger } from 'pino';
import type { ServerStatus } from '#contract/realtime';
import { localDoorbell, type Doorbell } from './platform/change-log/doorbell.ts';
import { notifyDoorbell } from './platform/change-log/notify-doorbell.ts';
import type { Config } from './platform/config/config.ts';
import type { Connection } from './platform/db/connect.ts';
import { migrate } from './platform/db/migrate.ts';
import { migrationRefused } from './platform/db/migration-refused.ts';
import { identityOf, loginOf, requireUsable } from './platform/db/require-usable.ts';
import { watchConnection, type WatchedConnection } from './platform/db/watch-connection.ts';
import { prepareDataFolder } from './platform/embedded-postgres/data-folder.ts';
import { openEmbedded } from './platform/embedded-postgres/open-embedded.ts';
import { StartRefused } from './platform/start-refused.ts';

type Mode = ServerStatus['mode'];

export interface OpenDatabase {
  readonly owner: Connection;
  readonly app: Connection;
  /** Brings the schema up to date and lets the application's login in. */
  migrate(): Promise<void>;
  /** Rings the servers that share this database; embedded, there is only this one. */
  doorbell(): Doorbell & { stop?: () => Promise<void> };
  /** Calls with the mode of now, and again whenever it changes. */
  followMode(follow: (mode: Mode) => void): void;
  stop(): Promise<void>;
}

export function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  return config.database.kind === 'embedded'
    ? openOwn(config.dataDir, log)
    : openElsewhere(config.database, config.dataDir, log);
}

async function openOwn(dataDir: string, log: Logger): Promise<OpenDatabase> {
  let follow: (mode: Mode) => void = () => undefined;
  const embedded = await openEmbedded({
    dataDir,
    log: (line) => log.debug({ line }, 'postgresql'),
    onMode(mode) {
      log.warn({ mode }, 'the mode of the server changed');
      follow(mode);
    },
  });
  return {
    owner: embedded.owner,
    app: embedded.app,
    async migrate() {
      await migrateOr(`the data folder ${dataDir}`, embedded.owner, embedded.app.user);
    },
    doorbell: localDoorbell,
    followMode(next) {
      follow = next;
      follow(embedded.mode());
    },
    stop: () => embedded.stop(),
  };
}

async function openElsewhere(
  { url, ownerUrl }: { url: string; ownerUrl: string },
  dataDir: string,
  log: Logger,
): Promise<OpenDatabase> {
  const app = { connectionString: url };
  const owner = { connectionString: ownerUrl };
  // The heads of the audit chain stand there even where the database is elsewhere.
  prepareDataFolder(dataDir);
  let watched: WatchedConnection | undefined;
  await requireUsable('DATABASE_URL', app);
  if (ownerUrl !== url) {
    await requireUsable('DATABASE_OWNER_URL', owner);
    await requireSameDatabase(app, owner);
  }
  return {
    owner,
    app,
    async migrate() {
      const setting = ownerUrl === url ? 'DATABASE_URL' : 'DATABASE_OWNER_URL';
      await migrateOr(setting, owner, await loginOf('DATABASE_URL', app));
    },
    doorbell: () => notifyDoorbell({ connection: app, log }),
    followMode(follow) {
      watched = watchConnection({
        connection: app,
        follow(reach) {
          if (reach !== 'normal') log.warn({ mode: reach }, 'the mode of the server changed');
          follow(reach);
        },
      });
    },
    async stop() {
      await watched?.stop();
    },
  };
}

/** Before anything is migrated: the wrong one could be another's. */
async function requireSameDatabase(app: Connection, owner: Connection): Promise<void> {
  const identities = [
    await identityOf('DATABASE_URL', app),
    await identityOf('DATABASE_OWNER_URL', owner),
  ];
  if (new Set(identities).size === 1) return;
  throw new StartRefused(
    'DATABASE_OWNER_URL and DATABASE_URL name two databases: they must be two logins of the same one.',
  );
}

/** `where`: what the operator can set right when it is refused. */
async function migrateOr(
  where: string,
  owner: Connection,
  appUser: string | undefined,
): Promise<void> {
  try {
    await migrate(owner, appUser);
  } catch (error) {
    throw migrationRefused(where, error);
  }
}
