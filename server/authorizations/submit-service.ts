// Submission: what is ready goes to the payer in one of its channels, with the proof; its clock begins when it received it.
import type { Authorization, SubmissionChannel } from '#contract/authorization-request';
import { normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { acknowledgeClock, decisionClock } from './authorizations-rule.ts';
import { updateLine, type LineRow } from './line-repository.ts';
import { requireMayTell } from './open-service.ts';
import { isAttached, isMissing } from './papers-service.ts';
import {
  findLastSubmission,
  getRequest,
  insertSubmission,
  listDocuments,
  markDocumentsSent,
  updateExpectation,
  updateSubmission,
  type RequestRow,
  type SubmissionRow,
} from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { stepLine, takeRequest, type Held } from './take-request.ts';

export async function submitAuthorization(
  ctx: Ctx,
  input: Held & {
    channel: Extract<SubmissionChannel, 'portal' | 'fax' | 'phone'>;
    confirmation: string;
    proofId: string;
    receivedAt: string;
  },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const receivedAt = requireReceived(ctx, input.receivedAt);
  const ready = await requireReady(ctx, row, lines);
  await requireProof(ctx, row.id, input.proofId);
  const { channel, confirmation, proofId } = input;
  await insertSubmission(ctx, {
    ...newSubmission(ctx, row, channel),
    ...{ by_id: ctx.actorId, confirmation, proof_id: proofId, received_at: receivedAt },
  });
  return followSubmission(ctx, row, { ready, channel, receivedAt });
}

/** What stands of a submission that the server makes, before the payer has said a word. */
export function newSubmission(ctx: Ctx, row: WorkRow, channel: SubmissionChannel): SubmissionRow {
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ request_id: row.id, channel, at: ctx.now, by_id: null, confirmation: '', proof_id: null },
    ...{ received_at: null, trouble: null, interface_id: null, message_id: null },
  };
}

function requireReceived(ctx: Ctx, given: string): string {
  const receivedAt = normalInstant(given);
  if (receivedAt > ctx.now)
    throw ruleBroken('received-later', 'The payer cannot have received it later than now.');
  return receivedAt;
}

async function requireProof(ctx: Ctx, itemId: string, proofId: string): Promise<void> {
  if (!(await isAttached(ctx, itemId, proofId)))
    throw ruleBroken(
      'no-proof',
      'The proof is not attached to this request; nothing was submitted.',
    );
}

export interface Ready {
  request: RequestRow;
  lines: LineRow[];
  /** Files go along with it. */
  hasPapers: boolean;
}

/** Everything that a payer would send back for: asked of every channel alike. */
export async function requireReady(
  ctx: Ctx,
  row: WorkRow,
  all: readonly LineRow[],
): Promise<Ready> {
  const lines = all.filter(({ status }) => status === 'gathering');
  if (lines.length === 0)
    throw ruleBroken('nothing-to-submit', 'No line is ready; nothing was submitted.');
  const nameless = lines.find(({ code, kind }) => code === null && kind !== 'referral');
  if (nameless)
    throw ruleBroken('no-code', `“${nameless.description}” has no code; nothing was submitted.`);
  const request = await getRequest(ctx, row.id);
  if (request.diagnoses.length === 0)
    throw ruleBroken('no-diagnosis', 'No diagnosis is given; nothing was submitted.');
  if (request.urgency === 'expedited' && request.attested_by === null)
    throw ruleBroken(
      'not-attested',
      'No clinician has attested that it is urgent; nothing was submitted.',
    );
  const documents = await listDocuments(ctx, row.id);
  const missing = documents.find(isMissing);
  if (missing)
    throw ruleBroken(
      'documents-missing',
      `“${missing.title}” is not attached; nothing was submitted. Attach it, or say why it is not needed.`,
    );
  const on = lines.map(({ from_on }) => from_on).sort()[0] ?? '';
  const { coverage_id: coverageId } = request;
  await requireMayTell(ctx, { patientId: row.patient_id ?? '', coverageId, on });
  const hasPapers = documents.some(({ attachment_id }) => attachment_id !== null);
  return { request, lines, hasPapers };
}

/** The submission's row is written; `receivedAt` is `null` where the payer has not confirmed it yet. */
export async function followSubmission(
  ctx: Ctx,
  row: WorkRow,
  sent: { ready: Ready; channel: SubmissionChannel; receivedAt: string | null },
): Promise<Authorization> {
  const { ready, channel, receivedAt } = sent;
  for (const line of ready.lines) {
    const status = stepLine(ctx, line, 'submit', { channel });
    await updateLine(ctx, line, { status });
  }
  if (ready.hasPapers) await markDocumentsSent(ctx, row.id);
  await expect(ctx, receivedAt ?? ctx.now, ready);
  return settleItem(ctx, row, {
    ...{ act: 'submitted', detail: { channel, lines: ready.lines.length } },
    starts:
      receivedAt === null
        ? [{ rule: acknowledgeClock, startedAt: ctx.now, evidence: 'Sent to the payer' }]
        : [payersClock(ready, receivedAt)],
  });
}

function payersClock(
  { request, lines }: Pick<Ready, 'request' | 'lines'>,
  receivedAt: string,
): ClockStart {
  const isDrug = lines.every(({ kind }) => kind === 'drug');
  return {
    rule: decisionClock(request.line_of_business, request.urgency, isDrug),
    startedAt: receivedAt,
    evidence: 'Received by the payer',
  };
}

async function expect(ctx: Ctx, from: string, { request }: Pick<Ready, 'request'>): Promise<void> {
  const { id, payer_id: payerId, urgency } = request;
  await updateExpectation(ctx, id, { payerId, urgency, from });
}

/** The payer confirmed what was sent: its clock begins at its own receipt, not at ours. */
export async function noteReceipt(
  ctx: Ctx,
  input: Held & { receivedAt: string; confirmation: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const receivedAt = requireReceived(ctx, input.receivedAt);
  return takeReceipt(ctx, { row, lines }, { receivedAt, confirmation: input.confirmation });
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16);
}

export async function takeReceipt(
  ctx: Ctx,
  { row, lines }: { row: WorkRow; lines: readonly LineRow[] },
  { receivedAt, confirmation }: { receivedAt: string; confirmation: string },
): Promise<Authorization> {
  const submission = await findLastSubmission(ctx, row.id);
  if (!submission)
    throw ruleBroken('not-submitted', 'Nothing was submitted yet; nothing was written down.');
  if (submission.received_at !== null)
    throw ruleBroken('received-already', 'The receipt is written down already.');
  // Whoever types a receipt types minutes.
  if (minuteOf(receivedAt) < minuteOf(submission.at))
    throw ruleBroken('received-later', 'It was sent after that; nothing was written down.');
  await updateSubmission(ctx, submission.id, {
    received_at: receivedAt,
    ...(confirmation === '' ? {} : { confirmation }),
  });
  const asked = lines.filter(({ status }) => status === 'submitted' || status === 'pended');
  const ready = { request: await getRequest(ctx, row.id), lines: asked };
  await expect(ctx, receivedAt, ready);
  return settleItem(ctx, row, {
    ...{ act: 'received', stops: [acknowledgeClock.name] },
    starts: asked.length === 0 ? [] : [payersClock(ready, receivedAt)],
  });
}

export function cannotBeWritten(reasons: readonly string[]): Error {
  return ruleBroken(
    'cannot-be-written',
    `The request cannot be written: ${reasons.join('; ')}. Nothing was sent.`,
  );
}
