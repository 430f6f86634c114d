// For specs of the whole server: one store for a process, gone with it. Files of two organizations never meet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../logging/log.ts';
import type { BlobStore } from './blob-store.ts';
import { filesBelow } from './given-blob-store.ts';
import { secretKey } from './given-content.ts';
import { openBlobStore } from './open-blob-store.ts';

export interface TestBlobs {
  store: BlobStore;
  /** Keys of the files that are kept for an organization. */
  keysOf(organizationId: string): string[];
}

export const testBlobBytes = 256 * 1024;

let opened: Promise<TestBlobs> | undefined;

export function testBlobs(): Promise<TestBlobs> {
  opened ??= open();
  return opened;
}

async function open(): Promise<TestBlobs> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-test-blobs-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const store = await openBlobStore(
    { dataDir, secretKey, blobStore: { kind: 'file' }, blobMaxBytes: testBlobBytes },
    createLog('silent'),
  );
  return {
    store,
    keysOf: (organizationId) =>
      filesBelow(dataDir)
        .filter((path) => path.includes(organizationId))
        .map((path) => path.slice(-32)),
  };
}
