// A row of the table, and how its person sees it.
import type { Notification, NotificationTopic } from '#contract/notifications';

export interface NotificationRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  staff_id: string;
  topic: NotificationTopic;
  queue: string;
  colleague_id: string | null;
  work_item_id: string | null;
  bulk_id: string | null;
  item_count: number;
  refused: number;
  at_once: boolean;
  at: string;
  read_at: string | null;
  version: number;
}

export function notificationView(row: NotificationRow): Notification {
  return {
    id: row.id,
    version: row.version,
    topic: row.topic,
    queue: row.queue,
    clinicId: row.clinic_id,
    colleagueId: row.colleague_id,
    itemId: row.work_item_id,
    bulkId: row.bulk_id,
    count: row.item_count,
    refused: row.refused,
    atOnce: row.at_once,
    at: row.at,
    readAt: row.read_at,
  };
}
