import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefused } from '../start-refused.ts';

/** Makes Daysheet's own folder; accounts without the right may pass through it but not look into it. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(refusal(dataDir, (error as NodeJS.ErrnoException).code ?? 'unknown'), {
      cause: error,
    });
  }
}

/** Parents first. Node's own recursive mkdir never returns where none can be made, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o711 });
}

function refusal(dataDir: string, code: string): string {
  switch (code) {
    case 'ENOSPC':
      return diskFull(dataDir);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The data folder ${dataDir} cannot be written by this user: allow it, or set DATA_DIR to another folder.`;
    case 'ENOENT':
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${dataDir} cannot be one: set DATA_DIR to a folder.`;
    default:
      return `The data folder ${dataDir} cannot be used (${code}): set DATA_DIR to another folder.`;
  }
}

export function diskFull(dataDir: string): string {
  return `The disk that holds ${dataDir} is full: free some space and start again.`;
}

/** Two segments of PostgreSQL's log: with less it neither recovers nor ends a checkpoint. */
const leastBytes = 32 * 1024 * 1024;

/** The error of a start, or the full disk behind it: few of the ways in which a start fails of it say so. */
export function orDiskFull(dataDir: string, error: unknown, freeBytes = freeBytesNow): unknown {
  if (freeBytes(dataDir) >= leastBytes) return error;
  return new StartRefused(diskFull(dataDir), { cause: error });
}

function freeBytesNow(folder: string): number {
  if (!existsSync(folder)) return Infinity;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
