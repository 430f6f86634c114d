import { accessSync, constants, mkdirSync } from 'node:fs';
import { StartRefused } from '../start-refused.ts';

/** Makes Daysheet's own folder; accounts without the right may pass through it but not look into it. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(refusal(dataDir, (error as NodeJS.ErrnoException).code ?? 'unknown'), {
      cause: error,
    });
  }
}

function refusal(dataDir: string, code: string): string {
  switch (code) {
    case 'ENOSPC':
      return diskFull(dataDir);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The data folder ${dataDir} cannot be written by this user: allow it, or set DATA_DIR to another folder.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${dataDir} is not a folder: set DATA_DIR to one.`;
    default:
      return `The data folder ${dataDir} cannot be used (${code}): set DATA_DIR to another folder.`;
  }
}

export function diskFull(dataDir: string): string {
  return `The disk that holds ${dataDir} is full: free some space and start again.`;
}
