// Stops writing before the disk is full. A file of ballast is given up at the very end, so that PostgreSQL still has
// room for its last checkpoint and can be started again.
import { existsSync, rmSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export type DiskMode = 'normal' | 'read-only';

export interface DiskGuardOptions {
  folder: string;
  onMode: (mode: DiskMode) => void;
  log?: ((line: string) => void) | undefined;
  freeBytes?: (folder: string) => Promise<number>;
  everyMs?: number;
  limits?: Partial<DiskLimits>;
}

export interface DiskLimits {
  ballast: number;
  /** Below this nothing is written any more. */
  low: number;
  /** From here on writing starts again; above `low`, so that the mode does not flicker. */
  enough: number;
  /** Below this the ballast is given up. */
  last: number;
}

export interface DiskGuard {
  mode(): DiskMode;
  /** Looks now; the guard also looks by itself every few seconds. */
  check(): Promise<DiskMode>;
  /** Before PostgreSQL stops: makes room for its last checkpoint when there is little. */
  stop(): Promise<void>;
}

const megabyte = 1024 * 1024;
const standard: DiskLimits = {
  ballast: 64 * megabyte,
  low: 192 * megabyte,
  enough: 320 * megabyte,
  last: 24 * megabyte,
};

export async function guardDisk(options: DiskGuardOptions): Promise<DiskGuard> {
  const { folder, onMode, log, freeBytes = freeBytesOf, everyMs = 3_000 } = options;
  const limits = { ...standard, ...options.limits };
  const ballast = join(folder, 'ballast');
  let mode: DiskMode = 'normal';
  let checking: Promise<DiskMode> | undefined;

  async function look(): Promise<DiskMode> {
    const free = await freeBytes(folder);
    const kept = existsSync(ballast);
    if (free < limits.last && kept) giveUp(ballast, log);
    else if (!kept && free >= limits.enough + limits.ballast) await fill(ballast, limits.ballast);
    const next = free < limits.low ? 'read-only' : free >= limits.enough ? 'normal' : mode;
    if (next !== mode) {
      mode = next;
      onMode(mode);
    }
    return mode;
  }

  function check(): Promise<DiskMode> {
    checking ??= look().finally(() => (checking = undefined));
    return checking;
  }

  const timer = setInterval(() => {
    check().catch((error: unknown) => log?.(`Free space is unknown: ${(error as Error).message}`));
  }, everyMs);
  timer.unref();
  await check();

  return {
    mode: () => mode,
    check,
    async stop() {
      clearInterval(timer);
      await checking?.catch(() => undefined);
      if (mode === 'read-only') giveUp(ballast, log);
    },
  };
}

export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function giveUp(ballast: string, log: DiskGuardOptions['log']): void {
  rmSync(ballast, { force: true });
  log?.('The disk is nearly full: the ballast was given up.');
}

/** Written, not only sized: a sparse file would keep no room. */
async function fill(ballast: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(Math.min(bytes, 4 * megabyte));
  const file = await open(ballast, 'w', 0o600);
  try {
    for (let written = 0; written < bytes; written += block.length) await file.write(block);
    await file.sync();
  } catch (error) {
    rmSync(ballast, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
