import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key of an embedded server in its data folder: made once, readable by its owner only, left out of backups. */
export function keepSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  const key = randomBytes(48).toString('base64url');
  try {
    // `wx` so that of two servers that start at once one makes the key and both use it.
    writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(file, 'utf8').trim();
  }
}
