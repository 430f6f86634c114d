// Takes the provider's time for a visit: alone, or for a reason beside others that allow it.
import type { VisitType } from '#contract/availability';
import type { Problem, Slot } from '#contract/problem';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { ProblemError } from '../platform/problem.ts';
import { notAllowed, resourceTaken, slotTaken } from '../platform/problem.ts';
import { denyOverride, liftedBy } from './calendar-policy.ts';
import type { TakenTime } from './calendar-repository.ts';
import type { Broken, OccupiedSpan, Override, SoftRule } from './calendar-rules.ts';
import { endLapsedHolds } from './end-holds.ts';
import { isTimeFree, listOccupants } from './occupied-queries.ts';
import { laneBeside } from './overbook-rules.ts';
import type { Place } from './place-visit.ts';

export interface WantedTime {
  place: Place;
  /** Buffers included. */
  span: OccupiedSpan;
  visitType: Pick<VisitType, 'overbookTolerance'>;
}

type Take = (time: TakenTime) => Promise<boolean>;

const besideOthers: Broken = {
  rule: 'time-taken',
  message: 'Another visit stands at that time; the visit types let them stand side by side.',
};

/**
 * Takes it also from a hold whose own time is up. While anybody else has it, that is refused unless it is
 * overridden and allowed; returns the override that was needed.
 */
export async function takeTime(
  ctx: Ctx,
  wanted: WantedTime,
  overrides: readonly Override[],
  take: Take,
): Promise<Override[]> {
  if (await takeAlone(ctx, wanted, take)) return [];
  const given = overrides.find(({ rule }) => rule === besideOthers.rule);
  const lane = await laneThere(ctx, wanted);
  if (lane === null || !given)
    throw await taken(ctx, wanted.place, lane === null ? [] : [besideOthers]);
  requireMayOverride(ctx, besideOthers.rule, wanted.place.clinicId);
  await takeBeside(ctx, wanted, lane, take);
  return [given];
}

/** For a visit that left its time at that instant: also beside what stood there then already. */
export async function takeTimeBack(
  ctx: Ctx,
  wanted: WantedTime,
  leftAt: string | null,
  take: Take,
): Promise<void> {
  if (await takeAlone(ctx, wanted, take)) return;
  const lane = await laneThere(ctx, wanted, leftAt ?? '');
  if (lane === null) throw await taken(ctx, wanted.place, []);
  await takeBeside(ctx, wanted, lane, take);
}

/** That the time is taken is said first: to override another rule for it would be in vain. */
export async function requireNotTaken(
  ctx: Ctx,
  wanted: WantedTime,
  { overrides, standing }: { overrides: readonly Override[]; standing: readonly Broken[] },
): Promise<void> {
  const { providerId, appointmentId } = wanted.place;
  const others = { providerId, ...wanted.span, ignoringAppointmentId: appointmentId };
  if (await isTimeFree(ctx, others)) return;
  const isOverridden = overrides.some(({ rule }) => rule === besideOthers.rule);
  const lane = await laneThere(ctx, wanted);
  if (lane === null) throw await taken(ctx, wanted.place, []);
  if (!isOverridden) throw await taken(ctx, wanted.place, [besideOthers, ...standing]);
}

export function requireMayOverride(ctx: Ctx, rule: SoftRule, clinicId: string): void {
  const refusal = denyOverride((...asked) => mayAct(ctx, ...asked), rule, clinicId);
  if (refusal !== null) throw notAllowed(refusal);
}

export function waysRound(standing: readonly Broken[]): NonNullable<Problem['overridable']> {
  return standing.map(({ rule, message }) => ({ rule, permission: liftedBy[rule], message }));
}

async function takeAlone(ctx: Ctx, wanted: WantedTime, take: Take): Promise<boolean> {
  const time = {
    span: wanted.span,
    standing: { lane: 0, tolerance: wanted.visitType.overbookTolerance, isBeside: false },
  };
  if (await take(time)) return true;
  const ended = await endLapsedHolds(ctx, { providerId: wanted.place.providerId });
  return ended > 0 && take(time);
}

async function takeBeside(ctx: Ctx, wanted: WantedTime, lane: number, take: Take): Promise<void> {
  const standing = { lane, tolerance: wanted.visitType.overbookTolerance, isBeside: true };
  if (!(await take({ span: wanted.span, standing }))) throw await taken(ctx, wanted.place, []);
}

/** `null` where the visit may not stand beside what is there, or came there from `before` on. */
async function laneThere(
  ctx: Ctx,
  { place, span, visitType }: WantedTime,
  before?: string,
): Promise<number | null> {
  if (visitType.overbookTolerance === 0) return null;
  const { clinicId, providerId, appointmentId, startsAt, endsAt } = place;
  const there = { clinicId, providerId, ...span, ignoringAppointmentId: appointmentId };
  const others = await listOccupants(ctx, there);
  if (before !== undefined && others.some(({ placedAt }) => placedAt >= before)) return null;
  const tolerance = visitType.overbookTolerance;
  return laneBeside({ span, visit: { startsAt, endsAt }, tolerance }, others);
}

/** The next three free times in the clinic: the same provider's first, others' where those are too few. */
export async function taken(
  ctx: Ctx,
  place: Place,
  standing: readonly Broken[],
  lacking: string | null = null,
): Promise<ProblemError> {
  const alternatives = place.isOneOfMany ? [] : await nextTimes(ctx, place);
  return lacking === null
    ? slotTaken(alternatives, waysRound(standing))
    : resourceTaken(alternatives, lacking);
}

async function nextTimes(ctx: Ctx, place: Place): Promise<Slot[]> {
  const search = {
    clinicId: place.clinicId,
    visitTypeId: place.visitTypeId,
    patientId: place.patientId,
    fromAt: place.startsAt,
    days: 14,
    limit: 3,
  };
  const own = await nextFreeTimes(ctx, { ...search, providerIds: [place.providerId] });
  const others = own.length < 3 ? await nextFreeTimes(ctx, { ...search, providerIds: [] }) : [];
  const all = [...own, ...others.filter((slot) => slot.providerId !== place.providerId)];
  return all.slice(0, 3).sort(soonestFirst);
}

function soonestFirst(a: Slot, b: Slot): number {
  return a.startsAt.localeCompare(b.startsAt) || a.providerId.localeCompare(b.providerId);
}
