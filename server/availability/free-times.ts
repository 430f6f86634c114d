// The search for free time: what is asked, where it is looked for, and what is said when there is none.
import type { SearchOrder, VisitType } from '#contract/availability';
import type { Slot } from '#contract/problem';
import { isOfType } from '#contract/resources';
import { isEstablished } from '../calendar/day-load-queries.ts';
import { listPrimaryCare } from '../patients/patients-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, listProviderIds } from '../staff/staff-queries.ts';
import { localDay, type LocalDay } from './availability-rules.ts';
import { minuteOf } from './availability-view.ts';
import { explainEmpty } from './explain-empty.ts';
import { byFit } from './fit-rules.ts';
import { listUsable, type ResourceInZone } from './resource/resource-time-queries.ts';
import { endOf, searchDays, type FoundPlace, type Search } from './search-days.ts';
import type { TimeWishes } from './wish-rules.ts';
import { textOf } from './working-hours.ts';

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

export async function searchFreeTimes(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<FoundTimes> {
  const { search, places, explain } = await searchPlaces(ctx, wanted, visitType);
  const ordered = search.order === 'fit' ? places.toSorted(byFit(search.preferred)) : places;
  const items = ordered.slice(0, search.limit).map((place) => slotAt(search, place));
  return { items, explanation: items.length > 0 ? null : explain() };
}

export interface SearchedPlaces {
  search: Search;
  /** At least as many as were asked for, where there are as many; soonest first. */
  places: FoundPlace[];
  /** Why there are none. */
  explain: () => string;
}

export async function searchPlaces(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<SearchedPlaces> {
  const search = await searchOf(ctx, wanted, visitType);
  if (visitType.modality === 'e-visit')
    return {
      search,
      places: [],
      explain: () => 'An e-visit is due on a day and takes nobody’s time.',
    };
  const { places, ...looked } = await searchDays(ctx, search);
  return { search, places, explain: () => explainEmpty(search, looked) };
}

export async function searchOf(
  ctx: Ctx,
  wanted: FreeTimeSearch,
  visitType: VisitType,
): Promise<Search> {
  const { clinicId, providerIds, patientId, limit, order = 'soonest' } = wanted;
  const earliest = plusMinutes(ctx.now, visitType.leadMinutes);
  const fromAt = wanted.fromAt < earliest ? earliest : wanted.fromAt;
  const { name: clinicName, zone, hourCycle } = await getClinic(ctx, clinicId);
  const here = await listProviderIds(ctx, clinicId);
  const providers = here.filter((id) => providerIds.length === 0 || providerIds.includes(id));
  const count = order === 'fit' ? Math.min(wanted.days, mostDaysOfFit) : wanted.days;
  const days = localDays(fromAt, zone, count);
  const isAsked = order === 'fit' && patientId !== undefined;
  return {
    ...{ clinicId, visitType, now: ctx.now, fromAt, untilAt: horizonOf(ctx.now, visitType) },
    ...{ clinicName, zone, hourCycle, days, limit, order, providers },
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

export function localDays(fromAt: string, zone: string, count: number): LocalDay[] {
  const first = Temporal.Instant.from(fromAt).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: count }, (_, n) => localDay(first.add({ days: n }).toString(), zone));
}

export function slotAt(
  search: Search,
  { providerId, start }: Pick<FoundPlace, 'providerId' | 'start'>,
): Slot {
  return {
    providerId,
    clinicId: search.clinicId,
    startsAt: textOf(start),
    endsAt: textOf(endOf(search, start)),
  };
}
