// Makes archives in the background. No tick: it reads and writes for minutes, and inside a transaction nothing is awaited
// but the database.
import type { Logger } from 'pino';
import { dropUnlessSettled, type BlobHome } from '../platform/blob-store/due-blobs.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { listOrganizations } from '../platform/db/list-organizations.ts';
import { errorCode } from '../platform/error-code.ts';
import { organizationWorkers } from '../platform/organization-workers.ts';
import { ProblemError } from '../platform/problem.ts';
import { archiveFiles, writeArchive } from './archive/write-archive.ts';
import {
  beginExport,
  exportRequested,
  failExport,
  finishExport,
  keepExport,
  leaveExport,
} from './exports-service.ts';

const everyMs = 60_000;
/** So often it says how far it is; far oftener than its lease runs out. */
const usuallyKeptEveryMs = 2_000;

/** It was withdrawn, or its server stops, or another one has taken it. */
class NoLongerOurs extends Error {}

export interface ExportMaker {
  stop(): Promise<void>;
}

export function startExports({ log, ...home }: BlobHome & { log: Logger }): ExportMaker {
  const { database } = home;
  const stopping = new AbortController();
  const workers = organizationWorkers({
    atOnce: 1,
    run: (organizationId) => makeExport(home, organizationId, { signal: stopping.signal }),
    failed: (error) => log.error({ code: errorCode(error) }, 'an export could not be made'),
  });
  const stopListening = database.doorbell.onRing((rung) => {
    for (const { organizationId, feed } of rung)
      if (feed === exportRequested) workers.request(organizationId);
  });
  /** What a crashed server left behind. */
  const timer = setInterval(() => {
    listOrganizations(database).then(
      (organizationIds) => organizationIds.forEach((each) => workers.request(each)),
      (error: unknown) => log.error({ code: errorCode(error) }, 'exports could not be looked for'),
    );
  }, everyMs);
  return {
    async stop() {
      stopListening();
      clearInterval(timer);
      stopping.abort();
      await workers.stop();
    },
  };
}

/** The one that waits, if one does. @throws what made it fail, once that is written down */
export async function makeExport(
  home: BlobHome,
  organizationId: string,
  { signal, keptEveryMs = usuallyKeptEveryMs }: { signal?: AbortSignal; keptEveryMs?: number } = {},
): Promise<void> {
  const { database, blobs } = home;
  const scope: Scope = { kind: 'system', organizationId, reason: 'export' };
  const within = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> => database.inTransaction(scope, fn);
  const making = await within(beginExport);
  if (!making) return;

  let filesDone = 0;
  let keptAt = -Infinity;
  const keep = async (): Promise<void> => {
    if (signal?.aborted) throw new NoLongerOurs();
    if (performance.now() - keptAt < keptEveryMs) return;
    keptAt = performance.now();
    const progress = { files: archiveFiles, filesDone };
    if (!(await within((ctx) => keepExport(ctx, making, progress)))) throw new NoLongerOurs();
  };

  try {
    const archive = writeArchive({
      organizationId,
      blobs,
      written: (done) => (filesDone = done),
      async read(query) {
        await keep();
        return within(query);
      },
    });
    const kept = await blobs.putOwn(organizationId, archive, making.key);
    if (await within((ctx) => finishExport(ctx, making, kept))) return;
  } catch (error) {
    if (error instanceof NoLongerOurs) {
      await within((ctx) => leaveExport(ctx, making));
      return;
    }
    const failure =
      error instanceof ProblemError && error.code === 'unavailable' ? 'storage' : 'unexpected';
    await within((ctx) => failExport(ctx, making, failure));
    throw error;
  } finally {
    await dropUnlessSettled(home, organizationId, making.key);
  }
}
