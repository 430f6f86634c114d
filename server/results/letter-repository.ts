import type { Ctx } from '../platform/context.ts';

export interface LetterRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  result_id: string;
  by_id: string;
  at: string;
  text: string;
}

export async function insertLetter(ctx: Ctx, row: LetterRow): Promise<void> {
  await ctx.db('result_letter').insert(row);
}

/** The oldest first. */
export function listLetters(ctx: Ctx, resultId: string): Promise<LetterRow[]> {
  return ctx
    .db('result_letter')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .orderBy(['at', 'id'])
    .select<LetterRow[]>('*');
}
