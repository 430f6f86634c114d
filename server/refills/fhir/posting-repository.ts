// The only SQL of how far decisions came on their way out.
import type { Ctx } from '../../platform/context.ts';

export interface PostingRow {
  organization_id: string;
  decision_id: string;
  clinic_id: string;
  request_id: string;
  /** `again` = it has surely not arrived and is posted once more. */
  state: 'posting' | 'again' | 'ended';
  attempts: number;
  posted_at: string;
}

const table = 'refill_posting';

export function lockPosting(ctx: Ctx, decisionId: string): Promise<PostingRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, decision_id: decisionId })
    .forUpdate()
    .first<PostingRow | undefined>('*');
}

export async function insertPosting(
  ctx: Ctx,
  posting: Pick<PostingRow, 'decision_id' | 'clinic_id' | 'request_id'>,
): Promise<void> {
  await ctx.db(table).insert({
    organization_id: ctx.organizationId,
    ...posting,
    state: 'posting',
    attempts: 1,
    posted_at: ctx.now,
  });
}

/** Of a row that this transaction holds locked. */
export async function updatePosting(
  ctx: Ctx,
  { organization_id, decision_id }: PostingRow,
  change: Partial<Pick<PostingRow, 'state' | 'attempts' | 'posted_at'>>,
): Promise<void> {
  await ctx.db(table).where({ organization_id, decision_id }).update(change);
}
