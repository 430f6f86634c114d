// A fresh demo server for the journeys: an empty data folder each time, removed at the end.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journeyPort } from './ports.ts';
import { startServer } from './server-process.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-journeys-'));
const server = await startServer({ port: journeyPort, dataDir, echo: true });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.stop({ removeData: true }).then(() => process.exit(0));
  });
}
