// Answers that a file or a message brings: what still waits is decided by it, what somebody wrote down first stands.
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { Ctx } from '../platform/context.ts';
import { inSavepoint } from '../platform/db/in-savepoint.ts';
import { ProblemError } from '../platform/problem.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { applyAnswer, settleAnswered } from './answer-service.ts';
import { authorizations } from './authorizations-queue.ts';
import { answerRow, type Heard } from './grant-service.ts';
import { insertAnswer, listLines, updateLine, type LineRow } from './line-repository.ts';
import { settleItem } from './settle-item.ts';

export type AnswerFate =
  | 'applied'
  /** The same stands already. */
  | 'repeated'
  /** Another answer stands: everybody sees both. */
  | 'contradicted'
  /** It cannot be written down as the payer gave it: everybody sees it beside the line. */
  | 'shown'
  /** The line is over. */
  | 'left-aside';

/** What was answered, where it cannot be told what exactly was granted. */
export interface UnclearAnswer {
  action: HeardAnswer['action'];
  lineId: string;
  number: string | null;
  unclear: string;
}
export type TakenAnswer = HeardAnswer | UnclearAnswer;

export interface TakenAnswers {
  itemId: string;
  answers: readonly TakenAnswer[];
  heard: Heard;
}

/** `null` = no such request. Each answer has its own fate, in the order of the answers. */
export async function takeAnswers(
  ctx: Ctx,
  { itemId, answers, heard }: TakenAnswers,
): Promise<AnswerFate[] | null> {
  const row = await lockWorkRow(ctx, authorizations.name, itemId);
  if (!row) return null;
  const lines = await listLines(ctx, itemId);
  const fates: AnswerFate[] = [];
  const starts: ClockStart[] = [];
  for (const answer of answers) {
    const line = lines.find(({ id }) => id === answer.lineId);
    fates.push(line ? await takeOne(line, answer) : 'left-aside');
  }
  const detail = { via: heard.via, fates };
  const wakes = fates.includes('contradicted') || fates.includes('shown');
  if (fates.includes('applied')) await settleAnswered(ctx, row, { starts, detail, wakes });
  else if (wakes) await settleItem(ctx, row, { act: 'contradicted', wakes, detail });
  return fates;

  async function takeOne(line: LineRow, answer: TakenAnswer): Promise<AnswerFate> {
    const waits = line.status === 'submitted' || line.status === 'pended';
    if (!waits && !decided.includes(line.status)) return 'left-aside';
    if (!waits && isSame(line, answer)) return 'repeated';
    if (!row || 'unclear' in answer) return show(line, answer, 'shown');
    if (!waits) return show(line, answer, line.status === 'gathering' ? 'shown' : 'contradicted');
    const started = await tried(ctx, (inner) => applyAnswer(inner, row, line, { answer, heard }));
    if (started === null) return show(line, answer, 'shown');
    starts.push(...started);
    return 'applied';
  }

  async function show<F extends AnswerFate>(
    line: LineRow,
    answer: TakenAnswer,
    fate: F,
  ): Promise<F> {
    const { action, number } = answer;
    const because =
      'unclear' in answer ? answer.unclear : answer.action === 'A3' ? answer.because : '';
    await updateLine(ctx, line, {
      contradiction: { action, number, because, via: heard.via, at: ctx.now },
    });
    await insertAnswer(ctx, await answerRow(ctx, line, { answer, heard, fate: 'contradicted' }));
    return fate;
  }
}

/** Where another answer is shown: also to who is about to ask again. */
const decided: readonly LineRow['status'][] = [
  'gathering',
  'approved',
  'denied',
  'appealed',
  'upheld',
  'consumed',
];

function isSame(line: LineRow, answer: TakenAnswer): boolean {
  if (line.action !== answer.action) return false;
  return answer.number === null || line.number === null || answer.number === line.number;
}

/** What cannot be as the payer says it is left to a person, and does not keep back the other lines. */
async function tried<T>(ctx: Ctx, act: (inner: Ctx) => Promise<T>): Promise<T | null> {
  try {
    return await inSavepoint(ctx, act);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}
