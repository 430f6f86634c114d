// Free time, looked for where it is soonest: hours of the templates minus what `occupied_time` holds, first of a day,
// and of that day an hour, then of more and more.
import type { SearchOrder, VisitType } from '#contract/availability';
import { isOfType } from '#contract/resources';
import type { Ctx } from '../platform/context.ts';
import { freePlaces, type FreePlace, type LocalDay, type Span } from './availability-rules.ts';
import { busyOf } from './busy-queries.ts';
import { dayKey, fullDays } from './day-limit-queries.ts';
import type { BrokenLimit } from './limit-rules.ts';
import { openTo } from './open-hours-rules.ts';
import { startsWithin } from './resource/resource-rules.ts';
import type { ResourceInZone } from './resource/resource-time-queries.ts';
import { within, wishedOn, type TimeWishes } from './wish-rules.ts';
import {
  limitsOn,
  listTemplateRows,
  textOf,
  windowsOn,
  type TemplateRows,
} from './working-hours.ts';

export interface Search extends TimeWishes {
  clinicId: string;
  visitType: VisitType;
  now: string;
  fromAt: string;
  /** The last start that may be booked; `null` = none. */
  untilAt: string | null;
  clinicName: string;
  zone: string;
  hourCycle: 12 | 24;
  days: readonly LocalDay[];
  limit: number;
  order: SearchOrder;
  providers: readonly string[];
  /** Who has the patient's primary care. */
  preferred: ReadonlySet<string>;
  /** `null` = not known. */
  isNew: boolean | null;
  /** Of the types that the visit needs. */
  resources: ResourceInZone[];
}

export interface FoundPlace extends FreePlace {
  providerId: string;
}

/** What the search looks at on some days. */
export interface SearchedHours {
  days: readonly LocalDay[];
  templates: TemplateRows;
  /** Days on which a provider takes no further visit, by `dayKey`. */
  full: ReadonlyMap<string, BrokenLimit>;
}

interface Found {
  places: FoundPlace[];
  /** What was not there when a provider was; `null` = nothing. */
  lacking: string | null;
}

export interface FoundOnDays extends Found {
  /** All that was looked at. */
  hours: readonly SearchedHours[];
}

const minute = 60_000;

/**
 * Mostly the first hours are enough: reads the hours of three days, then of a month at a time, and looks at the first
 * hour of them, then at more and more, until there are as many places as are asked for. What fits best is known only
 * when all days are.
 */
export async function searchDays(ctx: Ctx, search: Search): Promise<FoundOnDays> {
  const { days, limit, order } = search;
  const hours: SearchedHours[] = [];
  const places: FoundPlace[] = [];
  let lacking: string | null = null;
  let stride = order === 'fit' ? days.length : 3;
  let reach = order === 'fit' ? Infinity : 60 * minute;
  for (let at = 0; at < days.length && places.length < limit;) {
    const these = await hoursOn(ctx, search, days.slice(at, at + stride));
    hours.push(these);
    const open = openDays(search, these);
    let from = firstOpen(open, order === 'fit' ? -Infinity : Date.parse(search.fromAt));
    while (from < Infinity && places.length < limit) {
      const until = from + reach;
      const found = await placesIn(ctx, search, open, { from, until });
      places.push(...found.places);
      lacking ??= found.lacking;
      from = firstOpen(open, until);
      reach *= 4;
    }
    at += stride;
    stride = 30;
  }
  return { places, lacking, hours };
}

async function hoursOn(
  ctx: Ctx,
  { clinicId, providers, isNew }: Search,
  days: readonly LocalDay[],
): Promise<SearchedHours> {
  const templates = await listTemplateRows(ctx, {
    clinicId,
    providerIds: providers,
    between: { first: days[0]?.date ?? '', last: days.at(-1)?.date ?? '' },
  });
  const limited = providers.flatMap((providerId) =>
    days.map((day) => limitsOn(templates, providerId, day)).filter((limits) => limits !== null),
  );
  return { days, templates, full: await fullDays(ctx, { clinicId, days: limited, isNew }) };
}

/** Where a visit might lie on a provider's day. */
interface OpenDay {
  providerId: string;
  /** Hours that are open to it; what fits best is judged by the whole of them. */
  spans: readonly Span[];
  /** When the patient can come. */
  wished: Span;
}

function openDays(search: Search, { days, templates, full }: SearchedHours): OpenDay[] {
  const asked = {
    visitTypeId: search.visitType.id,
    isNew: search.isNew,
    now: Date.parse(search.now),
  };
  return search.providers.flatMap((providerId) =>
    days.flatMap((day): OpenDay[] => {
      const wished = wishedOn(day, search);
      if (wished === null || full.has(dayKey({ providerId, date: day.date }))) return [];
      const open = openTo(windowsOn(templates, providerId, day), asked);
      const spans = search.order === 'fit' ? open : within(open, wished);
      return spans.length === 0 ? [] : [{ providerId, spans, wished }];
    }),
  );
}

/** The first moment from one on at which anybody is open; `Infinity` = none. */
function firstOpen(open: readonly OpenDay[], from: number): number {
  let first = Infinity;
  for (const { spans } of open)
    for (const span of spans)
      if (span.until > from) first = Math.min(first, Math.max(span.from, from));
  return first;
}

/** Starts in the stretch, soonest first, by provider where two start together. */
async function placesIn(
  ctx: Ctx,
  search: Search,
  open: readonly OpenDay[],
  stretch: Span,
): Promise<Found> {
  const { visitType, resources } = search;
  const lies = { from: stretch.from, until: stretch.until + visitType.minutes * minute };
  const near = open.flatMap((day): OpenDay[] => {
    const spans = within(day.spans, lies);
    return spans.length === 0 ? [] : [{ ...day, spans }];
  });
  const spans = near.flatMap((day) => day.spans);
  const hull = {
    from: Math.min(...spans.map(({ from }) => from)) - visitType.bufferBefore * minute,
    until: Math.max(...spans.map(({ until }) => until)) + visitType.bufferAfter * minute,
  };
  const ids = [...near.map(({ providerId }) => providerId), ...resources.map(({ id }) => id)];
  const busy = await busyOf(ctx, [...new Set(ids)], {
    startsAt: textOf(hull.from),
    endsAt: textOf(hull.until),
  });
  const from = Math.max(stretch.from, Date.parse(search.fromAt));
  const last = search.untilAt === null ? Infinity : Date.parse(search.untilAt);
  const free = near.flatMap(({ providerId, spans, wished }) =>
    freePlaces(spans, busy.get(providerId) ?? [], visitType)
      .filter(({ start }) => start >= from && start < stretch.until && start <= last)
      .filter(({ start }) => start >= wished.from && endOf(search, start) <= wished.until)
      .map((place) => ({ ...place, providerId })),
  );
  const lackingAt = whatIsLacking(search, busy, hull);
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
  hull: Span,
): (start: number) => string | null {
  const needs = visitType.needs.map(({ type, count }) => ({
    ...{ type, count },
    starts: resources
      .filter((one) => isOfType(one, type))
      .map((one) => startsWithin({ ...one, busy: busy.get(one.id) ?? [] }, hull, visitType)),
  }));
  return (start) => {
    const short = needs.find(
      ({ count, starts }) => starts.filter((each) => each.has(start)).length < count,
    );
    return short?.type ?? null;
  };
}

export function endOf({ visitType }: Search, start: number): number {
  return start + visitType.minutes * minute;
}
