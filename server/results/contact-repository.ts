// The only SQL that writes whom a correction must reach.
import type { ContactOutcome, ViewerKind } from '#contract/result-record';
import type { Ctx } from '../platform/context.ts';

export interface ContactRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  result_id: string;
  kind: ViewerKind;
  viewer: string;
  name: string;
  numbers: number[];
  first_seen_at: string;
  outcome: ContactOutcome | null;
  note: string;
  by_id: string | null;
  at: string | null;
  is_reached: boolean;
}

export async function insertContacts(ctx: Ctx, rows: readonly ContactRow[]): Promise<void> {
  if (rows.length > 0) await ctx.db('result_contact').insert([...rows]);
}

export async function updateContact(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<ContactRow, 'numbers' | 'outcome' | 'note' | 'by_id' | 'at' | 'is_reached'>>,
): Promise<void> {
  await ctx.db('result_contact').where({ organization_id: ctx.organizationId, id }).update(change);
}

/** Who saw it first first. */
export function listContacts(ctx: Ctx, resultId: string): Promise<ContactRow[]> {
  return ctx
    .db('result_contact')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .orderBy(['first_seen_at', 'kind', 'viewer', 'id'])
    .select<ContactRow[]>('*');
}
