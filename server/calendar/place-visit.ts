// What booking, moving and reinstating share: is this a visit that can be, and may it stand at this time?
import type { VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import {
  findVisitType,
  fitInTemplate,
  nextFreeTimes,
  templateLock,
} from '../availability/availability-queries.ts';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import {
  invalidInput,
  notAllowed,
  ProblemError,
  ruleBroken,
  slotTaken,
} from '../platform/problem.ts';
import { worksInClinic } from '../staff/staff-queries.ts';
import { denyOverride, liftedBy } from './calendar-policy.ts';
import { isTimeFree, patientBusy } from './calendar-queries.ts';
import { queueForTime, type AppointmentRow } from './calendar-repository.ts';
import {
  brokenRules,
  isInThePast,
  startsOnMinute,
  weighOverrides,
  type Broken,
  type OccupiedSpan,
  type Override,
} from './calendar-rules.ts';
import { endLapsedHolds } from './end-holds.ts';
import { judgeTerms } from './judge-terms.ts';

/** A visit where somebody wants it. */
export interface Place {
  clinicId: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  startsAt: string;
  endsAt: string;
  /** The visit itself, when it stands somewhere already. */
  appointmentId?: string;
  /** Whose terms are judged; left out where the visit stands already as it is. */
  visitType?: VisitType;
}

export function placeOf(row: AppointmentRow): Place {
  return {
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    patientId: row.patient_id,
    visitTypeId: row.visit_type_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    appointmentId: row.id,
  };
}

export async function requireBookedHere(
  ctx: Ctx,
  wanted: { clinicId: string; visitTypeId: string },
): Promise<VisitType> {
  const visitType = await findVisitType(ctx, wanted.visitTypeId);
  if (visitType?.clinicId !== wanted.clinicId || !visitType.active)
    throw invalidInput('visitTypeId', 'The clinic does not book this visit type.');
  return visitType;
}

export async function requireWorksHere(
  ctx: Ctx,
  wanted: { clinicId: string; providerId: string },
): Promise<void> {
  if (!(await worksInClinic(ctx, wanted.providerId, wanted.clinicId)))
    throw invalidInput('providerId', 'This provider does not work in the clinic.');
}

/** Nothing new is planned for who has died, or in a chart that was retired. */
export async function requireMayCome(ctx: Ctx, patientId: string): Promise<void> {
  const because = await closedBecause(ctx, patientId);
  if (because !== null) throw ruleBroken(because, closedWords[because]);
}

export function requireStart(ctx: Ctx, startsAt: string): void {
  if (!startsOnMinute(startsAt))
    throw invalidInput('startsAt', 'A visit starts on a whole minute.');
  if (isInThePast(startsAt, ctx.now))
    throw ruleBroken('in-the-past', 'That time has passed; nothing was changed.');
}

/** Templates stay as they are and nobody else places a visit there until this transaction ends. */
export function waitForTurn(
  ctx: Ctx,
  places: readonly { providerId: string; span: OccupiedSpan }[],
): Promise<void> {
  const templates = places.map(({ providerId }) => templateLock(providerId));
  return queueForTime(ctx, places, [...new Set(templates)]);
}

/**
 * Judges the soft rules; returns those that the caller overrides, with the reasons. That the time is taken is said
 * first: to override a rule for it would be in vain.
 */
export async function requireRules(
  ctx: Ctx,
  place: Place,
  span: OccupiedSpan,
  overrides: readonly Override[],
): Promise<Override[]> {
  const busy = await patientBusy(ctx, [place.patientId], place, place.appointmentId);
  const broken: Broken[] = [
    ...brokenRules({ fit: await fitInTemplate(ctx, place), patientBusy: busy.size > 0 }),
    ...(place.visitType ? await judgeTerms(ctx, place, place.visitType) : []),
  ];
  if (broken.length === 0) return [];
  const { standing, overridden } = weighOverrides(broken, overrides);
  if (standing.length > 0) {
    await requireFree(ctx, place, span);
    throw overridable(standing);
  }
  for (const { rule } of overridden) {
    const refusal = denyOverride((...asked) => mayAct(ctx, ...asked), rule, place.clinicId);
    if (refusal !== null) throw notAllowed(refusal);
  }
  return overridden.map(({ rule, reason }) => ({ rule, reason }));
}

async function requireFree(ctx: Ctx, place: Place, span: OccupiedSpan): Promise<void> {
  const free = await isTimeFree(ctx, {
    providerId: place.providerId,
    ...span,
    ...(place.appointmentId === undefined ? {} : { ignoringAppointmentId: place.appointmentId }),
  });
  if (!free) throw await taken(ctx, place);
}

function overridable(standing: readonly Broken[]): ProblemError {
  const [first] = standing;
  return new ProblemError('rule-broken', `${first?.message ?? ''} Nothing was changed.`, {
    rule: first?.rule ?? '',
    overridable: standing.map(({ rule, message }) => ({
      rule,
      permission: liftedBy[rule],
      message,
    })),
  });
}

/** Takes the provider's time, also from a hold whose own time is up; refused while anybody else has it. */
export async function takeTime(
  ctx: Ctx,
  place: Place,
  take: () => Promise<boolean>,
): Promise<void> {
  if (await take()) return;
  const ended = await endLapsedHolds(ctx, { providerId: place.providerId });
  if (ended === 0 || !(await take())) throw await taken(ctx, place);
}

/** The next three free times in the clinic: the same provider's first, others' where those are too few. */
async function taken(ctx: Ctx, place: Place): Promise<ProblemError> {
  const search = {
    clinicId: place.clinicId,
    visitTypeId: place.visitTypeId,
    fromAt: place.startsAt,
    days: 14,
    limit: 3,
  };
  const own = await nextFreeTimes(ctx, { ...search, providerIds: [place.providerId] });
  const others = own.length < 3 ? await nextFreeTimes(ctx, { ...search, providerIds: [] }) : [];
  const all = [...own, ...others.filter((slot) => slot.providerId !== place.providerId)];
  return slotTaken(all.slice(0, 3).sort(soonestFirst));
}

function soonestFirst(a: Slot, b: Slot): number {
  return a.startsAt.localeCompare(b.startsAt) || a.providerId.localeCompare(b.providerId);
}
