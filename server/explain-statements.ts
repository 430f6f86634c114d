// For the spec of query plans: the statements that a piece of work sends, and how the database would run each.
import type { Knex } from 'knex';
import type { Ctx, Scope } from './platform/context.ts';
import type { TestDatabase } from './platform/db/test-database.ts';

export interface Statement {
  sql: string;
  bindings: readonly unknown[];
}

/** Every statement that goes through the application's pool while `work` runs. */
export async function statementsOf(
  t: TestDatabase,
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const { pool } = t.database;
  const seen: Statement[] = [];
  const note = ({ sql, bindings }: Statement): void => {
    seen.push({ sql, bindings });
  };
  pool.on('query', note);
  try {
    await work();
  } finally {
    pool.removeListener('query', note);
  }
  return seen;
}

const planned = /^\s*(select|insert|update|delete|with)\b/i;

export function isPlanned({ sql }: Statement): boolean {
  return planned.test(sql);
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Tables that the statement would be answered from by reading all of them, planned as the application in this scope. */
export async function tablesReadWhole(
  t: TestDatabase,
  scope: Scope,
  statement: Statement,
): Promise<string[]> {
  const plan = await t.database.inTransaction(scope, (ctx) => explain(ctx, statement));
  return nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .flatMap((node) => node['Relation Name'] ?? []);
}

async function explain({ db }: Ctx, { sql, bindings }: Statement): Promise<PlanNode> {
  // knex has numbered the bindings in the order in which they stand.
  const question = `explain (format json) ${sql.replaceAll(/\$\d+/g, '?')}`;
  const { rows } = await db.raw<{ rows: { 'QUERY PLAN': { Plan: PlanNode }[] }[] }>(
    question,
    bindings as Knex.RawBinding[],
  );
  const root = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (!root) throw new Error('The database explained nothing.');
  return root;
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
