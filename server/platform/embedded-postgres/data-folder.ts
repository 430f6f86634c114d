import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
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
