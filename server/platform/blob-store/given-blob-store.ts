import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLog } from '../logging/log.ts';
import type { BlobStore } from './blob-store.ts';
import { secretKey } from './given-content.ts';
import { openBlobStore, type BlobStoreConfig } from './open-blob-store.ts';

export interface GivenBlobStore {
  store: BlobStore;
  dataDir: string;
  /** All files below the data folder, as paths relative to it. */
  files(): string[];
  logged: string[];
}

export async function givenBlobStore(
  test: TestContext,
  config: Partial<BlobStoreConfig> = {},
): Promise<GivenBlobStore> {
  const dataDir = config.dataDir ?? givenFolder(test);
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const store = await openBlobStore(
    {
      dataDir,
      secretKey,
      blobStore: { kind: 'file' },
      blobMaxBytes: 1024 * 1024,
      ...config,
    },
    log,
  );
  return { store, dataDir, files: () => filesBelow(dataDir), logged };
}

export function givenFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-blobs-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}
