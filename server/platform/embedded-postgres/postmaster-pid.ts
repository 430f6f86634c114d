// Who holds a cluster's folder, by the file that PostgreSQL keeps there.
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.ts';

const stateLine = 7;

/** Returns once nobody holds the folder; refuses when a server keeps running on it. */
export async function awaitFreeFolder(dataDir: string, cluster: string): Promise<void> {
  // The database of a server that was just killed needs a moment to shut down; one that runs stays.
  for (let tries = 0; tries < 300; tries++) {
    const holder = findHolder(cluster);
    if (!holder) return;
    if (!isPostgresOf(holder.pid, cluster)) {
      // Left by a machine or container that stopped; its number now belongs to another program.
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      return;
    }
    if (holder.state !== 'stopping' && tries >= 20) break;
    await pause(100);
  }
  throw new StartRefused(
    `Daysheet already runs on ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`,
  );
}

/** The PostgreSQL that runs on the folder; a lock file that a stopped machine left is none. */
export function findPostmaster(cluster: string): number | null {
  const holder = findHolder(cluster);
  return holder && isPostgresOf(holder.pid, cluster) ? holder.pid : null;
}

function findHolder(cluster: string): { pid: number; state: string } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0
      ? { pid, state: lines[stateLine]?.trim() ?? 'starting' }
      : null;
  } catch {
    return null;
  }
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`) === realpathSync(cluster);
  } catch {
    // No /proc, or not ours to read: whether it lives is all that can be known.
    return isAlive(pid) && process.platform !== 'linux';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
