import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';

const leastLength = 32;

/** The key of an embedded server in its data folder: made once, readable by its owner only, left out of backups. */
export function keepSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) makeOnce(file);
  const key = readFileSync(file, 'utf8').trim();
  if (key.length >= leastLength) return key;
  throw new StartRefused(
    `The key in ${file} is cut short: restore it, or remove it and everybody signs in anew.`,
  );
}

/** Whole or not at all, and of two servers that start at once one makes the key and both use it. */
function makeOnce(file: string): void {
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
