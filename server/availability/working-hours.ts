// Templates in force, read once, and the windows that they make on local days.
import type { WorkingWindow } from '#contract/availability';
import type { BusinessCalendar } from '#contract/business-calendar';
import { Temporal } from '../platform/clock/temporal.ts';
import { instantText } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { closedDays, type ClosedOn } from '../platform/work/working-days.ts';
import type { BlockRow, TemplateRow } from './availability-repository.ts';
import {
  datesBetween,
  localDay,
  windowsOfDay,
  type Block,
  type LocalDay,
  type Window,
} from './availability-rules.ts';

export interface TemplateRows {
  /** On what the clinic's calendar closes nobody has hours. */
  closedOn: ClosedOn;
  templates: TemplateRow[];
  ofProvider: Map<string, TemplateRow[]>;
  ofTemplate: Map<string, BlockRow[]>;
}

interface Wanted {
  clinicId: string;
  /** Left out = all. */
  providerIds?: readonly string[];
  /** Local dates, both included; left out = any time, without a last one = from the first on. */
  between?: { first: string; last?: string };
}

export async function listTemplateRows(
  ctx: Ctx,
  { clinicId, providerIds, between }: Wanted,
): Promise<TemplateRows> {
  const query = ctx
    .db('weekly_template as t')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    // Nobody is offered time of somebody who has left; what is booked with them stays in their column.
    .whereRaw(
      `not exists (select from staff_member s where s.organization_id = t.organization_id
         and s.id = t.provider_id and s.ended_at is not null)`,
    )
    .orderBy(['provider_id', 'effective_from']);
  if (providerIds) query.whereIn('provider_id', [...providerIds]);
  if (between) {
    query.whereRaw(`coalesce(effective_to, 'infinity') >= cast(? as date)`, [between.first]);
    if (between.last !== undefined) query.where('effective_from', '<=', between.last);
  }
  const rows = await query.select<
    (TemplateRow & { blocks: BlockRow[]; calendar: BusinessCalendar | null })[]
  >(
    't.*',
    ctx.db.raw(
      `(select r.value from dated_rule r
        where r.organization_id = t.organization_id and r.clinic_id = t.clinic_id and r.rule = ?
          and r.effective_to is null) as calendar`,
      [businessCalendar.name],
    ),
    ctx.db.raw(
      `array(select to_jsonb(b) from template_block b
             where b.organization_id = t.organization_id and b.template_id = t.id
             order by b.weekday, b.starts_minute) as blocks`,
    ),
  );
  const templates = rows.map(templateOf);
  return {
    closedOn: closedDays(rows[0]?.calendar ?? businessCalendar.standard),
    templates,
    ofProvider: Map.groupBy(templates, (row) => row.provider_id),
    ofTemplate: new Map(rows.map(({ id, blocks }) => [id, blocks])),
  };
}

/** As it stands in its table. */
function templateOf(row: TemplateRow): TemplateRow {
  const { organization_id, id, clinic_id, provider_id, effective_from, effective_to, version } =
    row;
  return { organization_id, id, clinic_id, provider_id, effective_from, effective_to, version };
}

/** A provider's windows on a local day, from the template in force on it; none while the clinic is closed. */
export function windowsOn(
  { closedOn, ofProvider, ofTemplate }: TemplateRows,
  providerId: string,
  day: LocalDay,
): Window[] {
  if (closedOn(day.date) !== null) return [];
  const row = inForceOn(ofProvider.get(providerId) ?? [], day.date);
  return row ? windowsOfDay(day, (ofTemplate.get(row.id) ?? []).map(blockOf)) : [];
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
  return dates
    .map((date) => localDay(date, zone))
    .flatMap((day) =>
      [...rows.ofProvider.keys()].flatMap((providerId) =>
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
  };
}

export function textOf(moment: number): string {
  return instantText(Temporal.Instant.fromEpochMilliseconds(moment));
}

export function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}
