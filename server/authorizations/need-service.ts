// Before anything is asked: whether it is needed, what exactly, and how urgently.
import type { AskedLine, Diagnosis } from '#contract/authorization-line';
import type { Authorization, Urgency } from '#contract/authorization-request';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { takeForChange } from '../platform/work/take-work.ts';
import { attesting } from './authorizations-queue.ts';
import { listLines, updateLine, type LineRow } from './line-repository.ts';
import { liveKey } from './live-key.ts';
import { requireOrdered } from './named-providers.ts';
import { askedColumns, requireVisitTypes } from './open-service.ts';
import { notAttested, updateRequest } from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { linesOf, stepLine, takeRequest, type Held } from './take-request.ts';

export async function settleAuthorizationNeed(
  ctx: Ctx,
  input: Held & { lineIds: string[]; required: boolean; proof: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const { required, proof } = input;
  for (const line of linesOf(lines, input.lineIds)) {
    const status = required
      ? stepLine(ctx, line, 'require')
      : stepLine(ctx, line, 'find-not-required', { proof });
    await updateLine(ctx, line, { status, need: proof === '' ? line.need : proof });
  }
  return settleItem(ctx, row, {
    ...{ act: 'need-settled', detail: { required, lines: input.lineIds.length } },
  });
}

function isUnsubmitted({ status }: LineRow): boolean {
  return status === 'need-check' || status === 'gathering';
}

/** Only while nothing was submitted; what a clinician attested was about what stood there. */
export async function describeAuthorization(
  ctx: Ctx,
  input: Held & {
    lines: AskedLine[];
    diagnoses: Diagnosis[];
    orderingId: string | null;
    orderingName: string;
    orderingNpi: string | null;
    urgency: Urgency;
  },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  if (!lines.every(isUnsubmitted)) throw submittedAlready();
  if (input.lines.length !== lines.length)
    throw ruleBroken(
      'other-lines',
      'A request keeps its lines: cancel one, or open another request.',
    );
  await requireOrdered(ctx, input);
  await requireVisitTypes(ctx, row.clinic_id, input.lines);
  for (const [at, line] of lines.entries()) {
    const asked = input.lines[at];
    if (asked) await updateLine(ctx, line, { ...askedColumns(asked), live_key: liveKey(asked) });
  }
  const { diagnoses, orderingId, orderingName, orderingNpi, urgency } = input;
  await updateRequest(ctx, row.id, {
    ...{ diagnoses, ordering_id: orderingId, ordering_name: orderingName },
    ...{ ordering_npi: orderingNpi, urgency },
    ...(urgency === 'standard' ? notAttested : {}),
  });
  return settleItem(ctx, row, { act: 'described' });
}

function submittedAlready(): Error {
  return ruleBroken(
    'submitted-already',
    'It was submitted already; nothing was changed. After an answer, ask anew.',
  );
}

/** A clinician's own word, with their name; nobody holds the item for it. */
export async function attestUrgency(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; statement: string },
): Promise<Authorization> {
  const row = await takeForChange(ctx, attesting, input);
  const lines = await listLines(ctx, row.id);
  if (!lines.some(isUnsubmitted)) throw submittedAlready();
  await updateRequest(ctx, row.id, {
    ...{ urgency: 'expedited', attestation: input.statement },
    ...{ attested_by: ctx.actorId, attested_at: ctx.now },
  });
  return settleItem(ctx, row, { act: 'attested' });
}
