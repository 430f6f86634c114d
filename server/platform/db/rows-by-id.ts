// A large table page by page, by its id: for who needs all of it and holds no transaction open meanwhile.
import type { Ctx } from '../context.ts';

export interface PageById {
  /** The last id of the page before. */
  after: string | null;
  limit: number;
}

export async function rowsById<Row>(
  ctx: Ctx,
  table: string,
  { after, limit, columns = ['*'] }: PageById & { columns?: readonly string[] },
): Promise<Row[]> {
  const query = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .orderBy('id')
    .limit(limit);
  if (after !== null) void query.where('id', '>', after);
  return (await query.select(...columns)) as Row[];
}
