// The search for free time: hours of the templates minus what `occupied_time` holds, a few days at a time.
import type { VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { isEstablished } from '../calendar/day-load-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, listProviders } from '../staff/staff-queries.ts';
import {
  explainNothing,
  localDay,
  openTo,
  possibleStarts,
  type LocalDay,
  type Span,
} from './availability-rules.ts';
import { dayKey, fullDays } from './day-limit-queries.ts';
import type { BrokenLimit } from './limit-rules.ts';
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
}

export interface FoundTimes {
  items: Slot[];
  explanation: string | null;
}

/** A visit with its buffers is never longer than this (minutes): bounds the reads by start. */
const longestOccupied = 480 + 120 + 120;

interface Search extends FreeTimeSearch {
  visitType: VisitType;
  /** The last start that may be booked; `null` = none. */
  untilAt: string | null;
  zone: string;
  providers: string[];
  templates: TemplateRows;
  /** `null` = not known. */
  isNew: boolean | null;
}

export async function searchFreeTimes(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<FoundTimes> {
  const earliest = plusMinutes(ctx.now, visitType.leadMinutes);
  const fromAt = wanted.fromAt < earliest ? earliest : wanted.fromAt;
  const untilAt = horizonOf(ctx.now, visitType);
  const { zone } = await getClinic(ctx, wanted.clinicId);
  const here = (await listProviders(ctx, wanted.clinicId)).map(({ id }) => id);
  const providers = here.filter(
    (id) => wanted.providerIds.length === 0 || wanted.providerIds.includes(id),
  );
  const days = localDays(fromAt, zone, wanted.days);
  const templates = await listTemplateRows(ctx, {
    clinicId: wanted.clinicId,
    providerIds: providers,
    between: { first: days[0]?.date ?? '', last: days.at(-1)?.date ?? '' },
  });
  const isNew = await isNewPatient(ctx, wanted, visitType);
  const search = { ...wanted, fromAt, untilAt, visitType, zone, providers, templates, isNew };
  const items = await searchDays(ctx, search, days);
  return { items, explanation: items.length > 0 ? null : await explain(ctx, search, days) };
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

/** Mostly the first days are enough: reads one day, then two, four … sixteen at a time until the limit is met. */
async function searchDays(ctx: Ctx, search: Search, days: readonly LocalDay[]): Promise<Slot[]> {
  const found: Slot[] = [];
  let stride = 1;
  for (let at = 0; at < days.length && found.length < search.limit;) {
    found.push(...(await slotsOf(ctx, search, days.slice(at, at + stride))));
    at += stride;
    stride = Math.min(stride * 2, 16);
  }
  return found.slice(0, search.limit);
}

async function slotsOf(ctx: Ctx, search: Search, days: readonly LocalDay[]): Promise<Slot[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const busy = await busyOf(ctx, search.providers, {
    startsAt: textOf(first.at(0)),
    endsAt: textOf(last.at(1440)),
  });
  const full = await fullDaysOf(ctx, search, days);
  const notBefore = Date.parse(search.fromAt);
  const notAfter = search.untilAt === null ? Infinity : Date.parse(search.untilAt);
  const starts = search.providers.flatMap((providerId) =>
    days
      .filter(({ date }) => !full.has(dayKey({ providerId, date })))
      .flatMap((day) =>
        possibleStarts(
          openTo(windowsOn(search.templates, providerId, day), search.visitType.id),
          busy.get(providerId) ?? [],
          search.visitType,
        )
          .filter((start) => start >= notBefore && start <= notAfter)
          .map((start) => ({ providerId, start })),
      ),
  );
  return starts
    .sort((a, b) => a.start - b.start || a.providerId.localeCompare(b.providerId))
    .slice(0, search.limit)
    .map(({ providerId, start }) => slotAt(search, providerId, start));
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

function slotAt({ clinicId, visitType }: Search, providerId: string, start: number): Slot {
  const startsAt = textOf(start);
  return { providerId, clinicId, startsAt, endsAt: plusMinutes(startsAt, visitType.minutes) };
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

async function explain(ctx: Ctx, search: Search, days: readonly LocalDay[]): Promise<string> {
  const full = await fullDaysOf(ctx, search, days);
  const windows = search.providers.flatMap((id) =>
    days.map((day) => windowsOn(search.templates, id, day)),
  );
  return explainNothing({
    beyondHorizon: search.untilAt !== null && search.fromAt > search.untilAt,
    horizonDays: search.visitType.horizonDays,
    providers: search.providers.length,
    longestWindow: longest(windows.map((of) => openTo(of))),
    longestOpen: longest(windows.map((of) => openTo(of, search.visitType.id))),
    visitMinutes: search.visitType.minutes,
    days: search.days,
    full: full.values().next().value?.rule ?? null,
  });
}

function longest(spans: readonly Span[][]): number {
  return spans.flat().reduce((most, { from, until }) => Math.max(most, (until - from) / 60_000), 0);
}
