// Builder for tests: an action on many items that has ended, as its steps would have left it.
import type { TestDatabase } from '../db/test-database.ts';
import type { BulkRow } from './bulk-repository.ts';

export async function endBulk(t: TestDatabase, id: string): Promise<void> {
  const at = t.clock.now;
  const former = JSON.stringify({ ownerId: null, snoozedUntil: null, tags: [] });
  const done = await t
    .owner('work_bulk_item')
    .where({ bulk_id: id })
    .update({ done_at: at, former });
  await t.owner<BulkRow>('work_bulk').where({ id }).update({ done, ended_at: at, version: 2 });
}
