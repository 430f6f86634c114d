import type { TemplateBlock, VisitType, WeeklyTemplate } from '#contract/availability';
import type { BlockRecurrence } from '#contract/block-recurrence';
import type { SameDayHold } from '#contract/block-terms';
import type { BlockRow, TemplateRow, VisitTypeRow } from './availability-repository.ts';
import type { Block } from './availability-rules.ts';

export function visitTypeView(row: VisitTypeRow): VisitType {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    name: row.name,
    minutes: row.minutes,
    modality: row.modality,
    category: row.category,
    colour: row.colour,
    bufferBefore: row.buffer_before,
    bufferAfter: row.buffer_after,
    patients: row.patients,
    leadMinutes: row.lead_minutes,
    horizonDays: row.horizon_days,
    bookedBy: row.booked_by,
    overbookTolerance: row.overbook_tolerance,
    needsAuthorization: row.needs_authorization,
    sensitive: row.sensitive,
    needs: row.needs,
    instructions: { en: row.instructions_en, es: row.instructions_es },
    active: row.active,
    version: row.version,
  };
}

export function templateView(row: TemplateRow, blocks: readonly BlockRow[]): WeeklyTemplate {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    blocks: blocks
      .toSorted((a, b) => a.weekday - b.weekday || a.starts_minute - b.starts_minute)
      .map(blockView),
    visitsADay: row.visits_a_day,
    newPatientsADay: row.new_patients_a_day,
    version: row.version,
  };
}

function blockView(row: BlockRow): TemplateBlock {
  return {
    weekday: row.weekday,
    startsAt: wallTimeOf(row.starts_minute),
    endsAt: wallTimeOf(row.ends_minute),
    visitTypeIds: row.visit_type_ids,
    recurrence: recurrenceOf(row),
    patients: row.patients,
    sameDayHold: sameDayHoldOf(opensOf(row)),
  };
}

export function recurrenceOf({
  every_weeks: weeks,
  counted_from: countedFrom,
  nths,
}: Pick<BlockRow, 'every_weeks' | 'counted_from' | 'nths'>): BlockRecurrence | null {
  if (countedFrom !== null) return { kind: 'every-n-weeks', weeks, countedFrom };
  return nths.length > 0 ? { kind: 'nth-of-month', nths } : null;
}

export function opensOf({
  opens_days_before: daysBefore,
  opens_minute: minute,
}: Pick<BlockRow, 'opens_days_before' | 'opens_minute'>): Block['opens'] {
  return daysBefore === null || minute === null ? null : { daysBefore, minute };
}

function sameDayHoldOf(opens: Block['opens']): SameDayHold | null {
  return opens && { daysBefore: opens.daysBefore, at: wallTimeOf(opens.minute) };
}

/** Minutes since local midnight → `HH:MM`. */
export function wallTimeOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** `HH:MM` → minutes since local midnight; 24:00 is 1440. */
export function minuteOf(wallTime: string): number {
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3, 5));
}
