// Weekly templates, and the search for free time in them.
import type { WeeklyTemplate } from '#contract/availability';
import type { Override } from '#contract/override';
import { dayBounds } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { getClinic, worksInClinic } from '../staff/staff-queries.ts';
import { announceTemplate } from './announce-template.ts';
import { denyManaging } from './availability-policy.ts';
import { listVisitTypes, templateLock } from './availability-queries.ts';
import {
  blockRows,
  closeTemplate,
  insertTemplate,
  replaceBlocks,
  type BlockRow,
  type TemplateRow,
} from './availability-repository.ts';
import { overlappingBlocks } from './availability-rules.ts';
import { minuteOf } from './availability-view.ts';
import type { DayLimits } from './limit-rules.ts';
import { listOrphansOf, requireNoOrphans } from './orphaned-visits.ts';
import { blockOf, dayBefore, inForceOn, listTemplateRows, withTemplate } from './working-hours.ts';

export type SetWeeklyTemplate = Pick<
  WeeklyTemplate,
  'clinicId' | 'providerId' | 'effectiveFrom' | 'blocks'
> &
  Partial<DayLimits> & { overrides?: readonly Override[] };

/** In force until the next template that is planned already, if there is one. */
export async function setWeeklyTemplate(
  ctx: Ctx,
  input: SetWeeklyTemplate,
): Promise<WeeklyTemplate> {
  const { clinicId, providerId, effectiveFrom } = input;
  requireManaging(ctx, clinicId);
  await requireSoundBlocks(ctx, input);
  if (!(await worksInClinic(ctx, providerId, clinicId)))
    throw invalidInput('providerId', 'This provider does not work in the clinic.');
  await takeLocks(ctx, { exclusive: [templateLock(providerId)] });

  const rows = await listTemplateRows(ctx, { clinicId, providerIds: [providerId] });
  const before = inForceOn(rows.templates, effectiveFrom);
  const replaced = before?.effective_from === effectiveFrom ? before : undefined;
  const template = {
    ...(replaced ?? newTemplate(ctx, input, rows.templates)),
    visits_a_day: input.visitsADay ?? null,
    new_patients_a_day: input.newPatientsADay ?? null,
  };
  const blocks = blockRows(template.id, input.blocks, minuteOf);
  const overridden = requireNoOrphans(ctx, clinicId, {
    orphans: await listOrphansOf(ctx, await reach(ctx, template), {
      before: rows,
      after: withTemplate(rows, template, blocks),
    }),
    overrides: input.overrides ?? [],
  });

  const announce = (row: TemplateRow, its: readonly BlockRow[]): WeeklyTemplate =>
    announceTemplate(ctx, 'availability.set-template', { row, blocks: its, overrides: overridden });
  if (replaced) return announce(await replaceBlocks(ctx, template, blocks), blocks);
  if (before) {
    const kept = rows.ofTemplate.get(before.id) ?? [];
    announce(await closeTemplate(ctx, before, kept, dayBefore(effectiveFrom)), kept);
  }
  await insertTemplate(ctx, template, blocks);
  return announce(template, blocks);
}

/** Where and when a template is in force. */
async function reach(
  ctx: Ctx,
  { clinic_id: clinicId, provider_id: providerId, effective_from, effective_to }: TemplateRow,
): Promise<{ clinicId: string; providerId: string; fromAt: string; untilAt: string | null }> {
  const { zone } = await getClinic(ctx, clinicId);
  return {
    clinicId,
    providerId,
    fromAt: dayBounds(effective_from, zone).startsAt,
    untilAt: effective_to === null ? null : dayBounds(effective_to, zone).endsAt,
  };
}

function newTemplate(
  ctx: Ctx,
  { clinicId, providerId, effectiveFrom }: SetWeeklyTemplate,
  known: readonly TemplateRow[],
): TemplateRow {
  const next = known.find((row) => row.effective_from > effectiveFrom);
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    provider_id: providerId,
    effective_from: effectiveFrom,
    effective_to: next ? dayBefore(next.effective_from) : null,
    visits_a_day: null,
    new_patients_a_day: null,
    version: 1,
  };
}

export function requireManaging(ctx: Ctx, clinicId: string): void {
  const refusal = denyManaging((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
}

async function requireSoundBlocks(
  ctx: Ctx,
  { clinicId, blocks }: SetWeeklyTemplate,
): Promise<void> {
  const known = new Set((await listVisitTypes(ctx, clinicId)).map(({ id }) => id));
  for (const [at, block] of blocks.entries()) {
    if (minuteOf(block.startsAt) >= minuteOf(block.endsAt))
      throw invalidInput(`blocks.${String(at)}.endsAt`, 'A block ends after it starts.');
    if (!block.visitTypeIds.every((id) => known.has(id)))
      throw invalidInput(
        `blocks.${String(at)}.visitTypeIds`,
        'A visit type is not one of the clinic.',
      );
  }
  const rows = blockRows('', blocks, minuteOf);
  if (overlappingBlocks(rows.map(blockOf)))
    throw ruleBroken('blocks-overlap', 'Two blocks of one weekday overlap; nothing was changed.');
}
