// Freed time becomes an opening, once for each time that was freed, however often that is told.
import { termsFor, type OfferTerms } from '#contract/waitlist-policy';
import type { Opening } from '#contract/waitlist-opening';
import { findVisitType } from '../availability/availability-queries.ts';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { isStillFree, rankFor } from './candidate-queries.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { insertOpening, lockUncounted, type OpeningRow } from './opening-repository.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { announceOpening, stepOpening } from './waitlist-steps.ts';

export interface FreedTime {
  clinicId: string;
  visitTypeId: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
  cause: Opening['cause'];
  /** The visit, the time off, the extra hours or the block; with its version and the start the dedupe key. */
  freedBy: string;
  version: number;
  /** Of visits only. */
  appointmentId: string | null;
  /** Until then what freed it can be undone. */
  offersLeaveAt: string;
}

/**
 * `null` where the time is past, taken again, or was told of before; and where it is passed over, which is kept with the
 * reason; `onlyIfWanted` keeps nothing and raises nothing that nobody fits;
 * `uncounted` leaves it to the next who tells of it to count who fits. Where the clinic wants it the first wave is due at once; the clock asks it, or whoever raised the opening.
 */
export async function raiseOpening(
  ctx: Ctx,
  freed: FreedTime,
  { onlyIfWanted = false, uncounted = false }: { onlyIfWanted?: boolean; uncounted?: boolean } = {},
): Promise<OpeningRow | null> {
  // Of a visit that was missed to its end nothing is left.
  if (freed.startsAt <= ctx.now || freed.startsAt >= freed.endsAt) return null;
  const rule = await ruleInForce(ctx, freed.clinicId, waitlistRule);
  const terms = termsFor(rule.value, freed.visitTypeId);
  const draft = draftOf(ctx, freed, terms);
  if (!(await isStillFree(ctx, draft))) return null;
  const because = await passedOverBecause(ctx, freed, terms);
  if (because !== null) {
    if (!onlyIfWanted) await passOver(ctx, draft, because);
    return null;
  }
  const fitting = uncounted ? 0 : (await rankFor(ctx, draft, 'same-type')).fitting;
  if (onlyIfWanted && fitting === 0) return null;
  const opening = await insertOpening(ctx, 'raised', { ...draft, fitting });
  if (!opening) return countRaised(ctx, draft, fitting);
  announceOpening(ctx, 'waitlist.opening-raised', opening);
  return opening;
}

/** It was raised in the transaction that freed it, before anybody was counted; `null` otherwise. */
async function countRaised(
  ctx: Ctx,
  draft: OpeningRow,
  fitting: number,
): Promise<OpeningRow | null> {
  const opening = fitting === 0 ? undefined : await lockUncounted(ctx, draft);
  return opening ? stepOpening(ctx, opening, 'waitlist.opening-planned', { fitting }) : null;
}

async function passedOverBecause(
  ctx: Ctx,
  freed: FreedTime,
  terms: OfferTerms,
): Promise<OpeningRow['passed_over_because']> {
  if (isTooLateToOffer(ctx.now, freed.startsAt, terms.minLeadMinutes)) return 'too-late';
  const type = await findVisitType(ctx, freed.visitTypeId);
  return minutesBetween(freed.startsAt, freed.endsAt) < (type?.minutes ?? 0) ? 'too-short' : null;
}

async function passOver(
  ctx: Ctx,
  draft: OpeningRow,
  because: NonNullable<OpeningRow['passed_over_because']>,
): Promise<void> {
  const row = await insertOpening(ctx, 'passed-over', {
    ...draft,
    status: 'passed-over',
    passed_over_because: because,
    ended_at: ctx.now,
    next_wave_at: null,
  });
  if (row) announceOpening(ctx, 'waitlist.opening-passed-over', row);
}

function draftOf(ctx: Ctx, freed: FreedTime, terms: OfferTerms): OpeningRow {
  const delayed = plusMinutes(ctx.now, terms.initialDelayMinutes);
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: freed.clinicId,
    provider_id: freed.providerId,
    visit_type_id: freed.visitTypeId,
    starts_at: freed.startsAt,
    ends_at: freed.endsAt,
    cause: freed.cause,
    appointment_id: freed.appointmentId,
    freed_by: freed.freedBy,
    freed_version: freed.version,
    status: 'open',
    passed_over_because: null,
    offers_leave_at: delayed > freed.offersLeaveAt ? delayed : freed.offersLeaveAt,
    raised_at: ctx.now,
    ended_at: null,
    filled_by_appointment_id: null,
    days_gained: null,
    fitting: 0,
    wave: 0,
    next_wave_at: terms.autoOffer ? ctx.now : null,
    version: 1,
  };
}
