// What a payer did not review: its lines are gathered again, with what was wrong, and somebody sees them at once.
import type { ReviewRejection } from '../../interop/x12/health-care-review.ts';
import { followUps, rejectReasons, wordsOf } from '../../interop/x12/review-codes.ts';
import type { Ctx } from '../../platform/context.ts';
import { lockWorkRow } from '../../platform/work/work-repository.ts';
import { prepareClock } from '../authorizations-rule.ts';
import { authorizations } from '../authorizations-queue.ts';
import { notAnswered, updateLine, type LineRow } from '../line-repository.ts';
import { notExpected, updateRequest, updateSubmission } from '../request-repository.ts';
import { settleItem } from '../settle-item.ts';
import { stepLine } from '../take-request.ts';

export interface SentBack {
  itemId: string;
  submissionId: string;
  lines: readonly LineRow[];
  rejections: readonly ReviewRejection[];
}

export async function sendBack(
  ctx: Ctx,
  { itemId, submissionId, lines, rejections }: SentBack,
): Promise<void> {
  const row = await lockWorkRow(ctx, authorizations.name, itemId);
  if (!row) throw new Error('A request that was sent is not there.');
  const trouble = troubleOf(rejections);
  for (const line of lines) {
    const status = stepLine(ctx, line, 'return', { trouble });
    await updateLine(ctx, line, { ...notAnswered, status });
  }
  await updateSubmission(ctx, submissionId, { trouble });
  await updateRequest(ctx, itemId, notExpected);
  const reasons = [...new Set(rejections.map(({ reason }) => reason))];
  await settleItem(ctx, row, {
    ...{ act: 'not-delivered', wakes: true, detail: { lines: lines.length, reasons } },
    starts: [{ rule: prepareClock, startedAt: ctx.now, evidence: 'Sent back by the payer' }],
  });
}

const mostWords = 500;

export function troubleOf(rejections: readonly ReviewRejection[]): string {
  const reasons = rejections.map(({ reason }) => wordsOf(rejectReasons, reason));
  const next = rejections.flatMap(({ followUp }) =>
    followUp === '' ? [] : wordsOf(followUps, followUp),
  );
  const words = [...new Set(reasons)].join('; ');
  return [`The payer sent it back: ${words}.`, ...[...new Set(next)].map((each) => `${each}.`)]
    .join(' ')
    .slice(0, mostWords);
}

/** The payer has it and answers by itself, or lets somebody else ask: nothing is sent again. */
export function isAnsweredLater(rejections: readonly ReviewRejection[]): boolean {
  return rejections.every(({ followUp }) => followUp === 'Y' || followUp === 'S');
}
