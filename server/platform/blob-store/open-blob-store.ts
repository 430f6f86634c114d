import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { prepareDataFolder } from '../embedded-postgres/data-folder.ts';
import type { Log } from '../logging/log.ts';
import { StartRefused } from '../start-refused.ts';
import type { BlobStore } from './blob-store.ts';
import { fileBlobStore } from './file-blob-store.ts';
import { reachStorage } from './reach-storage.ts';
import { s3BlobStore } from './s3-blob-store.ts';
import { prepareStaging, type Staging } from './stage-sealed.ts';

export type BlobStoreConfig = Pick<Config, 'dataDir' | 'secretKey' | 'blobStore' | 'blobMaxBytes'>;

/**
 * The store that the settings name, with what a crash left behind swept. One server opens it once, after its secret key is
 * known and before it takes requests.
 *
 * @throws StartRefused when the data folder cannot be used
 */
export async function openBlobStore(config: BlobStoreConfig, log: Log): Promise<BlobStore> {
  const { dataDir, secretKey, blobStore, blobMaxBytes: maxBytes } = config;
  const root = join(dataDir, 'blobs');
  const folder = join(root, 'incoming');
  const staging: Staging = { folder, secretKey, maxBytes, reach: reachStorage(log) };
  prepareDataFolder(dataDir);
  try {
    await prepareStaging(folder);
  } catch (error) {
    throw new StartRefused(
      `The folder of files ${root} cannot be used by this user: allow it, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  return blobStore.kind === 'file' ? fileBlobStore(root, staging) : s3BlobStore(blobStore, staging);
}
