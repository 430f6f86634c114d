import { StartRefused } from '../start-refused.ts';

/** What an operator can set right, in one sentence; anything else stays the bug that it is. */
export function migrationRefused(where: string, error: unknown): unknown {
  const sentence = refusal(where, error ?? {});
  return sentence === null ? error : new StartRefused(sentence, { cause: error });
}

function refusal(
  where: string,
  { code = '', message = '' }: { code?: string; message?: string },
): string | null {
  if (message.includes('migration directory is corrupt'))
    return `The database of ${where} was brought up to date by a newer Daysheet: run that version.`;
  switch (code) {
    case '42501':
      return `The login of ${where} may not set up the schema: it must own the database and be allowed to create roles (alter role … createrole).`;
    case '0A000':
    case '58P01':
      return `The PostgreSQL of ${where} lacks an extension: Daysheet needs btree_gist, pg_trgm and unaccent.`;
    case '53100':
      return `The disk that holds the database of ${where} is full: free some space and start again.`;
    default:
      return null;
  }
}
