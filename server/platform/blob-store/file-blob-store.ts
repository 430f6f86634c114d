// The store of a single server: sealed files in its data folder, closed to everyone else.
import { mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { notFound } from '../problem.ts';
import { blobPlace } from './blob-place.ts';
import type { BlobStore } from './blob-store.ts';
import { examineContent, measureContent, type ExaminedContent } from './examine-content.ts';
import { readSealed } from './read-sealed.ts';
import { createSeal } from './seal-stream.ts';
import { stageSealed, type StagedBlob, type Staging } from './stage-sealed.ts';

/** `root` and the staging folder must lie on one disk: a file appears by being renamed. */
export function fileBlobStore(root: string, staging: Staging): BlobStore {
  const { secretKey, maxBytes, reach } = staging;
  async function keep<Facts>(
    organizationId: string,
    examined: ExaminedContent<Facts>,
    key?: string,
  ): Promise<Facts & { key: string }> {
    const staged = await stageSealed(staging, organizationId, examined, key);
    await reach(settle(root, staged));
    return staged.blob;
  }
  return {
    maxBytes,
    put: (organizationId, content, key) =>
      keep(organizationId, examineContent(content, maxBytes), key),
    putOwn: (organizationId, content, key) => keep(organizationId, measureContent(content), key),
    async get(organizationId, key) {
      const path = join(root, blobPlace(organizationId, key));
      const file = await reach(open(path, 'r').catch(missing));
      return readSealed(file.createReadStream(), createSeal(secretKey, organizationId, key), reach);
    },
    async remove(organizationId, key) {
      const path = join(root, blobPlace(organizationId, key));
      await reach(erase(path));
    },
  };
}

async function settle(
  root: string,
  { path, place }: Pick<StagedBlob, 'path' | 'place'>,
): Promise<void> {
  const target = join(root, place);
  const folder = dirname(target);
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(path, target);
    await syncFolder(folder);
    // A folder is only as lasting as its entry in the one above.
    if (made !== undefined) for (const above of [dirname(folder), root]) await syncFolder(above);
  } catch (error) {
    await Promise.allSettled([path, target].map((left) => rm(left, { force: true })));
    throw error;
  }
}

async function erase(path: string): Promise<void> {
  try {
    await unlink(path);
    await syncFolder(dirname(path));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Without it a rename or removal may be undone by a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(error: unknown): never {
  throw isMissing(error) ? notFound('file') : error;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
