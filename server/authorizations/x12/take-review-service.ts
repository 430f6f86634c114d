// One response of a payer: its receipt, its decisions line by line, and what it sent back.
import type { ReviewRejection, ReviewResponse } from '../../interop/x12/health-care-review.ts';
import { reportKinds, wordsOf } from '../../interop/x12/review-codes.ts';
import { idOfTrace } from '../../interop/x12/trace-number.ts';
import { instantText } from '../../platform/clock/instants.ts';
import { Temporal } from '../../platform/clock/temporal.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { lockWorkRow, type WorkRow } from '../../platform/work/work-repository.ts';
import { authorizations } from '../authorizations-queue.ts';
import type { Heard } from '../grant-service.ts';
import { lastWritten, listLines, type LineRow } from '../line-repository.ts';
import {
  findLastSubmission,
  insertDocuments,
  listDocuments,
  type SubmissionRow,
} from '../request-repository.ts';
import { takeReceipt } from '../submit-service.ts';
import { takeAnswers, type AnswerFate } from '../take-answers-service.ts';
import { readAnswers, tracedIds, type LineSaid, type Unmatched } from './review-answers.ts';
import { isAnsweredLater, sendBack } from './send-back-service.ts';
import { findSentRequests, findSentSubmission } from './sent-queries.ts';

export type ReviewFate =
  AnswerFate | Unmatched | 'older' | 'unknown-reference' | 'sent-back' | 'waits';

/** What became of one thing that was said. */
export interface ReviewNote {
  segment: number;
  fate: ReviewFate;
}

interface Taking {
  row: WorkRow;
  lines: LineRow[];
  submission: SubmissionRow;
  response: ReviewResponse;
  heard: Heard;
  /** It answers what was sent last. */
  isOfLast: boolean;
}

export async function takeReview(
  ctx: Ctx,
  of: { interfaceId: string; segment: number },
  response: ReviewResponse,
): Promise<ReviewNote[]> {
  const found = await findAsked(ctx, of.interfaceId, response);
  if ('fate' in found) return [{ segment: of.segment, fate: found.fate }];
  const taking = await begin(ctx, found.requestId, response);
  const refused = rejectionsOfAll(response);
  if (refused.length > 0) return [await takeRefusal(ctx, taking, refused)];
  return takeDecisions(ctx, taking);
}

/** By trace numbers; where a refusal names no event, by the number of the whole. */
async function findAsked(
  ctx: Ctx,
  interfaceId: string,
  { event, services, reference }: ReviewResponse,
): Promise<{ requestId: string } | { fate: ReviewFate }> {
  if (event === null) {
    const id = idOfTrace(reference);
    const sent = id === null ? null : await findSentSubmission(ctx, { interfaceId, id });
    return sent ?? { fate: 'unknown-reference' };
  }
  const ids = [event, ...services].flatMap(tracedIds);
  const [requestId, second] = await findSentRequests(ctx, { interfaceId, ids });
  if (requestId === undefined) return { fate: 'unknown-trace' };
  return second === undefined ? { requestId } : { fate: 'several-traces' };
}

async function begin(ctx: Ctx, requestId: string, response: ReviewResponse): Promise<Taking> {
  const row = await lockWorkRow(ctx, authorizations.name, requestId);
  const submission = await findLastSubmission(ctx, requestId);
  if (!row || !submission) throw new Error('A request that was sent is not there.');
  const lines = await listLines(ctx, requestId);
  const isOfLast = idOfTrace(response.reference) === submission.id;
  const at = await writtenAt(ctx, row, response);
  const decidedAt = isOfLast && at < submission.at ? submission.at : at;
  const { on, time } = response.written;
  const heard: Heard = { via: 'x12', decidedAt, writtenAt: `${on}T${time}` };
  return { row, lines, submission, response, heard, isOfLast };
}

/** X12 says no zone: the clinic's is supposed, and nothing was written later than now. */
async function writtenAt(ctx: Ctx, row: WorkRow, { written }: ReviewResponse): Promise<string> {
  const timeZone = await zoneOf(ctx, row.clinic_id);
  const wall = Temporal.PlainDateTime.from(`${written.on}T${written.time}`);
  const at = instantText(wall.toZonedDateTime(timeZone).toInstant());
  return at < ctx.now ? at : ctx.now;
}

/** Above the event nothing was reviewed; at the event, where nothing else decides. */
function rejectionsOfAll({ rejections, event }: ReviewResponse): readonly ReviewRejection[] {
  if (rejections.length > 0 || event === null) return rejections;
  return event.decision === null ? event.rejections : [];
}

function isAsked({ status }: LineRow): boolean {
  return status === 'submitted' || status === 'pended';
}

async function takeRefusal(
  ctx: Ctx,
  taking: Taking,
  rejections: readonly ReviewRejection[],
): Promise<ReviewNote> {
  const { row, lines, submission, isOfLast } = taking;
  const segment = rejections[0]?.segment ?? 0;
  const asked = lines.filter(isAsked);
  if (!isOfLast) return { segment, fate: 'older' };
  if (asked.length === 0) return { segment, fate: 'repeated' };
  if (isAnsweredLater(rejections)) {
    await noteReceipt(ctx, taking);
    return { segment, fate: 'waits' };
  }
  await sendBack(ctx, {
    ...{ itemId: row.id, submissionId: submission.id, lines: asked, rejections },
  });
  return { segment, fate: 'sent-back' };
}

async function takeDecisions(ctx: Ctx, taking: Taking): Promise<ReviewNote[]> {
  const { row, lines, response } = taking;
  const { said, rejected, unmatched } = readAnswers(response, lines);
  const { fresh, notes } = await freshOf(ctx, taking, said);
  const receivedAt = fresh.length > 0 ? await noteReceipt(ctx, taking) : undefined;
  await noteDocuments(ctx, row, fresh);
  const heard = receivedAt === undefined ? taking.heard : { ...taking.heard, receivedAt };
  const answers = fresh.map(({ answer }) => answer);
  const fates =
    answers.length === 0 ? [] : await takeAnswers(ctx, { itemId: row.id, answers, heard });
  return [
    ...notes,
    ...fresh.map(({ segment }, at) => ({ segment, fate: fates?.[at] ?? ('left-aside' as const) })),
    ...unmatched.map(({ segment, why }) => ({ segment, fate: why })),
    ...(await takeRejected(ctx, taking, rejected)),
  ];
}

/** What the payer wrote before something else that is known already is over. */
async function freshOf(
  ctx: Ctx,
  { row, heard }: Taking,
  said: readonly LineSaid[],
): Promise<{ fresh: LineSaid[]; notes: ReviewNote[] }> {
  const last = await lastWritten(ctx, { requestId: row.id, via: 'x12' });
  const fresh: LineSaid[] = [];
  const notes: ReviewNote[] = [];
  for (const each of said) {
    const known = last.get(each.line.id) ?? '';
    const written = heard.writtenAt ?? '';
    if (written < known) notes.push({ segment: each.segment, fate: 'older' });
    else if (written === known && each.line.action === each.answer.action)
      notes.push({ segment: each.segment, fate: 'repeated' });
    else fresh.push(each);
  }
  return { fresh, notes };
}

/**
 * Whoever answers has received it, at the latest when it wrote; `undefined` = it was known before. Answers are counted from
 * when it was sent then: from the receipt, the first would have taken no time at all.
 */
async function noteReceipt(
  ctx: Ctx,
  { row, lines, submission, response, heard, isOfLast }: Taking,
): Promise<string | undefined> {
  if (!isOfLast || submission.received_at !== null || !lines.some(isAsked)) return undefined;
  const references = response.event?.references ?? [];
  const confirmation = references.find(({ kind }) => kind === 'NT')?.value.slice(0, 50) ?? '';
  await takeReceipt(ctx, { row, lines }, { receivedAt: heard.decidedAt, confirmation });
  return submission.at;
}

/** What a pended line waits for stands among its papers. */
async function noteDocuments(ctx: Ctx, row: WorkRow, fresh: readonly LineSaid[]): Promise<void> {
  const wanted = fresh.flatMap(({ line, answer, wants }) =>
    answer.action === 'A4' && isAsked(line) ? wants : [],
  );
  const known = new Set((await listDocuments(ctx, row.id)).map(({ title }) => title));
  const titles = [...new Set(wanted.map((code) => wordsOf(reportKinds, code)))];
  await insertDocuments(
    ctx,
    titles
      .filter((title) => !known.has(title))
      .map((title) => ({
        ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
        ...{ request_id: row.id, title, asked_by: 'payer', due_on: null, attachment_id: null },
        ...{ waived_because: null, sent_at: null, asked_at: ctx.now },
      })),
  );
}

async function takeRejected(
  ctx: Ctx,
  { row, submission, isOfLast }: Taking,
  rejected: ReturnType<typeof readAnswers>['rejected'],
): Promise<ReviewNote[]> {
  const notes = rejected.map(({ line, segment, rejections }) => ({
    ...{ line, segment, rejections },
    fate: fateOf(line, rejections),
  }));
  const back = notes.filter(({ fate }) => fate === 'sent-back');
  if (back.length > 0)
    await sendBack(ctx, {
      ...{ itemId: row.id, submissionId: submission.id, lines: back.map(({ line }) => line) },
      rejections: back.flatMap(({ rejections }) => rejections),
    });
  return notes.map(({ segment, fate }) => ({ segment, fate }));

  function fateOf(line: LineRow, rejections: readonly ReviewRejection[]): ReviewFate {
    if (!isOfLast) return 'older';
    if (!isAsked(line)) return 'repeated';
    return isAnsweredLater(rejections) ? 'waits' : 'sent-back';
  }
}
