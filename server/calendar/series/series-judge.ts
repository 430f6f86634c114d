// Judges many visits of one patient where they are wanted, by the rules of a booking and in a few reads: nothing is
// written and nothing is locked. The booking itself judges each again.
import type { VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import type { SeriesProblem } from '#contract/visit-series';
import { listClosings, type Closings } from '../../availability/availability-queries.ts';
import { listBookableDays, startsOn } from '../../availability/bookable-day-queries.ts';
import { brokenOnDays } from '../../availability/day-limit-queries.ts';
import {
  countFree,
  listUsable,
  type ResourceInZone,
} from '../../availability/resource/resource-time-queries.ts';
import { hoursOfVisits } from '../../availability/visit-hours-queries.ts';
import { instantText, localDateOf, minutesBetween } from '../../platform/clock/instants.ts';
import { Temporal } from '../../platform/clock/temporal.ts';
import type { Ctx } from '../../platform/context.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import { visitsThen } from '../calendar-queries.ts';
import { brokenRules, occupiedSpan, type Broken } from '../calendar-rules.ts';
import { liftedBy } from '../calendar-policy.ts';
import { isEstablished } from '../day-load-queries.ts';
import { listOccupied } from '../occupied-queries.ts';
import { brokenTerms } from '../visit-terms-rules.ts';
import {
  nearest,
  overlaps,
  pastProblem,
  resourceProblem,
  skippedProblem,
  takenProblem,
  type Span,
  type WallPlace,
  type WantedSpan,
} from './series-judge-rules.ts';

export interface WantedVisit {
  providerId: string;
  startsAt: string;
  endsAt: string;
  isSkipped: boolean;
  /** Where it stands now, if it does. */
  from: { providerId: string; startsAt: string } | null;
}

export interface Judged {
  problems: SeriesProblem[];
  alternatives: Slot[];
}

export interface JudgedFor {
  clinicId: string;
  patientId: string;
  visitType: VisitType;
  /** Visits that leave their places, or end, in the same step. */
  leaving: readonly string[];
}

const mostAlternatives = 4;

/** In the order of the visits. */
export async function judgeVisits(
  ctx: Ctx,
  of: JudgedFor,
  visits: readonly WantedVisit[],
): Promise<Judged[]> {
  const world = await readWorld(ctx, of, visits);
  const judged = new Map<WantedVisit, Judged>();
  for (const [providerId, own] of Map.groupBy(visits, (visit) => visit.providerId)) {
    const problems = await problemsOf(ctx, world, providerId, own);
    const broken = own.filter((_, at) => problems[at]?.length);
    const alternatives = await nearTimes(ctx, world, providerId, broken);
    for (const [at, visit] of own.entries())
      judged.set(visit, {
        problems: problems[at] ?? [],
        alternatives: alternatives.get(visit) ?? [],
      });
  }
  return visits.map((visit) => judged.get(visit) ?? { problems: [], alternatives: [] });
}

interface World extends JudgedFor {
  zone: string;
  now: string;
  visits: readonly WantedVisit[];
  /** Provider or resource → what is taken of their time by others. */
  taken: ReadonlyMap<string, readonly Span[]>;
  /** The patient's other visits. */
  busy: readonly Span[];
  resources: readonly ResourceInZone[];
  /** `null` = not asked. */
  isEstablished: boolean | null;
  /** Local date → why. */
  closed: ReadonlyMap<string, string>;
  closedHours: Closings['closedHours'];
}

const dayMs = 86_400_000;

async function readWorld(ctx: Ctx, of: JudgedFor, visits: readonly WantedVisit[]): Promise<World> {
  const { clinicId, patientId, visitType, leaving } = of;
  const { zone } = await getClinic(ctx, clinicId);
  const span = around(visits);
  const resources = visitType.needs.length > 0 ? await listUsable(ctx, clinicId) : [];
  const providerIds = [...new Set(visits.map(({ providerId }) => providerId))];
  const ids = [...providerIds, ...resources.map(({ id }) => id)];
  const occupied = (await listOccupied(ctx, { ids, ...span })).filter(
    ({ appointmentId }) => !leaving.includes(appointmentId),
  );
  const others = (await visitsThen(ctx, [patientId], span)).filter(
    ({ id }) => !leaving.includes(id),
  );
  const dates = [...new Set(visits.map(({ startsAt }) => localDateOf(startsAt, zone)))];
  const { closedDays, closedHours } = await listClosings(ctx, { clinicId, zone }, dates);
  return {
    ...of,
    ...{ zone, now: ctx.now, visits, resources },
    taken: new Map(
      [...Map.groupBy(occupied, ({ id }) => id)].map(([id, rows]) => [id, rows.map(spanOf)]),
    ),
    busy: others.map(spanOf),
    isEstablished: await isEstablished(ctx, of),
    closed: new Map(closedDays.map(({ date, because }) => [date, because])),
    closedHours,
  };
}

/** A day and a bit on either side hold the times that are offered instead. */
function around(visits: readonly WantedVisit[]): { startsAt: string; endsAt: string } {
  const starts = visits.map(({ startsAt }) => Date.parse(startsAt));
  return {
    startsAt: textOf(Math.min(...starts) - 3 * dayMs),
    endsAt: textOf(Math.max(...starts) + 4 * dayMs),
  };
}

async function problemsOf(
  ctx: Ctx,
  world: World,
  providerId: string,
  visits: readonly WantedVisit[],
): Promise<SeriesProblem[][]> {
  const { clinicId, patientId, visitType, leaving } = world;
  const asked = { clinicId, providerId, patientId, visitTypeId: visitType.id };
  const hours = await hoursOfVisits(ctx, asked, visits);
  const days = visits.map((visit, at) => {
    const limits = hours[at]?.limits ?? null;
    return limits && standsOn(visit, { ...limits, providerId }) ? null : limits;
  });
  const full = await brokenOnDays(ctx, { clinicId, patientId, leaving }, days);
  return visits.map((visit, at) => {
    const wanted = wantedSpan(world, visit);
    const broken: Broken[] = [
      ...brokenRules({
        hours: hours[at]?.broken ?? [],
        patientBusy: world.busy.some((span) => overlaps(span, wanted.visit)),
      }).map((one) => withReason(world, visit, one)),
      ...(full[at] ?? []),
      ...brokenTerms(visitType, {
        startsAt: visit.startsAt,
        now: world.now,
        isEstablished:
          visit.from === null && visitType.patients !== 'any' ? world.isEstablished : null,
      }),
    ];
    return [
      ...skippedProblem(visit.isSkipped),
      ...pastProblem(visit.startsAt, world.now),
      ...takenProblem(wanted, world.taken.get(providerId) ?? [], othersOf(world, visit)),
      ...resourceProblem(lackingAt(world, wanted)),
      ...broken.map((one) => ({ ...one, permission: liftedBy[one.rule] })),
    ];
  });
}

function standsOn(
  { from }: WantedVisit,
  day: { providerId: string; startsAt: string; endsAt: string },
): boolean {
  return (
    from?.providerId === day.providerId &&
    from.startsAt >= day.startsAt &&
    from.startsAt < day.endsAt
  );
}

function withReason(
  { zone, closed, closedHours }: World,
  visit: WantedVisit,
  broken: Broken,
): Broken {
  if (broken.rule !== 'time-blocked') return broken;
  const wholeDay = closed.get(localDateOf(visit.startsAt, zone));
  const hours = closedHours.find((span) => overlaps(spanOf(span), spanOf(visit)));
  if (wholeDay !== undefined)
    return { ...broken, message: `The clinic is closed on that day: ${wholeDay}.` };
  return {
    ...broken,
    message: hours
      ? `The clinic is closed at that time: ${hours.because}.`
      : 'The provider is away or in a meeting at that time.',
  };
}

function othersOf(world: World, visit: WantedVisit): WantedSpan[] {
  return world.visits
    .filter((other) => other !== visit && other.providerId === visit.providerId)
    .map((other) => wantedSpan(world, other));
}

function lackingAt(
  { visitType, resources, taken }: World,
  { visit, withBuffers }: WantedSpan,
): string | null {
  const takenOf = (id: string): Span[] => [...(taken.get(id) ?? [])];
  const short = visitType.needs.find(
    ({ type, count }) => countFree(resources, type, { visit, withBuffers, takenOf }) < count,
  );
  return short?.type ?? null;
}

function wantedSpan({ visitType }: World, visit: { startsAt: string; endsAt: string }): WantedSpan {
  return { visit: spanOf(visit), withBuffers: spanOf(occupiedSpan(visit, visitType)) };
}

/** Free with the same provider on the day of each, the day before and the day after. */
async function nearTimes(
  ctx: Ctx,
  world: World,
  providerId: string,
  visits: readonly WantedVisit[],
): Promise<Map<WantedVisit, Slot[]>> {
  if (visits.length === 0) return new Map();
  const { clinicId, zone, visitType, taken } = world;
  const datesOf = ({ startsAt }: WantedVisit): string[] => {
    const date = Temporal.PlainDate.from(localDateOf(startsAt, zone));
    return [-1, 0, 1].map((days) => date.add({ days }).toString());
  };
  const dates = [...new Set(visits.flatMap(datesOf))].sort();
  const days = await listBookableDays(ctx, { clinicId, providerIds: [providerId], dates });
  const standing = world.visits
    .filter((other) => other.providerId === providerId && !visits.includes(other))
    .map((other) => wantedSpan(world, other).withBuffers);
  const isNew = world.isEstablished === null ? null : !world.isEstablished;
  const asked = { visitTypeId: visitType.id, isNew, now: Date.parse(world.now) };
  const startsFor = (length: number, date: string): WallPlace[] =>
    days
      .filter((day) => day.date === date && hasRoom(day, isNew))
      .flatMap(({ windows }) =>
        startsOn(windows, { ...visitType, minutes: length, ...asked }, [
          ...(taken.get(providerId) ?? []),
          ...standing,
        ]),
      )
      .filter((start) => mayStart(world, start, length))
      .map((start) => wallPlace(start, zone));
  return new Map(
    visits.map((visit) => {
      const length = lengthOf(visit);
      const places = datesOf(visit).flatMap((date) => startsFor(length, date));
      const starts = nearest(wallPlace(Date.parse(visit.startsAt), zone), places, mostAlternatives);
      const slots = starts.map((start) => ({
        ...{ providerId, clinicId, startsAt: textOf(start) },
        endsAt: textOf(start + length * 60_000),
      }));
      return [visit, slots];
    }),
  );
}

/** Minutes; a visit may be longer or shorter than its type. */
function lengthOf({ startsAt, endsAt }: WantedVisit): number {
  return minutesBetween(startsAt, endsAt);
}

function hasRoom(
  day: Awaited<ReturnType<typeof listBookableDays>>[number],
  isNew: boolean | null,
): boolean {
  const { visitsADay = null, newPatientsADay = null } = day.limits ?? {};
  if (visitsADay !== null && day.visits >= visitsADay) return false;
  return newPatientsADay === null || isNew !== true || day.newPatients < newPatientsADay;
}

function mayStart(world: World, start: number, length: number): boolean {
  const { visitType, now, busy } = world;
  const startsAt = textOf(start);
  const visit = { from: start, until: start + length * 60_000 };
  const wanted = wantedSpan(world, { startsAt, endsAt: textOf(visit.until) });
  return (
    startsAt >= now &&
    brokenTerms(visitType, { startsAt, now, isEstablished: null }).length === 0 &&
    !busy.some((span) => overlaps(span, visit)) &&
    lackingAt(world, wanted) === null
  );
}

function wallPlace(start: number, zone: string): WallPlace {
  const wall = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  const day = Temporal.PlainDate.from('2000-01-01').until(wall.toPlainDate()).days;
  return { start, day, minute: wall.hour * 60 + wall.minute };
}

function spanOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Span {
  return { from: Date.parse(startsAt), until: Date.parse(endsAt) };
}

function textOf(moment: number): string {
  return instantText(Temporal.Instant.fromEpochMilliseconds(moment));
}
