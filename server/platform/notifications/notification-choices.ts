import {
  notificationTopics,
  topicNames,
  type NotificationChoice,
  type NotificationChoices,
  type NotificationTopic,
} from '#contract/notifications';
import type { Ctx } from '../context.ts';

type Chosen = Partial<Record<NotificationTopic, NotificationChoice>>;

/** What each of them wants to be told of; the standard for whatever they have not chosen. */
export async function choicesOf(
  ctx: Ctx,
  staffIds: readonly string[],
): Promise<(staffId: string) => NotificationChoices> {
  const rows = await ctx
    .db('notification_choice')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('staff_id = any(?)', [[...new Set(staffIds)]])
    .select<{ staff_id: string; choices: Chosen }[]>('staff_id', 'choices');
  const chosen = new Map(rows.map((row) => [row.staff_id, row.choices]));
  return (staffId) => withStandard(chosen.get(staffId) ?? {});
}

function withStandard(chosen: Chosen): NotificationChoices {
  const choices = topicNames.map((topic) => [
    topic,
    chosen[topic] ?? notificationTopics[topic].standard,
  ]);
  return Object.fromEntries(choices) as NotificationChoices;
}
