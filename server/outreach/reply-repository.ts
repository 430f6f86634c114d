// The only SQL that writes what patients have answered.
import type { ReplyMeaning } from '#contract/outreach';
import type { Ctx } from '../platform/context.ts';

export interface ReplyRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  appointment_id: string;
  starts_at: string;
  meaning: ReplyMeaning;
  received_at: string;
}

export async function insertReply(ctx: Ctx, row: ReplyRow): Promise<void> {
  await ctx.db('outreach_reply').insert(row);
}

/** The last about a visit as it stands: what was said of another time counts no more. */
export function findLastReply(
  ctx: Ctx,
  visit: { id: string; startsAt: string },
): Promise<ReplyRow | undefined> {
  return ctx
    .db('outreach_reply')
    .where({ organization_id: ctx.organizationId, appointment_id: visit.id })
    .where({ starts_at: visit.startsAt })
    .orderBy([
      { column: 'received_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<ReplyRow | undefined>('*');
}
