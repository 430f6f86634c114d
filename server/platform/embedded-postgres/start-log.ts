import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { StartRefused } from '../start-refused.ts';
import { diskFull } from './data-folder.ts';

/**
 * Resolves when this very process says that it accepts connections: a successful connect could have reached another
 * one. Its further lines go to `log`.
 */
export function awaitReady(
  child: ChildProcess,
  { dataDir, log }: { dataDir: string; log: ((line: string) => void) | undefined },
): Promise<void> {
  const { stderr } = child;
  if (!stderr) throw new Error('PostgreSQL was started without a log.');
  let fatal = '';
  return new Promise((resolve, reject) => {
    createInterface({ input: stderr }).on('line', (line) => {
      log?.(line);
      if (/\b(FATAL|PANIC):/.test(line)) fatal ||= line.replace(/^.*?(FATAL|PANIC):\s*/, '');
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new StartRefused(refusal(dataDir, fatal || `it ended with code ${String(code)}`)));
    });
  });
}

function refusal(dataDir: string, reason: string): string {
  if (reason.includes('lock file') && reason.includes('already exists'))
    return `Daysheet already runs on ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`;
  if (reason.includes('No space left')) return diskFull(dataDir);
  if (reason.includes('incompatible with server'))
    return `The data in ${dataDir} was made by another major version of PostgreSQL.`;
  return `The database did not start in ${dataDir}: ${reason}`;
}
