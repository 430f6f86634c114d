// Builder for specs: what somebody was told of, as the kernel writes it.
import type { NotificationTopic } from '#contract/notifications';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { recordNotification } from '../platform/notifications/record-notification.ts';

/** Returns its id. */
export async function givenNotification(
  t: TestDatabase,
  to: { organizationId: string; staffId: string; clinicId: string; topic?: NotificationTopic },
): Promise<string> {
  const { organizationId, staffId, clinicId, topic = 'late' } = to;
  const itemId = newId();
  await t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, (ctx) => {
    recordNotification(ctx, { topic, queue: 'calls', clinicId, itemId, to: staffId });
    return Promise.resolve();
  });
  const row = await t
    .owner('notification')
    .where({ organization_id: organizationId, staff_id: staffId, work_item_id: itemId })
    .first<{ id: string }>('id');
  return row.id;
}
