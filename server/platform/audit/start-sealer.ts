import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import { sealAudits } from './seal-audits.ts';

const everyMs = 1000;
/** Once an hour everything is looked at, however old. */
const roundsPerFullLook = 3600;

/** Seals within about a second of the entry. `headsFile`: outside the database, see `audit-heads.ts`. */
export function startSealer(options: { database: Database; headsFile: string; log: Logger }): {
  stop(): Promise<void>;
} {
  const { database, headsFile, log } = options;
  let stopped = false;
  let round = 0;
  let running = Promise.resolve();
  let timer = setTimeout(start, everyMs);

  function start(): void {
    running = sealAll().then(() => {
      if (!stopped) timer = setTimeout(start, everyMs);
    });
  }

  async function sealAll(): Promise<void> {
    const everything = round % roundsPerFullLook === 0;
    try {
      for (const organizationId of await listOrganizations(database))
        await sealAudits(database, organizationId, { everything, headsFile });
      round += 1;
    } catch (error) {
      log.error({ code: errorCode(error) }, 'audit entries could not be sealed');
    }
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
