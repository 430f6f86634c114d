// What the waitlist does after a visit was booked, moved, resized, cancelled or reinstated. One reaction for all of them, so
// that it hears them in the order in which they happened. And after time off was entered, or a flag.
import { appointment, type Appointment } from '#contract/calendar';
import { call, callWorkflow, type CallStatus } from '#contract/calls';
import type { ChangeEnvelope } from '#contract/realtime';
import { scheduleException } from '#contract/schedule-exception';
import { getVisitType } from '../availability/availability-queries.ts';
import { history } from '../calendar/calendar-queries.ts';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { findStandingFlag } from '../patients/flag-queries.ts';
import { minutesBetween, plusMinutes, plusSeconds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import type { Reaction } from '../platform/slice.ts';
import { endByCall } from './offer-answer-service.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { findOfferOfCall } from './offer-repository.ts';
import { followVisit, withdrawOpeningsOfVisit, withdrawTakenOpenings } from './opening-service.ts';
import { raiseOpening, type FreedTime } from './raise-opening.ts';
import { stopOffers, stopWaiting } from './stop-offers-service.ts';
import { offerToNext } from './wave-service.ts';

export function waitlistReactions(settings: WaitlistSettings): Reaction[] {
  return [
    {
      name: 'waitlist.follow-visits',
      capability: 'calendar',
      types: [
        'calendar.appointment-booked',
        'calendar.appointment-timed',
        'calendar.appointment-moved',
        'calendar.appointment-moved-back',
        'calendar.appointment-resized',
        'calendar.appointment-cancelled',
        'calendar.appointment-reinstated',
      ],
      run: (ctx, change) => followCalendar(ctx, change, settings),
    },
    {
      name: 'waitlist.follow-time-off',
      capability: 'availability',
      types: ['availability.exception-added', 'availability.exception-changed'],
      run: (ctx, { payload }) => withdrawTakenOpenings(ctx, scheduleException.parse(payload)),
    },
    {
      name: 'waitlist.follow-flags',
      capability: 'patients',
      types: ['patients.flag-added'],
      run: (ctx, change) => followFlag(ctx, change, settings),
    },
    {
      name: 'waitlist.follow-calls',
      capability: 'calls',
      types: ['calls.call-ended', 'calls.call-cancelled'],
      run: (ctx, change) => followCall(ctx, change, settings),
    },
  ];
}

/** Who was called about an opening said no, or cannot be reached; a yes is booked from the opening itself. */
async function followCall(
  ctx: Ctx,
  { entityId, payload }: ChangeEnvelope,
  settings: WaitlistSettings,
): Promise<void> {
  const { openingId, work, attempts } = call.parse(payload);
  const offer = openingId === null ? undefined : await findOfferOfCall(ctx, entityId);
  if (!offer || callWorkflow.states[work.status as CallStatus].final !== true) return;
  const saidNo = work.status === 'done' && attempts.at(-1)?.reason === 'declined';
  if (work.status === 'done' && !saidNo) return;
  await endByCall(ctx, { offerId: offer.id, as: saidNo ? 'declined' : 'expired' }, settings);
}

async function followFlag(
  ctx: Ctx,
  { entityId }: ChangeEnvelope,
  settings: WaitlistSettings,
): Promise<void> {
  const flag = await findStandingFlag(ctx, entityId);
  if (!flag) return;
  await stopOffers(ctx, flag, settings);
  if (flag.kind === 'deceased') await stopWaiting(ctx, flag);
}

async function followCalendar(
  ctx: Ctx,
  change: ChangeEnvelope,
  settings: WaitlistSettings,
): Promise<void> {
  const visit = appointment.parse(change.payload);
  if (!visit.takesTime) return;
  if (change.type === 'calendar.appointment-reinstated')
    await withdrawOpeningsOfVisit(ctx, visit.id);
  if (change.type !== 'calendar.appointment-cancelled') await withdrawTakenOpenings(ctx, visit);
  const freed = await freedBy(ctx, change, visit);
  const opening = freed && (await raiseOpening(ctx, freed));
  if (opening) await offerToNext(ctx, opening, settings);
  if (change.type !== 'calendar.appointment-booked') await followVisit(ctx, visit.id);
}

async function freedBy(
  ctx: Ctx,
  change: ChangeEnvelope,
  visit: Appointment,
): Promise<FreedTime | null> {
  const { version } = change;
  if (change.type === 'calendar.appointment-cancelled' && visit.cancellation) {
    // Without the provider the time is free for nobody.
    if (visit.cancellation.reason === 'prov') return null;
    const { providerId, startsAt, endsAt, cancellation } = visit;
    const offersLeaveAt = cancellation.undoUntil;
    return { visit, version, cause: 'cancelled', providerId, startsAt, endsAt, offersLeaveAt };
  }
  const before = await placeBefore(ctx, change, visit);
  if (!before) return null;
  const { providerId, startsAt, endsAt } = before;
  // A drag to the wrong place is put back within the same seconds in which a cancellation is undone.
  const { undoSeconds } = (await ruleInForce(ctx, visit.clinicId, cancellationRule)).value;
  const offersLeaveAt = plusSeconds(change.at, undoSeconds);
  return { visit, version, cause: 'moved', providerId, startsAt, endsAt, offersLeaveAt };
}

/** Where it stood, or the end of it that it no longer takes; `null` where nobody could be offered that. */
async function placeBefore(
  ctx: Ctx,
  { type, version }: ChangeEnvelope,
  visit: Appointment,
): Promise<Pick<FreedTime, 'providerId' | 'startsAt' | 'endsAt'> | null> {
  const isMoved = type === 'calendar.appointment-moved';
  if (!isMoved && type !== 'calendar.appointment-resized') return null;
  const before = (await history(ctx, visit.id)).find((past) => past.version === version - 1);
  if (!before || isMoved) return before ?? null;
  const visitType = await getVisitType(ctx, visit.visitTypeId);
  const { bufferBefore, bufferAfter, minutes } = visitType;
  const startsAt = plusMinutes(visit.endsAt, bufferAfter + bufferBefore);
  const isLongEnough = minutesBetween(startsAt, before.endsAt) >= minutes;
  return isLongEnough ? { ...before, startsAt } : null;
}
