// Freed time becomes an opening; an opening goes when its time goes.
import type { Appointment } from '#contract/calendar';
import { type Opening } from '#contract/waitlist-opening';
import { openingWorkflow } from '#contract/waitlist-workflows';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { isStillFree } from './candidate-queries.ts';
import { endOpening } from './ending-service.ts';
import { lockEntriesOfVisit } from './entry-repository.ts';
import { lockOpening, lockOpeningsNear, lockOpeningsOfVisit } from './opening-repository.ts';
import { requireStep } from './require-step.ts';
import { requireReadable } from './waitlist-queries.ts';
import { stepEntry } from './waitlist-steps.ts';
import { openingView } from './waitlist-view.ts';

/** Minutes; the buffers of two visits beside each other are never longer. */
const longestBuffers = 240;

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
