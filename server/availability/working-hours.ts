// Templates in force and what stands against them, read once, and the windows that they make on local days.
import type { WorkingWindow } from '#contract/availability';
import type { BusinessCalendar } from '#contract/business-calendar';
import { Temporal } from '../platform/clock/temporal.ts';
import { dayBounds, instantText } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import {
  closedDays,
  closedHours,
  type ClosedHoursOn,
  type ClosedOn,
} from '../platform/work/working-days.ts';
import type { BlockRow, TemplateRow } from './availability-repository.ts';
import {
  datesBetween,
  localDay,
  windowsOfDay,
  windowsWithout,
  type Block,
  type LocalDay,
  type Span,
  type Window,
} from './availability-rules.ts';
import { opensOf, recurrenceOf } from './availability-view.ts';
import { readDeviations } from './exception-queries.ts';
import { areSet, type LimitsOfDay } from './limit-rules.ts';
import { takesAway, withExceptions, type Exception } from './exception-rules.ts';

export interface TemplateRows {
  /** On what the clinic's calendar closes nobody has hours. */
  closedOn: ClosedOn;
  closedHoursOn: ClosedHoursOn;
  /** By provider, those of all kinds. */
  exceptions: ReadonlyMap<string, readonly Exception[]>;
  templates: TemplateRow[];
  ofProvider: Map<string, TemplateRow[]>;
  ofTemplate: Map<string, BlockRow[]>;
}

interface Wanted {
  clinicId: string;
  /** Left out = all. */
  providerIds?: readonly string[];
  /** Local dates, both included; left out = any time, without a last one = from the first on. Of others no hours are read. */
  between?: { first: string; last?: string };
}

export async function listTemplateRows(
  ctx: Ctx,
  { clinicId, providerIds, between }: Wanted,
): Promise<TemplateRows> {
  const weekdays = weekdaysIn(between);
  const query = ctx
    .db('weekly_template as t')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    // Nobody is offered time of somebody who has left; what is booked with them stays in their column.
    .whereRaw(
      `not exists (select from staff_member s where s.organization_id = t.organization_id
         and s.id = t.provider_id and s.ended_at is not null)`,
    )
    .orderBy(['provider_id', 'effective_from']);
  if (providerIds) query.whereRaw('provider_id = any(cast(? as uuid[]))', [[...providerIds]]);
  if (between) {
    query.whereRaw(`coalesce(effective_to, 'infinity') >= cast(? as date)`, [between.first]);
    if (between.last !== undefined) query.where('effective_from', '<=', between.last);
  }
  const rows = await query.select<(TemplateRow & { blocks: BlockRow[] })[]>(
    't.*',
    ctx.db.raw(
      `(select coalesce(json_agg(b order by b.weekday, b.starts_minute, b.place), '[]') from template_block b
        where b.organization_id = t.organization_id and b.template_id = t.id
          and b.weekday = any(cast(? as smallint[]))) as blocks`,
      [weekdays],
    ),
  );
  const templates = rows.map(templateOf);
  const { calendar, exceptions } = await readDeviations(ctx, {
    clinicId,
    providerIds: providerIds ?? null,
    ...around(ctx, between),
  });
  return {
    ...closingsOf(calendar),
    exceptions,
    templates,
    ofProvider: Map.groupBy(templates, (row) => row.provider_id),
    ofTemplate: new Map(rows.map(({ id, blocks }) => [id, blocks])),
  };
}

/** Of a few days nobody needs the hours of the others. */
function weekdaysIn(between: Wanted['between']): number[] {
  const first = between && Temporal.PlainDate.from(between.first);
  const days = between?.last === undefined ? 6 : Number(first?.until(between.last).days);
  return Array.from({ length: Math.min(days, 6) + 1 }, (_, n) =>
    first ? first.add({ days: n }).dayOfWeek : n + 1,
  );
}

/** When a clinic is closed by its calendar. */
export function closingsOf(
  calendar: BusinessCalendar,
): Pick<TemplateRows, 'closedOn' | 'closedHoursOn'> {
  return { closedOn: closedDays(calendar), closedHoursOn: closedHours(calendar) };
}

/** A day more on either side holds the dates in whatever zone. */
function around(ctx: Ctx, between: Wanted['between']): { startsAt: string; endsAt: string | null } {
  const utc = (date: string, days: number): string =>
    dayBounds(Temporal.PlainDate.from(date).add({ days }).toString(), 'UTC').startsAt;
  return {
    startsAt: between ? utc(between.first, -1) : ctx.now,
    endsAt: between?.last === undefined ? null : utc(between.last, 2),
  };
}

/** As it stands in its table. */
function templateOf(row: TemplateRow): TemplateRow {
  const { organization_id, id, clinic_id, provider_id, effective_from, effective_to } = row;
  const { visits_a_day, new_patients_a_day, version } = row;
  return {
    ...{ organization_id, id, clinic_id, provider_id, effective_from, effective_to },
    ...{ visits_a_day, new_patients_a_day, version },
  };
}

/** A provider's windows on a local day: weekly hours and extra hours without time off, and without when the clinic is closed. */
export function windowsOn(hours: TemplateRows, providerId: string, day: LocalDay): Window[] {
  if (hours.closedOn(day.date) !== null) return [];
  const row = inForceOn(hours.ofProvider.get(providerId) ?? [], day.date);
  const weekly = row ? windowsOfDay(day, (hours.ofTemplate.get(row.id) ?? []).map(blockOf)) : [];
  const closed = hours.closedHoursOn(day.date);
  const windows = withExceptions(day, weekly, hours.exceptions.get(providerId) ?? []);
  return closed.length === 0 ? windows : windowsWithout(windows, spansOn(day, closed));
}

export function spansOn(day: LocalDay, minutes: readonly Span[]): Span[] {
  return minutes.map(({ from, until }) => ({ from: day.at(from), until: day.at(until) }));
}

/** `null` where the provider's day takes as many visits as there is time for. */
export function limitsOn(
  hours: TemplateRows,
  providerId: string,
  day: LocalDay,
): LimitsOfDay | null {
  const row = inForceOn(hours.ofProvider.get(providerId) ?? [], day.date);
  if (!row) return null;
  const limits = { visitsADay: row.visits_a_day, newPatientsADay: row.new_patients_a_day };
  if (!areSet(limits)) return null;
  const bounds = { startsAt: textOf(day.at(0)), endsAt: textOf(day.at(1440)) };
  return { ...limits, ...bounds, providerId, date: day.date };
}

/** The same hours with another template in its place, for the days on which it is in force. */
export function withTemplate(
  hours: TemplateRows,
  template: TemplateRow,
  blocks: readonly BlockRow[],
): TemplateRows {
  const others = hours.ofProvider.get(template.provider_id) ?? [];
  const own = [template, ...others.filter(({ id }) => id !== template.id)];
  return {
    ...hours,
    ofProvider: new Map([...hours.ofProvider, [template.provider_id, own]]),
    ofTemplate: new Map([...hours.ofTemplate, [template.id, [...blocks]]]),
  };
}

/** The same hours with a provider's exceptions as they would be. */
export function withProviderExceptions(
  hours: TemplateRows,
  providerId: string,
  exceptions: readonly Exception[],
): TemplateRows {
  return { ...hours, exceptions: new Map([...hours.exceptions, [providerId, exceptions]]) };
}

/** What the hours would be if nobody were away and no day closed. */
export function ifNothingWereBlocked(hours: TemplateRows): TemplateRows {
  const exceptions = [...hours.exceptions].map(
    ([providerId, all]) => [providerId, all.filter((one) => !takesAway(one))] as const,
  );
  return {
    ...hours,
    closedOn: () => null,
    closedHoursOn: () => [],
    exceptions: new Map(exceptions),
  };
}

export function inForceOn(
  templates: readonly TemplateRow[],
  date: string,
): TemplateRow | undefined {
  return templates.find(
    ({ effective_from, effective_to }) =>
      effective_from <= date && (effective_to === null || effective_to >= date),
  );
}

export function blockOf(row: BlockRow): Block {
  return {
    weekday: row.weekday,
    startsMinute: row.starts_minute,
    endsMinute: row.ends_minute,
    visitTypeIds: row.visit_type_ids,
    recurrence: recurrenceOf(row),
    patients: row.patients,
    opens: opensOf(row),
  };
}

export async function windowsBetween(
  ctx: Ctx,
  wanted: {
    clinicId: string;
    zone: string;
    startsAt: string;
    endsAt: string;
    providerIds?: readonly string[];
  },
): Promise<WorkingWindow[]> {
  const { clinicId, zone, startsAt, endsAt, providerIds } = wanted;
  const span = { from: Date.parse(startsAt), until: Date.parse(endsAt) };
  const dates = datesBetween(span, zone);
  const rows = await listTemplateRows(ctx, {
    clinicId,
    ...(providerIds ? { providerIds } : {}),
    between: { first: dates[0] ?? '', last: dates.at(-1) ?? '' },
  });
  const providers = new Set([...rows.ofProvider.keys(), ...rows.exceptions.keys()]);
  return dates
    .map((date) => localDay(date, zone))
    .flatMap((day) =>
      [...providers].flatMap((providerId) =>
        windowsOn(rows, providerId, day)
          .filter((window) => window.from < span.until && window.until > span.from)
          .map((window) => workingWindow(providerId, window)),
      ),
    )
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

function workingWindow(providerId: string, window: Window): WorkingWindow {
  return {
    providerId,
    startsAt: textOf(window.from),
    endsAt: textOf(window.until),
    visitTypeIds: [...window.visitTypeIds],
    patients: window.patients,
    opensAt: window.opensAt === null ? null : textOf(window.opensAt),
  };
}

export function textOf(moment: number): string {
  return instantText(Temporal.Instant.fromEpochMilliseconds(moment));
}

export function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}
