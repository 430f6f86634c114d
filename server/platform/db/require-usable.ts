import pg from 'pg';
import { StartRefused } from '../start-refused.ts';
import type { Connection } from './connect.ts';

const leastVersion = 15;

/** Refuses a PostgreSQL that cannot be reached, is too old or takes no writes, in one sentence that names the setting. */
export function requireUsable(setting: string, connection: Connection): Promise<void> {
  return asking(setting, connection, async (client) => {
    const { rows } = await client.query<{ version: number; read_only: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as version,
         current_setting('transaction_read_only')::boolean as read_only`,
    );
    const { version = 0, read_only = false } = rows[0] ?? {};
    if (version < leastVersion) {
      throw new StartRefused(
        `The PostgreSQL of ${setting} is version ${version}: Daysheet needs ${leastVersion} or newer.`,
      );
    }
    if (read_only) {
      throw new StartRefused(
        `The PostgreSQL of ${setting} takes no writes: name the primary instead of a replica, or turn default_transaction_read_only off.`,
      );
    }
  });
}

/** Under which name the login is known there: an address may name it in several ways, or not at all. */
export function loginOf(setting: string, connection: Connection): Promise<string> {
  return asking(setting, connection, async (client) => {
    const { rows } = await client.query<{ login: string }>('select session_user as login');
    return rows[0]?.login ?? '';
  });
}

/** The same text for every login of one database, and for no two databases. */
export function identityOf(setting: string, connection: Connection): Promise<string> {
  return asking(setting, connection, async (client) => {
    const { rows } = await client.query<{ identity: string }>(
      `select concat(current_database(), ' ', extract(epoch from pg_postmaster_start_time())) as identity`,
    );
    return rows[0]?.identity ?? '';
  });
}

export function isMigrated(setting: string, connection: Connection): Promise<boolean> {
  return asking(setting, connection, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select exists (select from pg_class where relname = 'schema_migration') as there`,
    );
    return rows[0]?.there ?? false;
  });
}

async function asking<T>(
  setting: string,
  connection: Connection,
  ask: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await ask(client);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(unreachable(setting, error), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unreachable(setting: string, error: unknown): string {
  const { code = '', message } = error as Error & { code?: string };
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `Nothing answers at the address of ${setting}: is PostgreSQL running there?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name in ${setting} is unknown.`;
    case '28P01':
    case '28000':
      return `The PostgreSQL of ${setting} refuses the user or the password.`;
    case '3D000':
      return `The database named in ${setting} does not exist.`;
    case '':
      return toldInWords(setting, message);
    default:
      return `The PostgreSQL of ${setting} cannot be used (${code}).`;
  }
}

/** What the driver says in words only. */
function toldInWords(setting: string, message: string): string {
  if (message.includes('password must be a '))
    return `The PostgreSQL of ${setting} asks for a password, and the address names none.`;
  if (/timeout expired|terminated/.test(message))
    return `What is at the address of ${setting} does not answer as PostgreSQL does.`;
  return `The PostgreSQL of ${setting} cannot be used (${message}).`;
}
