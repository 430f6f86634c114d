// Answers of payers, line by line: typed by somebody or read from a file, the first one stands and the second is shown.
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { HeardVia, LineGrant } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import { commentOnWork } from '../platform/work/work-service.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import {
  acknowledgeClock,
  appealClock,
  documentsClock,
  peerClock,
  renewalClock,
  untilClock,
} from './authorizations-rule.ts';
import {
  insertAnswer,
  notAnswered,
  takeBackAnswers,
  updateLine,
  type LineColumns,
  type LineRow,
} from './line-repository.ts';
import {
  answerRow,
  grantColumns,
  requireNotMore,
  requireUnused,
  type Heard,
} from './grant-service.ts';
import { getRequest, type RequestRow } from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { lineOf, stepLine, takeRequest, type Held } from './take-request.ts';

export async function recordAnswer(
  ctx: Ctx,
  input: Held & { via: HeardVia; decidedAt: string; answers: HeardAnswer[]; note: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const decidedAt = normalInstant(input.decidedAt);
  if (decidedAt > ctx.now)
    throw ruleBroken('decided-later', 'The payer cannot have decided later than now.');
  const heard = { via: input.via, decidedAt };
  const starts: ClockStart[] = [];
  for (const answer of input.answers)
    starts.push(...(await applyAnswer(ctx, row, lineOf(lines, answer.lineId), { answer, heard })));
  const detail = { via: input.via, actions: input.answers.map(({ action }) => action) };
  const item = await settleAnswered(ctx, row, { starts, detail });
  return input.note === ''
    ? item
    : commentOnWork(ctx, authorizations, { itemId: row.id, text: input.note, mentions: [] });
}

/** A denial comes to the front: somebody decides what next. */
export async function settleAnswered(
  ctx: Ctx,
  row: WorkRow,
  {
    wakes = false,
    ...settled
  }: { starts: ClockStart[]; detail: Record<string, unknown>; wakes?: boolean },
): Promise<Authorization> {
  const stops = [acknowledgeClock.name];
  return settleItem(ctx, row, { act: 'answered', ...settled, wakes, stops });
}

/** Writes it down and moves the line; what has to be watched from then on. */
export async function applyAnswer(
  ctx: Ctx,
  row: WorkRow,
  line: LineRow,
  { answer, heard }: { answer: HeardAnswer; heard: Heard },
): Promise<ClockStart[]> {
  const request = await getRequest(ctx, row.id);
  const columns = await columnsOf(ctx, line, { answer, heard });
  await updateLine(ctx, line, columns);
  await insertAnswer(ctx, await answerRow(ctx, line, { answer, heard, fate: 'stood' }));
  return clocksOf(ctx, request, { answer, heard });
}

async function columnsOf(
  ctx: Ctx,
  line: LineRow,
  { answer, heard }: { answer: HeardAnswer; heard: Heard },
): Promise<LineColumns> {
  const { action, number } = answer;
  const said: LineColumns = {
    ...{ action, number: number ?? line.number, via: heard.via, decided_by: ctx.actorId },
    ...{ decided_at: heard.decidedAt, reason_codes: [], because: '', pended_for: null },
    ...{ trouble: null, contradiction: null },
  };
  switch (action) {
    case 'A1':
    case 'A2':
    case 'A6': {
      const status = stepLine(ctx, line, 'approve', { action, grant: answer.grant });
      if (action !== 'A6') requireNotMore(line, answer.grant);
      return { ...said, status, ...(await grantColumns(ctx, line, answer.grant)) };
    }
    case 'A3': {
      const { because, codes } = answer;
      const status = stepLine(ctx, line, 'deny', { action, because });
      return { ...said, status, because, reason_codes: codes };
    }
    case 'A4': {
      const { waitsFor, until } = answer;
      const status = stepLine(ctx, line, 'pend', { action, reason: waitsFor });
      const peer = waitsFor === 'peer-to-peer' && until !== null ? normalInstant(until) : null;
      return {
        ...{ ...said, status, pended_for: waitsFor },
        ...(peer === null ? {} : { peer_until: peer, peer_outcome: null, peer_held_at: null }),
      };
    }
    case 'CT': {
      const status = stepLine(ctx, line, 'pend', { action, reason: 'contact-payer' });
      return { ...said, status, pended_for: 'contact-payer' };
    }
    case 'NA': {
      const status = stepLine(ctx, line, 'need-nothing', { action });
      return { ...said, status, need: 'The payer answered that no action is required.' };
    }
    case 'C': {
      const reason = 'payer-cancelled';
      return {
        ...said,
        status: stepLine(ctx, line, 'cancel', { reason }),
        cancelled_because: reason,
      };
    }
  }
}

function clocksOf(
  ctx: Ctx,
  request: RequestRow,
  { answer, heard }: { answer: HeardAnswer; heard: Heard },
): ClockStart[] {
  if (answer.action === 'A3')
    return [
      {
        rule: appealClock(request.line_of_business),
        // From when we knew of it: the day of the letter is not the day of its receipt.
        startedAt: ctx.now,
        evidence: `Denied, heard by ${heard.via}`,
      },
    ];
  if (answer.action !== 'A4' || answer.until === null) return [];
  const until = normalInstant(answer.until);
  if (until <= ctx.now) return [];
  if (answer.waitsFor === 'documents')
    return [untilStart(ctx, documentsClock, 'Documents sent', until)];
  if (answer.waitsFor === 'peer-to-peer')
    return [untilStart(ctx, peerClock, 'Peer-to-peer held', until)];
  return [];
}

export function untilStart(
  ctx: Ctx,
  code: typeof documentsClock | typeof peerClock,
  title: string,
  until: string,
): ClockStart {
  const rule = untilClock(code, { title, from: ctx.now, until, warnDays: 1 });
  return { rule, startedAt: ctx.now, evidence: 'As the payer said it' };
}

export async function extendGrant(
  ctx: Ctx,
  input: Held & { lineId: string; grant: LineGrant; via: HeardVia; number: string | null },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  const { grant, via, number } = input;
  const status = stepLine(ctx, line, 'extend', { grant });
  await updateLine(ctx, line, {
    ...{ status, number: number ?? line.number, via, trouble: null },
    ...(await grantColumns(ctx, line, grant)),
  });
  const answer: HeardAnswer = { action: 'A6', lineId: line.id, number, grant };
  const heard = { via, decidedAt: ctx.now };
  await insertAnswer(ctx, await answerRow(ctx, line, { answer, heard, fate: 'stood' }));
  return settleItem(ctx, row, { act: 'extended', stops: [renewalClock], detail: { via } });
}

/** Typed wrongly: the line waits for the payer's answer again. */
export async function takeBackAnswer(
  ctx: Ctx,
  input: Held & { lineId: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  const status = stepLine(ctx, line, 'take-back');
  requireUnused(line);
  await takeBackAnswers(ctx, line);
  await updateLine(ctx, line, { ...notAnswered, status, pended_for: 'payer-review' });
  return settleItem(ctx, row, { act: 'answer-taken-back' });
}

export async function dismissContradiction(
  ctx: Ctx,
  input: Held & { lineId: string; because: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  if (line.contradiction === null)
    throw ruleBroken('no-contradiction', 'No other answer waits to be looked at.');
  await updateLine(ctx, line, { contradiction: null });
  await settleItem(ctx, row, { act: 'contradiction-dismissed' });
  return commentOnWork(ctx, authorizations, {
    ...{ itemId: row.id, text: input.because, mentions: [] },
  });
}
