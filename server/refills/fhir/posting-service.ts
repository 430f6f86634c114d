// What becomes of a decision that leaves by FHIR: posted when its minute is over, and what the answer means. The other
// system is spoken to outside any transaction (`post-decision.ts`).
import type { MedicationOrder } from '#contract/prescription';
import type { Fault } from '../../interop/fhir/check-resource.ts';
import { writeResource } from '../../interop/fhir/write-fhir.ts';
import { getPatient } from '../../patients/patients-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { lockWorkRow, type WorkRow } from '../../platform/work/work-repository.ts';
import { staffNames } from '../../staff/staff-queries.ts';
import {
  findDecision,
  getRefillRow,
  type DecisionRow,
  type RefillRow,
} from '../refills-repository.ts';
import { refills } from '../refills-queue.ts';
import { acknowledge, failSending, markSent } from '../sending-service.ts';
import { decisionResource } from './decision-resource.ts';
import { insertPosting, lockPosting, updatePosting } from './posting-repository.ts';

export interface Posting {
  decisionId: string;
  itemId: string;
  text: string;
}

export type Posted =
  /** `acknowledged` = the other side says that it has it; otherwise it says so later. */
  | { kind: 'taken'; acknowledged: boolean }
  /** It has surely not been taken. */
  | { kind: 'refused'; trouble: string; again: boolean }
  /** It may have been: it is never posted again by itself. */
  | { kind: 'unknown'; trouble: string };

const lostSight = 'The server stopped while it was posted: nobody knows whether it arrived';

/** What is to be posted now; `null` when nothing is: taken back, sent by hand, or another server has it. */
export async function beginPosting(
  ctx: Ctx,
  itemId: string,
  { isSetUp }: { isSetUp: boolean },
): Promise<Posting | null> {
  const found = await dueDecision(ctx, itemId);
  if (!found) return null;
  const { row, request, decision } = found;
  const known = await lockPosting(ctx, decision.id);
  if (known?.state === 'posting') {
    await updatePosting(ctx, known, { state: 'ended' });
    await lose(ctx, row, lostSight);
    return null;
  }
  if (!isSetUp) {
    await failSending(ctx, row, 'No address is set up to which decisions are posted');
    return null;
  }
  const written = writeResource(await resourceOf(ctx, row, { request, decision }));
  if ('faults' in written) {
    await failSending(ctx, row, `It cannot be written as FHIR: ${faultWords(written.faults)}`);
    return null;
  }
  if (known)
    await updatePosting(ctx, known, {
      state: 'posting',
      attempts: known.attempts + 1,
      posted_at: ctx.now,
    });
  else
    await insertPosting(ctx, {
      decision_id: decision.id,
      clinic_id: row.clinic_id,
      request_id: row.id,
    });
  return { decisionId: decision.id, itemId, text: written.text };
}

function faultWords(faults: readonly Fault[]): string {
  return faults
    .slice(0, 3)
    .map(({ path, reason }) => `${path} ${reason}`.trim())
    .join('; ')
    .slice(0, 300);
}

/** What the other side said of one posting. Whether it is to be posted again. */
export async function finishPosting(
  ctx: Ctx,
  { decisionId, itemId, isLast }: { decisionId: string; itemId: string; isLast: boolean },
  posted: Posted,
): Promise<boolean> {
  const found = await dueDecision(ctx, itemId);
  const posting = await lockPosting(ctx, decisionId);
  if (posting?.state !== 'posting') return false;
  const again = posted.kind === 'refused' && posted.again && !isLast;
  await updatePosting(ctx, posting, { state: again ? 'again' : 'ended' });
  // Somebody has sent it by hand meanwhile: that stands.
  if (found?.decision.id !== decisionId || again) return again;
  const { row } = found;
  if (posted.kind === 'refused') await failSending(ctx, row, posted.trouble);
  else if (posted.kind === 'unknown') await lose(ctx, row, posted.trouble);
  else {
    await markSent(ctx, row, { transport: 'fhir', byId: null });
    const sent = posted.acknowledged ? await lockWorkRow(ctx, refills.name, itemId) : undefined;
    if (sent) await acknowledge(ctx, sent);
  }
  return false;
}

/** It counts as sent, waits for its acknowledgement, and says why that may never come. */
async function lose(ctx: Ctx, row: WorkRow, trouble: string): Promise<void> {
  await markSent(ctx, row, { transport: 'fhir', byId: null, trouble });
}

interface Due {
  row: WorkRow;
  request: RefillRow;
  decision: DecisionRow;
}

/** Locked; decided, to leave by FHIR, and its minute is over. */
async function dueDecision(ctx: Ctx, itemId: string): Promise<Due | null> {
  const row = await lockWorkRow(ctx, refills.name, itemId);
  if (row?.status !== 'decided') return null;
  const request = await getRefillRow(ctx, itemId);
  const decision = await findDecision(ctx, itemId);
  if (request.transport !== 'fhir' || !decision) return null;
  return decision.leaves_at <= ctx.now ? { row, request, decision } : null;
}

async function resourceOf(ctx: Ctx, row: WorkRow, { request, decision }: Omit<Due, 'row'>) {
  const { patient_id: patientId } = row;
  if (patientId === null) throw new Error('A refill was decided for nobody.');
  const { mrn, family, given, birthOn } = await getPatient(ctx, patientId);
  const order: MedicationOrder = decision.granted ?? request.requested;
  return decisionResource({
    ...{ itemId: row.id, kind: decision.kind, reason: decision.reason, order },
    ...{ isGranted: decision.granted !== null, note: decision.note, decidedAt: decision.at },
    decidedBy: (await staffNames(ctx, [decision.by_id])).get(decision.by_id) ?? '',
    patient: { mrn, family, given, birthOn },
    ...{ priorId: request.prescription_id, reference: await referenceOf(ctx, row.id) },
    pharmacy: await pharmacyOf(ctx, request.pharmacy_id),
  });
}

async function referenceOf(ctx: Ctx, requestId: string): Promise<string | null> {
  const row = await ctx
    .db('refill_arrival')
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .whereNotNull('reference')
    .orderBy(['at', 'id'])
    .first<{ reference: string } | undefined>('reference');
  return row?.reference ?? null;
}

async function pharmacyOf(
  ctx: Ctx,
  id: string | null,
): Promise<{ name: string; ncpdpId: string } | null> {
  if (id === null) return null;
  const row = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId, id })
    .first<{ name: string; ncpdp_id: string } | undefined>('name', 'ncpdp_id');
  return row ? { name: row.name, ncpdpId: row.ncpdp_id } : null;
}
