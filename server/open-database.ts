// The database that the settings name, embedded or elsewhere: reachable and of a usable version.
import type { Logger } from 'pino';
import type { ServerStatus } from '#contract/realtime';
import { localDoorbell, type Doorbell } from './platform/change-log/doorbell.ts';
import { notifyDoorbell } from './platform/change-log/notify-doorbell.ts';
import type { Config } from './platform/config/config.ts';
import type { Connection } from './platform/db/connect.ts';
import { requireUsable } from './platform/db/require-usable.ts';
import { openEmbedded } from './platform/embedded-postgres/open-embedded.ts';

type Mode = ServerStatus['mode'];

export interface OpenDatabase {
  readonly owner: Connection;
  readonly app: Connection;
  readonly appUser: string;
  /** Rings the servers that share this database; embedded, there is only this one. */
  doorbell(): Doorbell & { stop?: () => Promise<void> };
  /** Calls with the mode of now, and again whenever it changes. */
  followMode(follow: (mode: Mode) => void): void;
  stop(): Promise<void>;
}

export function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  return config.database.kind === 'embedded'
    ? openOwn(config.dataDir, log)
    : openElsewhere(config.database, log);
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
    appUser: embedded.app.user ?? '',
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
  log: Logger,
): Promise<OpenDatabase> {
  const app = { connectionString: url };
  const owner = { connectionString: ownerUrl };
  await requireUsable('DATABASE_URL', app);
  if (ownerUrl !== url) await requireUsable('DATABASE_OWNER_URL', owner);
  return {
    owner,
    app,
    appUser: decodeURIComponent(new URL(url).username),
    doorbell: () => notifyDoorbell({ connection: app, log }),
    followMode: (follow) => follow('normal'),
    stop: () => Promise.resolve(),
  };
}
