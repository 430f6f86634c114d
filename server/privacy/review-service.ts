// The review of flagged look-ups: a note for what was seen, once, by somebody else than who looked.
import type { AccessReview } from '#contract/privacy';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notFound, ruleBroken } from '../platform/problem.ts';
import { findToReview, reviewViews } from './access-queries.ts';
import { insertReview, lockUnreviewed } from './access-repository.ts';
import { requireReader } from './require-reader.ts';

export interface ReviewAccesses {
  staffId: string;
  patientId: string;
  seen: { count: number; lastAt: string };
  note: string;
}

export async function reviewAccesses(ctx: Ctx, input: ReviewAccesses): Promise<AccessReview> {
  await requireReader(ctx);
  const { staffId, patientId, seen, note } = input;
  if (ctx.actorId === null) throw notFound('person');
  if (ctx.actorId === staffId)
    throw ruleBroken('own-look-up', 'Somebody else reviews what you have looked at yourself.');
  const entryIds = await lockUnreviewed(ctx, { staffId, patientId });
  const pair = await findToReview(ctx, { staffId, patientId });
  if (pair?.count !== seen.count || pair.lastAt !== seen.lastAt) throw conflict(pair);
  const review = {
    organization_id: ctx.organizationId,
    id: newId(),
    staff_id: staffId,
    patient_id: patientId,
    flags: pair.flags,
    count: pair.count,
    first_at: pair.firstAt,
    last_at: pair.lastAt,
    note,
    reviewed_at: ctx.now,
    reviewed_by: ctx.actorId,
  };
  await insertReview(ctx, review, entryIds);
  recordAudit(ctx, {
    act: 'privacy.review-accesses',
    clinicId: null,
    entityId: review.id,
    detail: { staffId, patientId, flags: pair.flags, count: pair.count },
  });
  recordChange(ctx, {
    type: 'privacy.accesses-reviewed',
    clinicId: null,
    entityId: review.id,
    version: 1,
    payload: null,
  });
  const [view] = await reviewViews(ctx, [review]);
  if (!view) throw new Error('A review has no view.');
  return view;
}
