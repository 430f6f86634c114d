// Freed time becomes an opening; an opening goes when its time goes.
import type { Appointment } from '#contract/calendar';
import { type Opening } from '#contract/waitlist-opening';
import { openingWorkflow } from '#contract/waitlist-workflows';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { isStillFree, rankFor } from './candidate-queries.ts';
import { endOpening } from './ending-service.ts';
import { lockEntriesOfVisit } from './entry-repository.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { offerToNext } from './offer-service.ts';
import {
  insertOpening,
  lockOpening,
  lockOpeningsNear,
  lockOpeningsOfVisit,
  type OpeningRow,
} from './opening-repository.ts';
import { requireStep } from './require-step.ts';
import { requireReadable } from './waitlist-queries.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { announceOpening, stepEntry } from './waitlist-steps.ts';
import { openingView } from './waitlist-view.ts';

/** Minutes; the buffers of two visits beside each other are never longer. */
const longestBuffers = 240;

export interface FreedTime {
  visit: Appointment;
  /** Version of the visit that freed the time; with the visit the dedupe key. */
  version: number;
  cause: Opening['cause'];
  providerId: string;
  startsAt: string;
  endsAt: string;
  offersLeaveAt: string;
}

/** None where the time is too near, past, or taken again; one for each freed time however often it is told. */
export async function raiseOpening(
  ctx: Ctx,
  freed: FreedTime,
  signing: Pick<WaitlistSettings, 'secretKey'>,
): Promise<void> {
  const { clinicId } = freed.visit;
  const rule = await ruleInForce(ctx, clinicId, waitlistRule);
  if (isTooLateToOffer(ctx.now, freed.startsAt, rule.value.minLeadMinutes)) return;
  const draft = draftOf(ctx, freed);
  if (!(await isStillFree(ctx, draft))) return;
  const { fitting } = await rankFor(ctx, draft, 'same-type');
  const opening = await insertOpening(ctx, { ...draft, fitting });
  if (!opening) return;
  announceOpening(ctx, 'waitlist.opening-raised', opening);
  await offerToNext(ctx, opening, signing);
}

function draftOf(ctx: Ctx, freed: FreedTime): OpeningRow {
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
    offers_leave_at: freed.offersLeaveAt,
    raised_at: ctx.now,
    ended_at: null,
    filled_by_appointment_id: null,
    days_gained: null,
    fitting: 0,
    version: 1,
  };
}

export async function withdrawOpening(
  ctx: Ctx,
  input: { openingId: string; expectedVersion: number },
): Promise<Opening> {
  const opening = requireReadable(ctx, await lockOpening(ctx, input.openingId), 'opening');
  const { expectedVersion } = input;
  requireStep(ctx, openingWorkflow, 'withdraw', opening, expectedVersion, openingView(opening));
  return openingView(
    await endOpening(ctx, opening, { as: 'withdrawn', offers: 'waitlist.offer-withdrawn' }),
  );
}

/** A cancellation was undone: the time is that patient's again, and nobody had been asked. */
export async function withdrawOpeningsOfVisit(ctx: Ctx, appointmentId: string): Promise<void> {
  for (const opening of await lockOpeningsOfVisit(ctx, appointmentId))
    await endOpening(ctx, opening, { as: 'withdrawn', offers: 'waitlist.offer-withdrawn' });
}

/**
 * Somebody was booked into the time by hand, or the provider is away; an opening filled by its own offer is not live
 * any more.
 */
export async function withdrawTakenOpenings(
  ctx: Ctx,
  taken: Pick<Appointment, 'providerId' | 'startsAt' | 'endsAt'>,
): Promise<void> {
  const near = {
    providerId: taken.providerId,
    startsAt: plusMinutes(taken.startsAt, -longestBuffers),
    endsAt: plusMinutes(taken.endsAt, longestBuffers),
  };
  for (const opening of await lockOpeningsNear(ctx, near)) {
    if (await isStillFree(ctx, opening)) continue;
    await endOpening(ctx, opening, { as: 'withdrawn', offers: 'waitlist.offer-unavailable' });
  }
}

/** The later visit of somebody who waits moved, went or came back; the entry waits on. */
export async function followVisit(ctx: Ctx, appointmentId: string): Promise<void> {
  for (const entry of await lockEntriesOfVisit(ctx, appointmentId))
    await stepEntry(ctx, entry, 'waitlist.entry-visit-changed', {});
}
