// A whole server in a process of its own over a test's database, for specs that kill one: reads the connection and a
// folder from its input, says `ready`, and ends with who started it.
import { once } from 'node:events';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { testConfig } from './given-app.ts';
import { localDoorbell } from './platform/change-log/doorbell.ts';
import { testBlobs } from './platform/blob-store/test-blobs.ts';
import { connectPool, type Connection } from './platform/db/connect.ts';
import { createDatabase } from './platform/db/database.ts';

const [line] = (await once(process.stdin.setEncoding('utf8'), 'data')) as [string];
const { connection, dataDir } = JSON.parse(line) as { connection: Connection; dataDir: string };
process.stdin.on('end', () => process.exit(0));
const app = createApp({
  config: { ...testConfig(false), dataDir },
  database: createDatabase({ pool: connectPool(connection, 12), doorbell: localDoorbell() }),
  blobs: (await testBlobs()).store,
  log: pino({ level: 'silent' }),
});
await app.listen();
process.stdout.write('ready\n');
