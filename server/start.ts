// Everything from the settings to a listening server, in order; each part adds how it is stopped.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, type App } from './app.ts';
import { loadDemoOnce } from './load-demo-once.ts';
import { openDatabase } from './open-database.ts';
import { openBlobStore } from './platform/blob-store/open-blob-store.ts';
import type { Config } from './platform/config/config.ts';
import { projectDir } from './platform/config/environment.ts';
import { keepSecretKey } from './platform/config/secret-key.ts';
import { connectPool } from './platform/db/connect.ts';
import { createDatabase } from './platform/db/database.ts';
import { orDiskFull, prepareDataFolder } from './platform/embedded-postgres/data-folder.ts';
import type { Log } from './platform/logging/log.ts';
import { StartRefused } from './platform/start-refused.ts';
import { portRefused, requirePort } from './require-port.ts';

export interface Start {
  log: Log;
  say: (line: string) => void;
  /** Stops run last in, first out. */
  onStop: (stop: () => Promise<void>) => void;
}

export async function start(asked: Config, options: Start): Promise<void> {
  requireConsole();
  await requirePort(asked);
  try {
    await startParts(asked, options);
  } catch (error) {
    throw asked.database.kind === 'embedded' ? orDiskFull(asked.dataDir, error) : error;
  }
}

async function startParts(asked: Config, { log, say, onStop }: Start): Promise<void> {
  const secretKey = asked.secretKey || ownKey(asked.dataDir);

  say('Starting the database…');
  const opened = await openDatabase(asked, log);
  onStop(() => opened.stop());

  say('Bringing the schema up to date…');
  await opened.migrate();
  const demo = asked.demo && (await startDemo(opened.owner, say));

  const config = { ...asked, secretKey, demo };
  const blobs = await openBlobStore(config, log);
  const pool = connectPool(opened.app, config.poolSize);
  onStop(() => pool.destroy());
  const doorbell = opened.doorbell();
  onStop(async () => doorbell.stop?.());
  const app = createApp({ config, database: createDatabase({ pool, doorbell }), blobs, log });
  opened.followMode(app.setServerMode);
  const port = await listen(app, config);
  onStop(app.stop);
  const address = config.publicUrl ?? `http://${shownHost(config.host)}:${port}`;
  const setUp = await app.firstAdministratorPath();
  if (setUp !== null) say(`Set up the first administrator, once, within a day: ${address}${setUp}`);
  say(`Daysheet is at ${address}`);
}

function requireConsole(): void {
  if (existsSync(join(projectDir, 'dist/client/index.html'))) return;
  throw new StartRefused(
    'The console is not built: start with npm start, or run npm run build first.',
  );
}

function ownKey(dataDir: string): string {
  prepareDataFolder(dataDir);
  return keepSecretKey(dataDir);
}

async function startDemo(
  owner: Parameters<typeof loadDemoOnce>[0],
  say: Start['say'],
): Promise<boolean> {
  const demo = await loadDemoOnce(owner, () => say('Loading the demo clinics…'));
  if (demo.refusal !== null) say(demo.refusal);
  if (demo.loaded)
    say(`Loaded ${demo.loaded.patients} patients and ${demo.loaded.appointments} visits.`);
  return demo.on;
}

async function listen(app: App, config: Config): Promise<number> {
  try {
    return await app.listen();
  } catch (error) {
    throw portRefused(error, config);
  }
}

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
