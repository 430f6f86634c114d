// What booking, moving and reinstating share: is this a visit that can be, and may it stand at this time?
import type { VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { findVisitType, templateLock } from '../availability/availability-queries.ts';
import { resourceLock } from '../availability/resource/resource-queries.ts';
import { hoursOfVisit } from '../availability/visit-hours-queries.ts';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, ProblemError, ruleBroken } from '../platform/problem.ts';
import { worksInClinic } from '../staff/staff-queries.ts';
import { patientBusy } from './calendar-queries.ts';
import { queueForTime, type AppointmentRow, type TurnPlace } from './calendar-repository.ts';
import {
  brokenRules,
  isInThePast,
  startsOnMinute,
  weighOverrides,
  type Broken,
  type Override,
} from './calendar-rules.ts';
import { judgeAuthorization, type AuthorizationVerdict } from './judge-authorization.ts';
import { judgeLimits } from './judge-limits.ts';
import { judgeTerms } from './judge-terms.ts';
import { requireMayOverride, requireNotTaken, waysRound, type WantedTime } from './take-time.ts';

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
  /** It stands on that day already, and the day's limits count it. */
  isCounted?: boolean;
  /** Visits that leave their places in the same step: they stand in nobody's way there. */
  leaving?: readonly string[];
  /** Placed with others in the same step: where one is refused no other times are looked for. */
  isOneOfMany?: boolean;
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

/** An e-visit is due on a day and goes to no place by the clock. */
export function requireTimed({ modality }: Pick<VisitType, 'modality'>): void {
  if (modality === 'e-visit')
    throw invalidInput('startsAt', 'An e-visit is due on a day and takes nobody’s time.');
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

/** Templates and resources stay as they are and nobody else places a visit there until this transaction ends. */
export function waitForTurn(
  ctx: Ctx,
  places: readonly TurnPlace[],
  /** Whose hours the same transaction changes besides. */
  changesHoursOf?: string,
): Promise<void> {
  const kept = places.flatMap(({ providerId, resourceIds = [] }) => [
    templateLock(providerId),
    ...resourceIds.map(resourceLock),
  ]);
  return queueForTime(ctx, places, {
    shared: [...new Set(kept)],
    exclusive: changesHoursOf === undefined ? [] : [templateLock(changesHoursOf)],
  });
}

/** Judges the soft rules; returns those that the caller overrides, with the reasons. */
export async function requireRules(
  ctx: Ctx,
  wanted: WantedTime,
  overrides: readonly Override[],
): Promise<Override[]> {
  const { place } = wanted;
  const busy = await patientBusy(ctx, [place.patientId], place, notInTheWay(place));
  const { broken: hours, limits } = await hoursOfVisit(ctx, place);
  const authorization = place.visitType
    ? await judgeAuthorization(ctx, place, place.visitType)
    : null;
  const broken: Broken[] = [
    ...brokenRules({ hours, patientBusy: busy.size > 0 }),
    ...(place.isCounted ? [] : await judgeLimits(ctx, place, limits)),
    ...(place.visitType ? await judgeTerms(ctx, place, place.visitType) : []),
    ...(authorization?.broken ?? []),
  ];
  if (broken.length === 0) return [];
  const { standing, overridden } = weighOverrides(broken, overrides);
  if (standing.length > 0) {
    await requireNotTaken(ctx, wanted, { overrides, standing });
    throw overridable(standing, await coveredElsewhere(place, standing, authorization));
  }
  for (const { rule } of overridden) requireMayOverride(ctx, rule, place.clinicId);
  return overridden.map(({ rule, reason }) => ({ rule, reason }));
}

function notInTheWay({ appointmentId, leaving = [] }: Place): string[] {
  return appointmentId === undefined ? [...leaving] : [appointmentId, ...leaving];
}

/** Where nothing else stands in the way, the times at which it would be covered. */
async function coveredElsewhere(
  { isOneOfMany = false }: Place,
  standing: readonly Broken[],
  authorization: AuthorizationVerdict | null,
): Promise<Slot[]> {
  if (isOneOfMany || !authorization) return [];
  const isAlone = standing.every(({ rule }) =>
    authorization.broken.some((broken) => broken.rule === rule),
  );
  return isAlone ? authorization.covered() : [];
}

function overridable(standing: readonly Broken[], alternatives: Slot[]): ProblemError {
  const [first] = standing;
  return new ProblemError('rule-broken', `${first?.message ?? ''} Nothing was changed.`, {
    rule: first?.rule ?? '',
    overridable: waysRound(standing),
    ...(alternatives.length > 0 ? { alternatives } : {}),
  });
}
