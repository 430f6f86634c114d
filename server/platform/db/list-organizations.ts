import type { Database } from './database.ts';

/** Ids of all organizations, for background work that then enters each by itself. */
export function listOrganizations(database: Database): Promise<string[]> {
  return database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const { rows } = await ctx.db.raw<{ rows: { organization_id: string }[] }>(
      'select organization_id from list_organizations()',
    );
    return rows.map((row) => row.organization_id);
  });
}
