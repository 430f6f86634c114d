// Freed time becomes an opening, once for each time that was freed, however often that is told.
import type { Appointment } from '#contract/calendar';
import { termsFor, type OfferTerms } from '#contract/waitlist-policy';
import type { Opening } from '#contract/waitlist-opening';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { isStillFree, rankFor } from './candidate-queries.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { insertOpening, type OpeningRow } from './opening-repository.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { announceOpening } from './waitlist-steps.ts';

export interface FreedTime {
  visit: Appointment;
  /** Version of the visit that freed the time; with the visit the dedupe key. */
  version: number;
  cause: Opening['cause'];
  providerId: string;
  startsAt: string;
  endsAt: string;
  /** Until then what freed it can be undone. */
  offersLeaveAt: string;
}

/**
 * `null` where the time is too near, past, taken again, or was told of before. Where the clinic wants it the first wave
 * is due at once; the clock asks it, or whoever raised the opening.
 */
export async function raiseOpening(ctx: Ctx, freed: FreedTime): Promise<OpeningRow | null> {
  const { clinicId, visitTypeId } = freed.visit;
  const rule = await ruleInForce(ctx, clinicId, waitlistRule);
  const terms = termsFor(rule.value, visitTypeId);
  if (isTooLateToOffer(ctx.now, freed.startsAt, terms.minLeadMinutes)) return null;
  const draft = draftOf(ctx, freed, terms);
  if (!(await isStillFree(ctx, draft))) return null;
  const { fitting } = await rankFor(ctx, draft, 'same-type');
  const opening = await insertOpening(ctx, { ...draft, fitting });
  if (opening) announceOpening(ctx, 'waitlist.opening-raised', opening);
  return opening;
}

function draftOf(ctx: Ctx, freed: FreedTime, terms: OfferTerms): OpeningRow {
  const delayed = plusMinutes(ctx.now, terms.initialDelayMinutes);
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: freed.visit.clinicId,
    provider_id: freed.providerId,
    visit_type_id: freed.visit.visitTypeId,
    starts_at: freed.startsAt,
    ends_at: freed.endsAt,
    cause: freed.cause,
    appointment_id: freed.visit.id,
    appointment_version: freed.version,
    status: 'open',
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
