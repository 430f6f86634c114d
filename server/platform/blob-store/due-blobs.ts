// Files that go unless something is made of them. The key is written down before the file is kept, so that a crash at
// any moment leaves none that nobody knows of; a row of the file's owner and a row here never stand together.
import { plusMinutes } from '../clock/instants.ts';
import type { Ctx, Scope } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { BlobStore } from './blob-store.ts';

/** Longer than any request may take. */
const minutesToKeep = 60;
/** So many files a run; the next run takes the rest. */
const mostAtOnce = 100;

const table = 'blob_due';

export interface BlobHome {
  readonly database: Database;
  readonly blobs: BlobStore;
}

/** Before the file is kept under this key. */
export async function expectBlob(ctx: Ctx, key: string): Promise<void> {
  await ctx.db(table).insert({
    organization_id: ctx.organizationId,
    key,
    due_at: plusMinutes(ctx.now, minutesToKeep),
  });
}

/** Of a file that takes long to make, again and again until it is made. */
export async function postponeBlob(ctx: Ctx, key: string): Promise<void> {
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, key, is_doomed: false })
    .update({ due_at: plusMinutes(ctx.now, minutesToKeep) });
}

/** In the transaction in which the file gets its owner. */
export async function settleBlob(ctx: Ctx, key: string): Promise<void> {
  const settled = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, key, is_doomed: false })
    .delete();
  if (settled !== 1) throw new Error('A file was given up before it had an owner.');
}

/** In the transaction in which the file loses its owner; its bytes go soon after. */
export async function giveUpBlob(ctx: Ctx, key: string): Promise<void> {
  const due = { organization_id: ctx.organizationId, key, due_at: ctx.now, is_doomed: true };
  await ctx.db(table).insert(due);
}

/** After a failure of which nobody knows whether its transaction was committed: removes the file only if it was not. */
export async function dropUnlessSettled(
  home: BlobHome,
  organizationId: string,
  key: string,
): Promise<void> {
  const isLeft = await home.database.inTransaction(scopeOf(organizationId), async (ctx) => {
    const doomed = ctx.db(table).where({ organization_id: organizationId, key });
    return (await doomed.update({ is_doomed: true })) === 1;
  });
  if (isLeft) await removeDoomed(home, organizationId, [key]);
}

/** Removes files whose time has come; answers how many. @throws ProblemError `unavailable` when the storage fails */
export async function sweepBlobs(home: BlobHome, organizationId: string): Promise<number> {
  const keys = await home.database.inTransaction(scopeOf(organizationId), doomDue);
  if (keys.length > 0) await removeDoomed(home, organizationId, keys);
  return keys.length;
}

async function doomDue(ctx: Ctx): Promise<string[]> {
  const due = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .where('due_at', '<=', ctx.now)
    .orderBy('due_at')
    .limit(mostAtOnce)
    .forUpdate()
    .skipLocked()
    .select('key');
  const doomed = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereIn('key', due)
    .update({ is_doomed: true })
    .returning<{ key: string }[]>('key');
  return doomed.map(({ key }) => key);
}

/** The rows go last: a crash in between repeats the removal. */
async function removeDoomed(
  { database, blobs }: BlobHome,
  organizationId: string,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) await blobs.remove(organizationId, key);
  await database.inTransaction(scopeOf(organizationId), async (ctx) => {
    await ctx.db(table).where({ organization_id: organizationId }).whereIn('key', keys).delete();
  });
}

function scopeOf(organizationId: string): Scope {
  return { kind: 'system', organizationId, reason: 'files without an owner' };
}
