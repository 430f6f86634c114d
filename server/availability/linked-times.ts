// The search for times of several visits that belong together: the free places of each, put together day by day.
import type { LinkedMode } from '#contract/linked-times';
import type { Slot } from '#contract/problem';
import type { Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { findVisitType } from './availability-queries.ts';
import type { LocalDay } from './availability-rules.ts';
import { explainEmpty } from './explain-empty.ts';
import { localDays, searchOf, slotAt, type FreeTimeSearch } from './free-times.ts';
import { chainsOf, type PartPlace } from './linked-times-rules.ts';
import { endOf, searchDays, type Search, type SearchedHours } from './search-days.ts';

export interface LinkedSearch extends Pick<
  FreeTimeSearch,
  'clinicId' | 'fromAt' | 'days' | 'limit' | 'weekdays' | 'earliestTime' | 'latestTime'
> {
  parts: readonly { patientId: string; visitTypeId: string; providerIds: readonly string[] }[];
  mode: LinkedMode;
  gapMinutes: number;
}

export interface FoundChains {
  items: { slots: Slot[] }[];
  explanation: string | null;
  lackingPart: number | null;
}

/** A part and what was found for it so far. */
interface Part {
  search: Search;
  found: number;
  lacking: string | null;
  hours: SearchedHours[];
}

export async function findLinkedTimes(ctx: Ctx, wanted: LinkedSearch): Promise<FoundChains> {
  requireApart(wanted);
  const parts: Part[] = [];
  for (const at of wanted.parts.keys())
    parts.push({ search: await partOf(ctx, wanted, at), found: 0, lacking: null, hours: [] });
  const zone = parts[0]?.search.zone ?? 'UTC';
  const dates = localDays(wanted.fromAt, zone, wanted.days).map(({ date }) => date);
  const items: FoundChains['items'] = [];
  const gap = wanted.gapMinutes * 60_000;
  for (let at = 0, stride = 1; at < dates.length && items.length < wanted.limit;) {
    const places: PartPlace[][] = [];
    for (const part of parts)
      places.push(await placesOfPart(ctx, part, dates.slice(at, at + stride)));
    const chains = chainsOf(places, { mode: wanted.mode, gap, limit: wanted.limit - items.length });
    items.push(...chains.map((chain) => ({ slots: slotsOf(parts, chain) })));
    at += stride;
    stride = Math.min(stride * 2, 16);
  }
  if (items.length > 0) return { items, explanation: null, lackingPart: null };
  return { items, ...explain(parts, wanted) };
}

/** Nobody is in two places at once. */
function requireApart({ mode, parts }: LinkedSearch): void {
  if (mode === 'one-after-another') return;
  const twice = parts.findIndex(
    ({ patientId }, at) => parts.findIndex((one) => one.patientId === patientId) < at,
  );
  if (twice >= 0)
    throw invalidInput(
      `parts.${String(twice)}.patientId`,
      'The patient has another of these visits, and they stand side by side.',
    );
}

async function partOf(ctx: Ctx, wanted: LinkedSearch, at: number): Promise<Search> {
  const { parts, clinicId, fromAt, days, limit, weekdays, earliestTime, latestTime } = wanted;
  const part = parts[at];
  if (!part) throw new Error('There is no such part.');
  const visitType = await findVisitType(ctx, part.visitTypeId);
  if (!visitType?.active || visitType.clinicId !== clinicId)
    throw invalidInput(
      `parts.${String(at)}.visitTypeId`,
      'The clinic does not book this visit type.',
    );
  if (visitType.modality === 'e-visit')
    throw invalidInput(
      `parts.${String(at)}.visitTypeId`,
      'An e-visit is due on a day and takes nobody’s time.',
    );
  const when = { fromAt, days, ...(weekdays ? { weekdays } : {}) };
  const wishes = { earliestTime: earliestTime ?? null, latestTime: latestTime ?? null };
  return searchOf(ctx, { clinicId, limit, ...part, ...when, ...wishes }, visitType);
}

async function placesOfPart(ctx: Ctx, part: Part, dates: readonly string[]): Promise<PartPlace[]> {
  const { search } = part;
  const days = search.days.filter(({ date }: LocalDay) => dates.includes(date));
  // All of the days in one step, as for the best fit: a chain may need any of their places.
  const all = { ...search, days, order: 'fit', limit: Infinity } as const;
  const { places, lacking, hours } = await searchDays(ctx, all);
  part.found += places.length;
  part.lacking ??= lacking;
  part.hours.push(...hours);
  return places.map((place) => ({ ...place, end: endOf(search, place.start) }));
}

function slotsOf(parts: readonly Part[], chain: readonly PartPlace[]): Slot[] {
  return parts.flatMap(({ search }, at) => {
    const place = chain[at];
    return place ? [slotAt(search, place)] : [];
  });
}

function explain(
  parts: readonly Part[],
  { mode, gapMinutes, days }: LinkedSearch,
): Omit<FoundChains, 'items'> {
  const at = parts.findIndex(({ found }) => found === 0);
  const part = parts[at];
  if (part) {
    const { search } = part;
    const why = explainEmpty(search, part);
    const explanation = `Visit ${String(at + 1)}, ${search.visitType.name}: ${why}`;
    return { explanation, lackingPart: at + 1 };
  }
  const period = days === 1 ? 'on that day' : `in these ${String(days)} days`;
  const together =
    mode === 'side-by-side'
      ? 'at no time all at once with different providers'
      : `never one after another with at most ${String(gapMinutes)} minutes between them`;
  const explanation = `Each of the visits has free times ${period}, but ${together}.`;
  return { explanation, lackingPart: null };
}
