import type { Logger } from 'pino';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import { sweepBlobs, type BlobHome } from './due-blobs.ts';

const everyMs = 30_000;

/** Removes given-up files within about a minute. No tick: inside a transaction nothing is awaited but the database. */
export function startBlobSweeper({ log, ...home }: BlobHome & { log: Logger }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let running = Promise.resolve();
  let timer = setTimeout(start, everyMs);

  function start(): void {
    running = sweepAll().then(() => {
      if (!stopped) timer = setTimeout(start, everyMs);
    });
  }

  async function sweepAll(): Promise<void> {
    try {
      for (const organizationId of await listOrganizations(home.database)) {
        if (stopped) return;
        await sweepBlobs(home, organizationId);
      }
    } catch (error) {
      log.error({ code: errorCode(error) }, 'files without an owner could not be removed');
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
