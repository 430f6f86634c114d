// What the waitlist does after a visit was booked, moved, resized, cancelled or reinstated. One reaction for all of them, so
// that it hears them in the order in which they happened. And after time off was entered, or a flag.
import { appointment, type Appointment } from '#contract/calendar';
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
import type { WaitlistSettings } from './offer-link.ts';
import {
  followVisit,
  raiseOpening,
  withdrawOpeningsOfVisit,
  withdrawTakenOpenings,
  type FreedTime,
} from './opening-service.ts';
import { stopOffers, stopWaiting } from './stop-offers-service.ts';

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
  ];
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
  if (freed) await raiseOpening(ctx, freed, settings);
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
