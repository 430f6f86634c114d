import type { WorkItem } from '#contract/work';
import { newBlobKey } from '../blob-store/blob-place.ts';
import { expectBlob, settleBlob } from '../blob-store/due-blobs.ts';
import { aPdf, inParts } from '../blob-store/given-content.ts';
import { testBlobs } from '../blob-store/test-blobs.ts';
import type { TestDatabase } from '../db/test-database.ts';
import type { Scope } from '../context.ts';
import { attachToWork } from './attachment-service.ts';
import type { Queue } from './queue.ts';

/** A letter as an upload leaves it: its bytes kept, its rows written. */
export async function givenAttachment<I extends WorkItem>(
  t: TestDatabase,
  queue: Queue<I>,
  file: { scope: Extract<Scope, { kind: 'user' }>; itemId: string; name?: string },
): ReturnType<typeof attachToWork<I>> {
  const { scope, itemId, name = 'letter.pdf' } = file;
  const { store } = await testBlobs();
  const key = newBlobKey();
  await t.database.inTransaction(scope, (ctx) => expectBlob(ctx, key));
  const blob = await store.put(scope.organizationId, inParts(aPdf(500)), key);
  return t.database.inTransaction(scope, async (ctx) => {
    await settleBlob(ctx, key);
    return attachToWork(ctx, queue, { itemId, kind: 'letter', name, blob });
  });
}
