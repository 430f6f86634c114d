// A message leaves by a job, which is there exactly when the queued message is: both are of one transaction.
import type { Ctx } from '../platform/context.ts';
import { addJob } from '../platform/jobs/add-job.ts';
import type { MessageRow } from './message-repository.ts';

export async function sendSoon(
  ctx: Ctx,
  { id: messageId, leaves_at: leavesAt }: Pick<MessageRow, 'id' | 'leaves_at'>,
): Promise<void> {
  const { organizationId } = ctx;
  await addJob(ctx, 'outreach.send', { organizationId, messageId }, leavesAt);
}
