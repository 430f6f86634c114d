// The search for free time: hours of the templates minus what `occupied_time` holds, a few days at a time.
import type { SearchOrder, VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { isOfType } from '#contract/resources';
import { isEstablished } from '../calendar/day-load-queries.ts';
import { listPrimaryCare } from '../patients/patients-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, listProviders } from '../staff/staff-queries.ts';
import {
  freePlaces,
  localDay,
  type FreePlace,
  type LocalDay,
  type Span,
} from './availability-rules.ts';
import { minuteOf } from './availability-view.ts';
import { busyOf } from './busy-queries.ts';
import { dayKey, fullDays } from './day-limit-queries.ts';
import { explainEmpty } from './explain-empty.ts';
import { byFit } from './fit-rules.ts';
import type { BrokenLimit } from './limit-rules.ts';
import { openTo } from './open-hours-rules.ts';
import { startsWithin } from './resource/resource-rules.ts';
import { listUsable, type ResourceInZone } from './resource/resource-time-queries.ts';
import { wishedOn, type TimeWishes } from './wish-rules.ts';
import {
  limitsOn,
  listTemplateRows,
  textOf,
  windowsOn,
  type TemplateRows,
} from './working-hours.ts';

export interface FreeTimeSearch {
  clinicId: string;
  visitTypeId: string;
  /** Empty = any provider of the clinic. */
  providerIds: readonly string[];
  fromAt: string;
  /** For whom; left out = whoever comes. */
  patientId?: string | undefined;
  /** Local days to look at, the first being that of `fromAt`. */
  days: number;
  limit: number;
  order?: SearchOrder;
  /** When the patient can come; left out = at any time. */
  weekdays?: readonly number[];
  earliestTime?: string | null;
  latestTime?: string | null;
}

export interface FoundTimes {
  items: Slot[];
  explanation: string | null;
}

/** Who takes what fits best does not wait for it longer than this. */
const mostDaysOfFit = 14;

export interface Search extends TimeWishes {
  clinicId: string;
  visitType: VisitType;
  now: string;
  fromAt: string;
  /** The last start that may be booked; `null` = none. */
  untilAt: string | null;
  zone: string;
  hourCycle: 12 | 24;
  days: readonly LocalDay[];
  limit: number;
  order: SearchOrder;
  providers: readonly string[];
  /** Who has the patient's primary care. */
  preferred: ReadonlySet<string>;
  templates: TemplateRows;
  /** `null` = not known. */
  isNew: boolean | null;
  /** Of the types that the visit needs. */
  resources: ResourceInZone[];
}

interface FoundPlace extends FreePlace {
  providerId: string;
}

export async function searchFreeTimes(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<FoundTimes> {
  const search = await searchOf(ctx, wanted, visitType);
  const { places, lacking } = await searchDays(ctx, search);
  const ordered = search.order === 'fit' ? places.toSorted(byFit(search.preferred)) : places;
  const items = ordered.slice(0, search.limit).map((place) => slotAt(search, place));
  if (items.length > 0) return { items, explanation: null };
  const full = await fullDaysOf(ctx, search, search.days);
  return { items, explanation: explainEmpty(search, { full, lacking }) };
}

async function searchOf(ctx: Ctx, wanted: FreeTimeSearch, visitType: VisitType): Promise<Search> {
  const { clinicId, providerIds, patientId, limit, order = 'soonest' } = wanted;
  const earliest = plusMinutes(ctx.now, visitType.leadMinutes);
  const fromAt = wanted.fromAt < earliest ? earliest : wanted.fromAt;
  const { zone, hourCycle } = await getClinic(ctx, clinicId);
  const here = (await listProviders(ctx, clinicId)).map(({ id }) => id);
  const providers = here.filter((id) => providerIds.length === 0 || providerIds.includes(id));
  const count = order === 'fit' ? Math.min(wanted.days, mostDaysOfFit) : wanted.days;
  const days = localDays(fromAt, zone, count);
  const templates = await listTemplateRows(ctx, {
    clinicId,
    providerIds: providers,
    between: { first: days[0]?.date ?? '', last: days.at(-1)?.date ?? '' },
  });
  const isAsked = order === 'fit' && patientId !== undefined;
  return {
    ...{ clinicId, visitType, now: ctx.now, fromAt, untilAt: horizonOf(ctx.now, visitType) },
    ...{ zone, hourCycle, days, limit, order, providers, templates },
    ...wishesOf(wanted),
    preferred: new Set(isAsked ? await listPrimaryCare(ctx, patientId) : []),
    isNew: await isNewPatient(ctx, wanted, visitType),
    resources: await resourcesFor(ctx, clinicId, visitType),
  };
}

async function resourcesFor(
  ctx: Ctx,
  clinicId: string,
  { needs }: VisitType,
): Promise<ResourceInZone[]> {
  if (needs.length === 0) return [];
  const usable = await listUsable(ctx, clinicId);
  return usable.filter((one) => needs.some(({ type }) => isOfType(one, type)));
}

function wishesOf({ weekdays, earliestTime, latestTime }: FreeTimeSearch): TimeWishes {
  return {
    weekdays: weekdays ?? [],
    earliestMinute: earliestTime ? minuteOf(earliestTime) : null,
    latestMinute: latestTime ? minuteOf(latestTime) : null,
  };
}

async function isNewPatient(
  ctx: Ctx,
  { patientId, clinicId }: FreeTimeSearch,
  { patients }: VisitType,
): Promise<boolean | null> {
  if (patientId !== undefined) return !(await isEstablished(ctx, { patientId, clinicId }));
  return patients === 'any' ? null : patients === 'new';
}

export function horizonOf(
  now: string,
  { horizonDays }: Pick<VisitType, 'horizonDays'>,
): string | null {
  return horizonDays === null ? null : plusMinutes(now, horizonDays * 1440);
}

function localDays(fromAt: string, zone: string, count: number): LocalDay[] {
  const first = Temporal.Instant.from(fromAt).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: count }, (_, n) => localDay(first.add({ days: n }).toString(), zone));
}

interface Found {
  places: FoundPlace[];
  /** What was not there when a provider was; `null` = nothing. */
  lacking: string | null;
}

/**
 * Mostly the first days are enough: reads one day, then two, four … sixteen at a time until there are as many as are
 * asked for. What fits best is known only when all days are.
 */
async function searchDays(ctx: Ctx, search: Search): Promise<Found> {
  const { days, limit, order } = search;
  const places: FoundPlace[] = [];
  let lacking: string | null = null;
  let stride = order === 'fit' ? days.length : 1;
  for (let at = 0; at < days.length && places.length < limit;) {
    const found = await placesOn(ctx, search, days.slice(at, at + stride));
    places.push(...found.places);
    lacking ??= found.lacking;
    at += stride;
    stride = Math.min(stride * 2, 16);
  }
  return { places, lacking };
}

/** Soonest first, by provider where two start together. */
async function placesOn(ctx: Ctx, search: Search, days: readonly LocalDay[]): Promise<Found> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { places: [], lacking: null };
  const within = { from: first.at(0), until: last.at(1440) };
  const busy = await busyOf(ctx, [...search.providers, ...search.resources.map(({ id }) => id)], {
    startsAt: textOf(within.from),
    endsAt: textOf(within.until),
  });
  const full = await fullDaysOf(ctx, search, days);
  const notBefore = Date.parse(search.fromAt);
  const notAfter = search.untilAt === null ? Infinity : Date.parse(search.untilAt);
  const asked = {
    visitTypeId: search.visitType.id,
    isNew: search.isNew,
    now: Date.parse(search.now),
  };
  const placesOf = (providerId: string, day: LocalDay): FoundPlace[] => {
    const wished = wishedOn(day, search);
    if (wished === null || full.has(dayKey({ providerId, date: day.date }))) return [];
    const open = openTo(windowsOn(search.templates, providerId, day), asked);
    return freePlaces(open, busy.get(providerId) ?? [], search.visitType)
      .filter(({ start }) => start >= notBefore && start <= notAfter)
      .filter(({ start }) => wished.from <= start && endOf(search, start) <= wished.until)
      .map((place) => ({ ...place, providerId }));
  };
  const free = search.providers.flatMap((providerId) =>
    days.flatMap((day) => placesOf(providerId, day)),
  );
  const lackingAt = whatIsLacking(search, busy, within);
  const places = free
    .filter(({ start }) => lackingAt(start) === null)
    .sort((a, b) => a.start - b.start || a.providerId.localeCompare(b.providerId));
  const dropped = free.find(({ start }) => lackingAt(start) !== null);
  return { places, lacking: dropped ? lackingAt(dropped.start) : null };
}

/** Says of a start what the visit needs and is not free then; `null` = all of it is. */
function whatIsLacking(
  { resources, visitType }: Search,
  busy: ReadonlyMap<string, Span[]>,
  within: Span,
): (start: number) => string | null {
  const needs = visitType.needs.map(({ type, count }) => ({
    ...{ type, count },
    starts: resources
      .filter((one) => isOfType(one, type))
      .map((one) => startsWithin({ ...one, busy: busy.get(one.id) ?? [] }, within, visitType)),
  }));
  return (start) => {
    const short = needs.find(
      ({ count, starts }) => starts.filter((each) => each.has(start)).length < count,
    );
    return short?.type ?? null;
  };
}

function endOf({ visitType }: Search, start: number): number {
  return start + visitType.minutes * 60_000;
}

function fullDaysOf(
  ctx: Ctx,
  { clinicId, providers, templates, isNew }: Search,
  days: readonly LocalDay[],
): Promise<Map<string, BrokenLimit>> {
  const limited = providers.flatMap((providerId) =>
    days.map((day) => limitsOn(templates, providerId, day)).filter((limits) => limits !== null),
  );
  return fullDays(ctx, { clinicId, days: limited, isNew });
}

function slotAt(search: Search, { providerId, start }: FoundPlace): Slot {
  return {
    providerId,
    clinicId: search.clinicId,
    startsAt: textOf(start),
    endsAt: textOf(endOf(search, start)),
  };
}
