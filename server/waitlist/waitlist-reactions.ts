// What the waitlist does after a visit was booked, moved, resized, cancelled or reinstated. One reaction for all of them, so
// that it hears them in the order in which they happened. And after time off was entered, or a flag.
import { appointment, type Appointment } from '#contract/calendar';
import { call, callWorkflow, type CallStatus } from '#contract/calls';
import { message } from '#contract/outreach';
import type { ChangeEnvelope } from '#contract/realtime';
import { scheduleException, type ScheduleException } from '#contract/schedule-exception';
import { getVisitType } from '../availability/availability-queries.ts';
import { findExceptionBefore } from '../availability/exception-queries.ts';
import { history } from '../calendar/calendar-queries.ts';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { findStandingFlag } from '../patients/flag-queries.ts';
import { minutesBetween, plusMinutes, plusSeconds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { listClinicsOfProvider } from '../staff/staff-queries.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import type { Reaction } from '../platform/slice.ts';
import { askInstead, endByCall } from './offer-answer-service.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { findOfferOfCall } from './offer-repository.ts';
import { followVisit, withdrawOpeningsOfVisit, withdrawTakenOpenings } from './opening-service.ts';
import { raiseStretch } from './freed-stretch.ts';
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
        'calendar.appointment-marked-no-show',
        'calendar.appointment-no-show-reversed',
        'calendar.appointment-marked-in-error',
      ],
      run: (ctx, change) => followCalendar(ctx, change, settings),
    },
    {
      name: 'waitlist.follow-time-off',
      capability: 'availability',
      types: [
        'availability.exception-added',
        'availability.exception-changed',
        'availability.exception-removed',
      ],
      run: (ctx, change) => followHours(ctx, change, settings),
    },
    {
      name: 'waitlist.follow-flags',
      capability: 'patients',
      types: ['patients.flag-added'],
      run: (ctx, change) => followFlag(ctx, change, settings),
    },
    {
      name: 'waitlist.follow-messages',
      capability: 'outreach',
      types: [
        'outreach.message-failed',
        'outreach.message-forbidden',
        'outreach.message-dropped',
        'outreach.message-expired',
      ],
      run: (ctx, change) => followMessage(ctx, change, settings),
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

/** A message with an offer that will not arrive. */
async function followMessage(
  ctx: Ctx,
  { payload }: ChangeEnvelope,
  settings: WaitlistSettings,
): Promise<void> {
  const { about } = message.parse(payload);
  if (about.kind === 'offer') await askInstead(ctx, about.id, settings);
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

const freeing: ReadonlySet<string> = new Set([
  'calendar.appointment-cancelled',
  'calendar.appointment-marked-no-show',
  'calendar.appointment-marked-in-error',
]);

/** Time off takes openings away and gives hours back when it is called off or cut short; extra hours are new ones. */
async function followHours(
  ctx: Ctx,
  { type, payload }: ChangeEnvelope,
  settings: WaitlistSettings,
): Promise<void> {
  const exception = scheduleException.parse(payload);
  const { id: freedBy, version, clinicId, providerId } = exception;
  await withdrawTakenOpenings(ctx, exception);
  const isExtra = exception.kind === 'extra-hours';
  const isGone = exception.removedAt !== null;
  if (isExtra ? isGone : type === 'availability.exception-added') return;
  const { startsAt, endsAt } = isExtra ? exception : await widestOf(ctx, exception);
  const cause = isExtra ? 'extra-hours' : 'unblocked';
  const stretch = { providerId, startsAt, endsAt, cause, freedBy, version } as const;
  const elsewhere = isExtra ? [] : await listClinicsOfProvider(ctx, providerId);
  for (const place of new Set([clinicId, ...elsewhere]))
    await raiseStretch(ctx, { clinicId: place, ...stretch }, settings);
}

/** What it took before the change: whatever of it is free now is offered. */
async function widestOf(
  ctx: Ctx,
  exception: ScheduleException,
): Promise<Pick<ScheduleException, 'startsAt' | 'endsAt'>> {
  return (await findExceptionBefore(ctx, exception)) ?? exception;
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
  if (!freeing.has(change.type)) await withdrawTakenOpenings(ctx, visit);
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
  const place = await freedPlace(ctx, change, visit);
  if (!place) return null;
  const { clinicId, visitTypeId, id } = visit;
  const of = { freedBy: id, version: change.version, appointmentId: id };
  return { clinicId, visitTypeId, ...of, ...place };
}

type FreedPlace = Pick<FreedTime, 'providerId' | 'startsAt' | 'endsAt' | 'cause' | 'offersLeaveAt'>;

async function freedPlace(
  ctx: Ctx,
  change: ChangeEnvelope,
  visit: Appointment,
): Promise<FreedPlace | null> {
  const { providerId, startsAt, endsAt, cancellation } = visit;
  const now = { providerId, startsAt, endsAt, offersLeaveAt: change.at };
  switch (change.type) {
    case 'calendar.appointment-cancelled':
      // Without the provider the time is free for nobody.
      if (!cancellation || cancellation.reason === 'prov') return null;
      return { ...now, cause: 'cancelled', offersLeaveAt: cancellation.undoUntil };
    case 'calendar.appointment-marked-in-error':
      return { ...now, cause: 'in-error' };
    case 'calendar.appointment-marked-no-show':
      // What is left of it: who was called early leaves time for somebody else.
      return { ...now, cause: 'no-show', startsAt: nextQuarter(startsAt, change.at) };
    case 'calendar.appointment-moved':
    case 'calendar.appointment-resized': {
      const before = await placeBefore(ctx, change, visit);
      if (!before) return null;
      // A drag to the wrong place is put back within the same seconds in which a cancellation is undone.
      const { undoSeconds } = (await ruleInForce(ctx, visit.clinicId, cancellationRule)).value;
      const cause = change.type === 'calendar.appointment-moved' ? 'moved' : 'shortened';
      return { ...before, cause, offersLeaveAt: plusSeconds(change.at, undoSeconds) };
    }
    default:
      return null;
  }
}

/** The start, or the next quarter of an hour after it that lies ahead. */
function nextQuarter(startsAt: string, at: string): string {
  if (startsAt > at) return startsAt;
  const quarters = Math.floor(minutesBetween(startsAt, at) / 15) + 1;
  return plusMinutes(startsAt, quarters * 15);
}

/** Where it stood, or the end of it that it no longer takes; `null` where nobody could be offered that. */
async function placeBefore(
  ctx: Ctx,
  { type, version }: ChangeEnvelope,
  visit: Appointment,
): Promise<Pick<FreedTime, 'providerId' | 'startsAt' | 'endsAt'> | null> {
  const before = (await history(ctx, visit.id)).find((past) => past.version === version - 1);
  if (!before) return null;
  const { providerId, startsAt, endsAt } = before;
  if (type === 'calendar.appointment-moved') return { providerId, startsAt, endsAt };
  if (visit.endsAt >= endsAt) return null;
  const { bufferBefore, bufferAfter } = await getVisitType(ctx, visit.visitTypeId);
  const freedFrom = plusMinutes(visit.endsAt, bufferAfter + bufferBefore);
  return freedFrom < endsAt ? { providerId, startsAt: freedFrom, endsAt } : null;
}
