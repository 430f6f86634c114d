// Where a patient can be written to, without what is known not to work.
import type { MessageChannel } from '#contract/message-workflow';
import { getReach, type Reach } from '../patients/reach-queries.ts';
import type { Ctx } from '../platform/context.ts';

export async function getWorkingReach(ctx: Ctx, patientId: string): Promise<Reach> {
  const reach = await getReach(ctx, patientId);
  const failing = await ctx
    .db('failing_contact')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .select<{ channel: MessageChannel; address: string }[]>('channel', 'address');
  const works = (channel: MessageChannel): string | null =>
    failing.some((one) => one.channel === channel && one.address === reach[channel])
      ? null
      : reach[channel];
  return { ...reach, text: works('text'), email: works('email') };
}
