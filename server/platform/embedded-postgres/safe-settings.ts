import pg from 'pg';
import type { Connection } from '../db/connect.ts';
import { StartRefused } from '../start-refused.ts';

const mustBeOn = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** A booking that was confirmed must survive a power cut: no start with the settings that would forget it. */
export async function requireSafeSettings(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select name from pg_settings where name = any ($1) and setting = 'off' order by name`,
      [mustBeOn],
    );
    if (rows.length === 0) return;
    const names = rows.map(({ name }) => name).join(', ');
    throw new StartRefused(
      `The database is set to forget what it confirmed (off: ${names}): turn it on in postgresql.conf.`,
    );
  } finally {
    await client.end();
  }
}
