import * as z from 'zod/mini';
import { StartRefused } from '../start-refused.ts';
import type { Config } from './config.ts';
import type { SettingValues } from './settings.ts';

const s3Settings = z.object({
  S3_ENDPOINT: z.string(),
  S3_BUCKET: z.string(),
  S3_REGION: z.string(),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
});
const onlyForS3 = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** Half a bucket is no bucket: files must never go elsewhere than the operator thinks. */
export function blobStoreOf(values: SettingValues): Config['blobStore'] {
  if (values.BLOB_STORE === 'file') {
    refuseStray(values);
    return { kind: 'file' };
  }
  const { success, data, error } = s3Settings.safeParse(values);
  if (!success) {
    const name = String(error.issues[0]?.path[0]);
    throw new StartRefused(
      `${name} is required with BLOB_STORE=s3: set it, or leave BLOB_STORE at file.`,
    );
  }
  return {
    kind: 's3',
    endpoint: data.S3_ENDPOINT,
    bucket: data.S3_BUCKET,
    region: data.S3_REGION,
    accessKeyId: data.S3_ACCESS_KEY_ID,
    secretAccessKey: data.S3_SECRET_ACCESS_KEY,
  };
}

function refuseStray(values: SettingValues): void {
  const stray = onlyForS3.find((name) => values[name] !== undefined);
  if (stray === undefined) return;
  throw new StartRefused(`${stray} is set without BLOB_STORE=s3: set both or neither.`);
}
