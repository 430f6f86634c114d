// The search for free time: hours of the templates minus what `occupied_time` holds, a few days at a time.
import type { SearchOrder, VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
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
import { dayKey, fullDays } from './day-limit-queries.ts';
import { explainEmpty } from './explain-empty.ts';
import { byFit } from './fit-rules.ts';
import type { BrokenLimit } from './limit-rules.ts';
import { openTo } from './open-hours-rules.ts';
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

/** A visit with its buffers is never longer than this (minutes): bounds the reads by start. */
const longestOccupied = 480 + 120 + 120;
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
  const found = await searchDays(ctx, search);
  const ordered = search.order === 'fit' ? found.toSorted(byFit(search.preferred)) : found;
  const items = ordered.slice(0, search.limit).map((place) => slotAt(search, place));
  if (items.length > 0) return { items, explanation: null };
  return { items, explanation: explainEmpty(search, await fullDaysOf(ctx, search, search.days)) };
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
  };
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

/**
 * Mostly the first days are enough: reads one day, then two, four … sixteen at a time until there are as many as are
 * asked for. What fits best is known only when all days are.
 */
async function searchDays(ctx: Ctx, search: Search): Promise<FoundPlace[]> {
  const { days, limit, order } = search;
  const found: FoundPlace[] = [];
  let stride = order === 'fit' ? days.length : 1;
  for (let at = 0; at < days.length && found.length < limit;) {
    found.push(...(await placesOn(ctx, search, days.slice(at, at + stride))));
    at += stride;
    stride = Math.min(stride * 2, 16);
  }
  return found;
}

/** Soonest first, by provider where two start together. */
async function placesOn(
  ctx: Ctx,
  search: Search,
  days: readonly LocalDay[],
): Promise<FoundPlace[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const busy = await busyOf(ctx, search.providers, {
    startsAt: textOf(first.at(0)),
    endsAt: textOf(last.at(1440)),
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
  return search.providers
    .flatMap((providerId) => days.flatMap((day) => placesOf(providerId, day)))
    .sort((a, b) => a.start - b.start || a.providerId.localeCompare(b.providerId));
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

/** Busy in any clinic, buffers included; visits near the edges count with their neighbours' buffers. */
export async function busyOf(
  ctx: Ctx,
  providerIds: readonly string[],
  span: { startsAt: string; endsAt: string },
): Promise<Map<string, Span[]>> {
  const rows = await ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId })
    .whereIn('resource_id', [...providerIds])
    .where('starts_at', '>', plusMinutes(span.startsAt, -longestOccupied))
    .where('starts_at', '<', plusMinutes(span.endsAt, longestOccupied))
    .select<{ resource_id: string; starts_at: string; ends_at: string }[]>(
      'resource_id',
      'starts_at',
      'ends_at',
    );
  const busy = new Map<string, Span[]>();
  for (const { resource_id, starts_at, ends_at } of rows) {
    const spans = busy.get(resource_id) ?? [];
    spans.push({ from: Date.parse(starts_at), until: Date.parse(ends_at) });
    busy.set(resource_id, spans);
  }
  return busy;
}
