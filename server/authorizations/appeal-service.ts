// Appeals: level by level until nothing is left, or until the denial is overturned, accepted or asked for anew.
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { HeardVia, LineGrant } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { commentOnWork } from '../platform/work/work-service.ts';

import { authorizations } from './authorizations-queue.ts';
import { appealAnswerClock, appealClock, mostAppeals } from './authorizations-rule.ts';
import {
  insertAnswer,
  insertAppeal,
  listAppeals,
  updateAppeal,
  updateLine,
  type LineColumns,
  type LineRow,
} from './line-repository.ts';
import { answerRow, grantColumns, requireNotMore, requireUnused } from './grant-service.ts';
import { getRequest } from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { lineOf, linesOf, stepLine, takeRequest, type Held } from './take-request.ts';

export async function fileAppeal(
  ctx: Ctx,
  input: Held & { lineIds: string[]; filedAt: string; confirmation: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const filedAt = normalInstant(input.filedAt);
  if (filedAt > ctx.now)
    throw ruleBroken('filed-later', 'An appeal is written down when it is filed.');
  for (const line of linesOf(lines, input.lineIds)) {
    const level = (await listAppeals(ctx, line.id)).length + 1;
    if (level > mostAppeals)
      throw ruleBroken('no-level-left', 'Nothing is left to appeal to; nothing was changed.');
    await updateLine(ctx, line, { status: stepLine(ctx, line, 'appeal', { level }) });
    await insertAppeal(ctx, {
      ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: line.clinic_id },
      ...{ line_id: line.id, level, filed_at: filedAt, confirmation: input.confirmation },
      ...{ outcome: null, decided_at: null },
    });
  }
  const { urgency } = await getRequest(ctx, row.id);
  return settleItem(ctx, row, {
    ...{ act: 'appeal-filed', detail: { lines: input.lineIds.length } },
    starts: [{ rule: appealAnswerClock[urgency], startedAt: filedAt, evidence: 'Appeal filed' }],
  });
}

export async function endAppeal(
  ctx: Ctx,
  input: Held & {
    lineId: string;
    outcome: 'upheld' | 'overturned';
    grant: LineGrant | null;
    number: string | null;
    decidedAt: string;
  },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  const { outcome, grant, number } = input;
  const decidedAt = normalInstant(input.decidedAt);
  if (decidedAt > ctx.now)
    throw ruleBroken('decided-later', 'The payer cannot have decided later than now.');
  if ((outcome === 'overturned') !== (grant !== null))
    throw invalidInput('grant', 'is given for what is overturned, and only then');
  const running = (await listAppeals(ctx, line.id)).find((each) => each.outcome === null);
  if (grant === null) await updateLine(ctx, line, { status: stepLine(ctx, line, 'uphold') });
  else await grantOverturned(ctx, line, { grant, number, decidedAt, via: 'letter', held: {} });
  if (running) await updateAppeal(ctx, running.id, { outcome, decided_at: decidedAt });
  const detail = { outcome };
  if (grant !== null) return settleItem(ctx, row, { act: 'appeal-ended', detail });
  const { line_of_business: lineOfBusiness } = await getRequest(ctx, row.id);
  const isLast = (running?.level ?? 1) >= mostAppeals;
  return settleItem(ctx, row, {
    ...{ act: 'appeal-ended', detail, wakes: true },
    starts: isLast
      ? []
      : [{ rule: appealClock(lineOfBusiness), startedAt: ctx.now, evidence: 'Denial upheld' }],
  });
}

/** A denial that does not stand any more. */
export async function grantOverturned(
  ctx: Ctx,
  line: LineRow,
  said: {
    grant: LineGrant;
    number: string | null;
    decidedAt: string;
    via: HeardVia;
    held: LineColumns;
  },
): Promise<void> {
  const { grant, number, decidedAt, via, held } = said;
  requireNotMore(line, grant);
  const isPended = line.status === 'pended';
  const status = isPended
    ? stepLine(ctx, line, 'approve', { action: 'A1', grant })
    : stepLine(ctx, line, 'overturn', { grant });
  const action = grant.quantity < line.quantity ? 'A2' : 'A1';
  await updateLine(ctx, line, {
    ...{ ...held, status, action, number: number ?? line.number, via, pended_for: null },
    ...{ decided_by: ctx.actorId, decided_at: decidedAt, because: '', reason_codes: [] },
    ...(await grantColumns(ctx, line, grant)),
  });
  const answer: HeardAnswer = { action, lineId: line.id, number, grant };
  const row = await answerRow(ctx, line, { answer, heard: { via, decidedAt }, fate: 'stood' });
  // How long an appeal took says nothing of how long answers take.
  await insertAnswer(ctx, { ...row, received_at: null, due_at: null });
}

export async function acceptDenial(
  ctx: Ctx,
  input: Held & { lineIds: string[]; note: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  for (const line of linesOf(lines, input.lineIds))
    await updateLine(ctx, line, { status: stepLine(ctx, line, 'accept') });
  const item = await settleItem(ctx, row, {
    ...{ act: 'denial-accepted', detail: { lines: input.lineIds.length } },
  });
  return input.note === ''
    ? item
    : commentOnWork(ctx, authorizations, { itemId: row.id, text: input.note, mentions: [] });
}

export async function cancelLines(
  ctx: Ctx,
  input: Held & { lineIds: string[]; reason: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const { reason } = input;
  for (const line of linesOf(lines, input.lineIds)) {
    const status = stepLine(ctx, line, 'cancel', { reason });
    requireUnused(line);
    await updateLine(ctx, line, { status, cancelled_because: reason });
  }
  return settleItem(ctx, row, {
    ...{ act: 'lines-cancelled', detail: { reason } },
  });
}
