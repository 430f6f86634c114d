import type { Ctx } from '../platform/context.ts';

/**
 * Runs a part that may be refused while the rest of the transaction stands: when it throws, its rows, changes
 * and audit entries are gone.
 */
export async function inSavepoint<T>(ctx: Ctx, fn: (inner: Ctx) => Promise<T>): Promise<T> {
  const inner: Pick<Ctx, 'changes' | 'audits'> = { changes: [], audits: [] };
  const answer = await ctx.db.transaction((db) => fn({ ...ctx, ...inner, db }));
  ctx.changes.push(...inner.changes);
  ctx.audits.push(...inner.audits);
  return answer;
}
