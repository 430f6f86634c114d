import type { Ctx } from '../context.ts';

/**
 * Runs a part that may be refused while the rest of the transaction stands: when it throws, its rows, changes,
 * audit entries and notifications are gone.
 */
export async function inSavepoint<T>(ctx: Ctx, fn: (inner: Ctx) => Promise<T>): Promise<T> {
  const inner: Pick<Ctx, 'changes' | 'audits' | 'notifications'> = {
    changes: [],
    audits: [],
    notifications: [],
  };
  const answer = await ctx.db.transaction((db) => fn({ ...ctx, ...inner, db }));
  ctx.changes.push(...inner.changes);
  ctx.audits.push(...inner.audits);
  ctx.notifications.push(...inner.notifications);
  return answer;
}
