import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';

/** Reads for delivery see the whole organization; the rooms decide who hears what. */
export function inSystem<T>(
  database: Database,
  organizationId: string,
  read: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  return database.inTransaction({ kind: 'system', organizationId, reason: 'delivery' }, read);
}
