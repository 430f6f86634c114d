import type { Knex } from 'knex';

const names = new Map<string, string>();

/**
 * A statement that runs so often that planning it anew would cost more than running it: each connection plans it once.
 * Its text is a constant, and it names its columns, because a migration that adds one would break a planned `*`.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as knex's own `raw`
export function prepared<T>(
  db: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Knex.Raw<{ rows: T[] }> {
  const name = names.get(sql) ?? `daysheet_${names.size}`;
  names.set(sql, name);
  return db.raw<{ rows: T[] }>(sql, bindings).options({ name });
}
