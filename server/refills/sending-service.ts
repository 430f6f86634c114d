// After the decision: handed on by a named transport, heard of, and only then given to the patient. What does not arrive
// comes back on top.
import type { refillNews } from '#contract/refill-afterwards';
import type { Refill } from '#contract/refill-request';
import { grants } from '#contract/refill-workflow';
import type { Transport } from '#contract/refill-terms';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { stopClocks } from '../platform/work/clock-service.ts';
import { announceWork, takeForChange } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { updateWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { closedColumns, replaceRefillPlace } from './place-service.ts';
import { announcePrescription } from './prescription-service.ts';
import { renew } from './renewal-service.ts';
import {
  insertFill,
  lastFillNumber,
  lockPrescription,
  updatePrescription,
} from './prescription-repository.ts';
import { refills, sending, takingIn } from './refills-queue.ts';
import {
  findDecision,
  getRefillRow,
  updateRefill,
  type DecisionRow,
  type RefillRow,
} from './refills-repository.ts';
import { answerClock } from './refills-rule.ts';

interface Known {
  itemId: string;
  expectedVersion: number;
}

/** By hand: somebody has printed, faxed or entered it. */
export async function sendRefill(
  ctx: Ctx,
  input: Known & { transport: Extract<Transport, 'print' | 'ehr'> },
): Promise<Refill> {
  const row = await takeForChange(ctx, sending, input);
  return markSent(ctx, row, { transport: input.transport, byId: ctx.actorId });
}

interface Sent {
  transport: Transport;
  /** Who handed it on; `null` = the server. */
  byId: string | null;
  /** Why nobody knows whether it arrived. */
  trouble?: string | null;
}

/** A decision has left. What grants a drug is a prescription from then on; the one that it renews is completed. */
export async function markSent(
  ctx: Ctx,
  row: WorkRow,
  { transport, byId, trouble = null }: Sent,
): Promise<Refill> {
  const request = await getRefillRow(ctx, row.id);
  const decision = await decisionOf(ctx, request);
  const { terms } = await clinicRules(ctx, row.clinic_id);
  const change = await replaceRefillPlace(ctx, row, { isError: false, request });
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: 'send', recorded: { transport }, change },
    snoozedUntil: plusMinutes(ctx.now, terms.acknowledgeMinutes),
  });
  if (ctx.now < decision.leaves_at)
    throw ruleBroken('not-left', 'It can still be taken back; it leaves when the minute is over.');
  if (transport !== 'ehr' && request.transport === 'ehr' && (await isControlled(ctx, request)))
    throw ruleBroken(
      'controlled-transport',
      'A controlled substance is prescribed in the certified system alone; nothing was written down.',
    );
  await updateRefill(ctx, row.id, {
    ...{ transport, sent_by: byId, sent_at: ctx.now, acknowledged_at: null, trouble },
    new_prescription_id: request.new_prescription_id ?? (await renew(ctx, request, decision)),
  });
  const item = await announceWork(ctx, refills, after, 'refills.refill-sent', { transport });
  // Who prints, faxes or types hears nothing back of an answer that grants nothing.
  return grants(decision.kind) || transport === 'fhir' ? item : answer(ctx, after);
}

async function isControlled(ctx: Ctx, { prescription_id: id }: RefillRow): Promise<boolean> {
  const found = id === null ? undefined : await lockPrescription(ctx, id);
  return found !== undefined && found.schedule !== null;
}

async function decisionOf(ctx: Ctx, { id }: Pick<RefillRow, 'id'>): Promise<DecisionRow> {
  const decision = await findDecision(ctx, id);
  if (!decision)
    throw ruleBroken('wrong-state', 'Nothing is decided about it; nothing was written down.');
  return decision;
}

/** Who asked has the answer, and there is nothing to fetch. */
async function answer(ctx: Ctx, row: WorkRow): Promise<Refill> {
  const after = await transitionWork(ctx, refills, { row, transition: 'answer' });
  await updateRefill(ctx, row.id, closedColumns);
  return announceWork(ctx, refills, after, 'refills.refill-answered');
}

export async function noteRefillNews(
  ctx: Ctx,
  input: Known & { news: (typeof refillNews)[number]; trouble: string },
): Promise<Refill> {
  const { news, trouble } = input;
  const queue = news === 'acknowledge' || news === 'fail' ? sending : takingIn;
  const row = await takeForChange(ctx, queue, input);
  if (news !== 'fail' && trouble !== '')
    throw invalidInput('trouble', 'is said only of what did not arrive');
  switch (news) {
    case 'acknowledge':
      return acknowledge(ctx, row);
    case 'fail':
      return failSending(ctx, row, trouble);
    case 'dispense':
      return noteDispensed(ctx, row);
    case 'pick-up':
    case 'return-to-stock':
      return close(ctx, row, news);
  }
}

/** The other side has it; nobody waits for the answer any more. */
export async function acknowledge(ctx: Ctx, row: WorkRow): Promise<Refill> {
  const decision = await decisionOf(ctx, row);
  const { terms } = await clinicRules(ctx, row.clinic_id);
  const { due_at, level } = await stopClocks(ctx, row.id, [answerClock.name]);
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: 'acknowledge', change: { due_at, level } },
    snoozedUntil: plusMinutes(ctx.now, terms.pickupDays * 24 * 60),
  });
  await updateRefill(ctx, row.id, { acknowledged_at: ctx.now });
  const item = await announceWork(ctx, refills, after, 'refills.refill-news-noted', {
    news: 'acknowledge',
  });
  return grants(decision.kind) ? item : answer(ctx, after);
}

/** It comes back on top, with what the other side said. */
export async function failSending(ctx: Ctx, row: WorkRow, trouble: string): Promise<Refill> {
  const change = await replaceRefillPlace(ctx, row, { isError: true });
  const recorded = { trouble };
  const after = await transitionWork(ctx, refills, { row, transition: 'fail', recorded, change });
  await updateRefill(ctx, row.id, { trouble });
  return announceWork(ctx, refills, after, 'refills.refill-news-noted', { news: 'fail' });
}

async function noteDispensed(ctx: Ctx, row: WorkRow): Promise<Refill> {
  const { terms } = await clinicRules(ctx, row.clinic_id);
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: 'dispense' },
    snoozedUntil: plusMinutes(ctx.now, terms.pickupDays * 24 * 60),
  });
  return announceWork(ctx, refills, after, 'refills.refill-news-noted', { news: 'dispense' });
}

async function close(ctx: Ctx, row: WorkRow, news: 'pick-up' | 'return-to-stock'): Promise<Refill> {
  if (news === 'pick-up') await fillGranted(ctx, row);
  const after = await transitionWork(ctx, refills, { row, transition: news });
  await updateRefill(ctx, row.id, closedColumns);
  return announceWork(ctx, refills, after, 'refills.refill-news-noted', { news });
}

/** What was picked up is a fill, so that the next run-out counts from it. */
async function fillGranted(ctx: Ctx, row: WorkRow): Promise<void> {
  const request = await getRefillRow(ctx, row.id);
  const { granted } = await decisionOf(ctx, request);
  const id = request.new_prescription_id ?? request.prescription_id;
  const found = id === null ? undefined : await lockPrescription(ctx, id);
  if (!found || granted === null) return;
  await insertFill(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ prescription_id: found.id, number: (await lastFillNumber(ctx, found.id)) + 1 },
    filled_on: localDateOf(ctx.now, (await clinicRules(ctx, row.clinic_id)).zone),
    ...{ status: 'completed', given: granted, external_key: `refill ${row.id}` },
    recorded_at: ctx.now,
  });
  await announcePrescription(ctx, await updatePrescription(ctx, found, 'fill'), 'filled');
}

/** What the pharmacy that had it before said. */
export async function answerCancellation(
  ctx: Ctx,
  input: Known & { answer: 'confirmed' | 'refused' },
): Promise<Refill> {
  const row = await takeForChange(ctx, takingIn, input);
  const { cancel_answer: known } = await getRefillRow(ctx, row.id);
  if (known !== 'asked')
    throw ruleBroken('nothing-cancelled', 'No pharmacy is asked to cancel; nothing was changed.');
  await updateRefill(ctx, row.id, { cancel_answer: input.answer });
  const after = await updateWorkRow(ctx, row, 'cancellation-answered', {});
  return announceWork(ctx, refills, after, 'refills.refill-cancellation-answered', {
    answer: input.answer,
  });
}
