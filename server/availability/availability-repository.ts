// The only SQL that writes visit types and weekly templates.
import type { VisitType, WeeklyTemplate } from '#contract/availability';
import { nthsOfMonth, type BlockRecurrence, type NthOfMonth } from '#contract/block-recurrence';
import type { BlockTerms } from '#contract/block-terms';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface VisitTypeRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  name: string;
  minutes: number;
  modality: VisitType['modality'];
  category: VisitType['category'];
  colour: VisitType['colour'];
  buffer_before: number;
  buffer_after: number;
  patients: VisitType['patients'];
  lead_minutes: number;
  horizon_days: number | null;
  booked_by: VisitType['bookedBy'];
  overbook_tolerance: number;
  needs_authorization: boolean;
  sensitive: boolean;
  needs: VisitType['needs'];
  instructions_en: string;
  instructions_es: string;
  active: boolean;
  version: number;
}

export interface TemplateRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  effective_from: string;
  effective_to: string | null;
  visits_a_day: number | null;
  new_patients_a_day: number | null;
  version: number;
}

export interface BlockRow {
  template_id: string;
  weekday: number;
  starts_minute: number;
  ends_minute: number;
  visit_type_ids: string[];
  /** 1 = every week, or as `nths` say. */
  every_weeks: number;
  counted_from: string | null;
  /** Empty = in whichever week of the month. */
  nths: NthOfMonth[];
  patients: BlockTerms['patients'];
  /** Both `null` = open at any time. */
  opens_days_before: number | null;
  opens_minute: number | null;
}

/** `null` when the clinic has an active visit type of this name. */
export async function insertVisitType(ctx: Ctx, row: VisitTypeRow): Promise<VisitTypeRow | null> {
  const [inserted] = await ctx
    .db<VisitTypeRow>('visit_type')
    .insert({ ...row, ...storedNeeds(row) })
    .onConflict(ctx.db.raw('(organization_id, clinic_id, lower(name)) where active'))
    .ignore()
    .returning('*');
  if (!inserted) return null;
  await recordVersion(ctx, 'visit_type', 'added', inserted);
  return inserted;
}

export function findVisitTypeForUpdate(ctx: Ctx, id: string): Promise<VisitTypeRow | undefined> {
  return ctx
    .db('visit_type')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<VisitTypeRow | undefined>('*');
}

/** The row must have been read for update; `null` when another active visit type has the name. */
export async function updateVisitType(
  ctx: Ctx,
  act: 'changed' | 'retired',
  row: VisitTypeRow,
  changed: Partial<VisitTypeRow>,
): Promise<VisitTypeRow | null> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const { rows } = await ctx.db.raw<{ rows: unknown[] }>(
    `select from visit_type
     where organization_id = ? and clinic_id = ? and active and id <> ? and lower(name) = lower(?)`,
    [row.organization_id, row.clinic_id, row.id, next.name],
  );
  if (next.active && rows.length > 0) return null;
  await ctx
    .db('visit_type')
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, ...storedNeeds(changed), version: next.version });
  await recordVersion(ctx, 'visit_type', act, next);
  return next;
}

/** An array would be taken for one of PostgreSQL. */
function storedNeeds({ needs }: Partial<VisitTypeRow>): { needs?: never } {
  return needs ? { needs: JSON.stringify(needs) as never } : {};
}

export async function insertTemplate(
  ctx: Ctx,
  row: TemplateRow,
  blocks: readonly BlockRow[],
): Promise<void> {
  await ctx.db('weekly_template').insert(row);
  await insertBlocks(ctx, row, blocks);
  await recordVersion(ctx, 'weekly_template', 'set', versioned(row, blocks));
}

/** Ends a template early; its blocks stay. */
export async function closeTemplate(
  ctx: Ctx,
  row: TemplateRow,
  blocks: readonly BlockRow[],
  effectiveTo: string,
): Promise<TemplateRow> {
  const closed = { ...row, effective_to: effectiveTo, version: row.version + 1 };
  await updateTemplate(ctx, closed);
  await recordVersion(ctx, 'weekly_template', 'closed', versioned(closed, blocks));
  return closed;
}

/** Other blocks and limits from the same day on: the template keeps its identity. */
export async function replaceBlocks(
  ctx: Ctx,
  row: TemplateRow,
  blocks: readonly BlockRow[],
): Promise<TemplateRow> {
  const replaced = { ...row, version: row.version + 1 };
  await updateTemplate(ctx, replaced);
  await ctx
    .db('template_block')
    .where({ organization_id: ctx.organizationId, template_id: row.id })
    .delete();
  await insertBlocks(ctx, row, blocks);
  await recordVersion(ctx, 'weekly_template', 'set', versioned(replaced, blocks));
  return replaced;
}

async function updateTemplate(ctx: Ctx, row: TemplateRow): Promise<void> {
  await ctx
    .db('weekly_template')
    .where({ organization_id: ctx.organizationId, id: row.id, version: row.version - 1 })
    .update({
      effective_to: row.effective_to,
      visits_a_day: row.visits_a_day,
      new_patients_a_day: row.new_patients_a_day,
      version: row.version,
    });
}

async function insertBlocks(
  ctx: Ctx,
  template: TemplateRow,
  blocks: readonly BlockRow[],
): Promise<void> {
  if (blocks.length === 0) return;
  await ctx.db('template_block').insert(
    blocks.map((block) => ({
      ...block,
      organization_id: ctx.organizationId,
      clinic_id: template.clinic_id,
      template_id: template.id,
    })),
  );
}

function versioned(
  row: TemplateRow,
  blocks: readonly BlockRow[],
): TemplateRow & { blocks: readonly BlockRow[] } {
  return { ...row, blocks };
}

export function blockRows(
  templateId: string,
  blocks: WeeklyTemplate['blocks'],
  minuteOf: (wallTime: string) => number,
): BlockRow[] {
  return blocks.map((block) => ({
    template_id: templateId,
    weekday: block.weekday,
    starts_minute: minuteOf(block.startsAt),
    ends_minute: minuteOf(block.endsAt),
    visit_type_ids: block.visitTypeIds,
    ...recurrenceColumns(block.recurrence),
    patients: block.patients,
    opens_days_before: block.sameDayHold?.daysBefore ?? null,
    opens_minute: block.sameDayHold ? minuteOf(block.sameDayHold.at) : null,
  }));
}

const everyWeek = { every_weeks: 1, counted_from: null, nths: [] };

function recurrenceColumns(
  recurrence: BlockRecurrence | null,
): Pick<BlockRow, 'every_weeks' | 'counted_from' | 'nths'> {
  if (recurrence === null) return everyWeek;
  if (recurrence.kind === 'every-n-weeks')
    return { ...everyWeek, every_weeks: recurrence.weeks, counted_from: recurrence.countedFrom };
  return { ...everyWeek, nths: nthsOfMonth.filter((nth) => recurrence.nths.includes(nth)) };
}
