// Where the real inputs by others lie, when they are there; the one place that reads the setting.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder =
  process.env['CORPORA'] ?? fileURLToPath(new URL('../../shared/corpora/', import.meta.url));

/** The path of a file of the corpora; `null` where it is absent. */
export function findCorpus(path: string): string | null {
  const full = `${folder.replace(/\/$/, '')}/${path}`;
  return existsSync(full) ? full : null;
}

export const bookingsCorpus = 'csv/no-show-NC-local-only/KaggleV2-May-2016.csv';
