// Every file is first sealed whole into a folder of its own; only then does it appear, at once, where it is kept.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { blobPlace, newBlobKey } from './blob-place.ts';
import type { ExaminedContent } from './examine-content.ts';
import type { ReachStorage } from './reach-storage.ts';
import { createSeal, sealStream } from './seal-stream.ts';

export interface Staging {
  readonly folder: string;
  readonly secretKey: string;
  readonly maxBytes: number;
  readonly reach: ReachStorage;
}

export interface StagedBlob<Facts = { readonly bytes: number }> {
  readonly blob: Facts & { readonly key: string };
  /** Below the store's root. */
  readonly place: string;
  /** The sealed file, on the disk for good; whoever asked for it moves or removes it. */
  readonly path: string;
  readonly sealedSha256: string;
}

/**
 * Makes the folder and sweeps what a crash left in it. A put that another server has under way in the same folder then
 * fails as `unavailable`; it does not lose its file unnoticed.
 */
export async function prepareStaging(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const left of await readdir(folder)) await rm(join(folder, left), { force: true });
}

export async function stageSealed<Facts>(
  { folder, secretKey, reach }: Staging,
  organizationId: string,
  examined: ExaminedContent<Facts>,
  key = newBlobKey(),
): Promise<StagedBlob<Facts>> {
  const place = blobPlace(organizationId, key);
  const path = join(folder, key);
  const sealed = sealStream(createSeal(secretKey, organizationId, key), examined.content);
  const file = await reach(open(path, 'wx', 0o600));
  try {
    const sealedSha256 = await write(file, sealed, reach);
    return { blob: { ...examined.facts(), key }, place, path, sealedSha256 };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function write(
  file: FileHandle,
  sealed: AsyncIterable<Buffer>,
  reach: ReachStorage,
): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of sealed) {
      hash.update(bytes);
      // Unlike `write`, it goes on until all bytes are written.
      await reach(file.appendFile(bytes));
    }
    await reach(file.sync());
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
