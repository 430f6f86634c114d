// One knex over pg, with the types that Daysheet speaks: instants as text in UTC, dates as text, counts as numbers.
import knex, { type Knex } from 'knex';
import pg from 'pg';

export interface Connection {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  connectionString?: string;
}

const { TIMESTAMPTZ, DATE, INT8 } = pg.types.builtins;
/** Of a list of dates: not among the types that pg has names for. */
const dateArray = '1182';
const parseDates = (text: string): string[] => text.slice(1, -1).split(',').filter(Boolean);
const parseTimestamp = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format): unknown {
    if (oid === TIMESTAMPTZ) return (text: string) => parseTimestamp(text).toISOString();
    if (oid === DATE) return (text: string) => text;
    if (String(oid) === dateArray) return parseDates;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format);
  },
};

/** knex tells the console of lost connections; whoever was using one hears of it by the error that is thrown. */
const nothing = (): void => undefined;
const silent = { warn: nothing, error: nothing, deprecate: nothing, debug: nothing };

/** The application's pool: acts as `daysheet_app` whatever role it signed in as. */
export function connectPool(connection: Connection, poolSize: number): Knex {
  return knex({
    client: 'pg',
    // Statements that do not need each other's answer travel together.
    connection: { ...connection, types, pipeline: true } as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: poolSize,
      afterCreate(client: pg.Client, done: (error: Error | null, client: pg.Client) => void) {
        client
          .query(
            `set role daysheet_app; set timezone = 'UTC'; set statement_timeout = '15s';
             set lock_timeout = '8s'; set idle_in_transaction_session_timeout = '20s'`,
          )
          .then(
            () => done(null, client),
            (error: unknown) => done(error as Error, client),
          );
      },
    },
    acquireConnectionTimeout: 10_000,
    log: silent,
  });
}

/** The owner's connection, for migrations and nothing else. */
export function connectOwner(connection: Connection): Knex {
  return knex({
    client: 'pg',
    connection: { ...connection, types } as Knex.PgConnectionConfig,
    pool: { min: 0, max: 2 },
    log: silent,
  });
}
